// `npm run simulate -- FILE.json [--durable] [--json]`: plays a scenario and prints its report (docs/using/simulate.md).
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../stack/embedded-postgres.ts';
import { freePort } from '../stack/ports.ts';
import { printed } from './report/print.ts';
import { lineOf, ScenarioFaults, say } from './scenario/faults.ts';
import { readScenario } from './scenario/scenario.ts';
import { simulate } from './simulate.ts';

const usage = 'npm run simulate -- FILE.json [--durable] [--json]     docs/using/simulate.md';

let postgres: EmbeddedPostgres | undefined;
process.on('message', () => void finish(1));
process.on('disconnect', () => void finish(1));

/** Exit codes: 0 as expected, 1 other than expected, 2 the file is wrong or cannot be played. */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { durable: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(usage);
  await finish(await run(file, values));
} catch (failure) {
  if (failure instanceof ScenarioFaults && process.argv.includes('--json'))
    console.log(JSON.stringify({ faults: failure.faults }, null, 2));
  else if (failure instanceof ScenarioFaults)
    console.error(`文件有误 / The file has faults:\n${failure.faults.map(lineOf).join('\n')}`);
  else console.error(failure instanceof Error ? failure.message : failure);
  await finish(2);
}

async function run(file: string, { durable, json }: { durable: boolean; json: boolean }): Promise<number> {
  const scenario = readScenario(textOf(file));
  const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? (await startPostgres());
  const startedAt = performance.now();
  const { report, differences } = await simulate(scenario, url, durable);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(json ? JSON.stringify({ ...report, differences }, null, 2) : printed(report, differences, scenario));
  console.error(`推演用时 ${seconds} 秒 / Played in ${seconds} s.`);
  return differences.length > 0 ? 1 : 0;
}

function textOf(file: string): string {
  try {
    // npm runs scripts in the project's folder; INIT_CWD is where the user is.
    return readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8');
  } catch {
    throw new ScenarioFaults([
      { field: '', rule: 'file', message: say('file.read', { file }), remedy: say('file.read.remedy') },
    ]);
  }
}

/** The embedded server; its data folder is kept, so that the next simulation finds the models deployed. */
async function startPostgres(): Promise<string> {
  const folder = join(import.meta.dirname, '..', '..', 'var', 'simulate');
  mkdirSync(folder, { recursive: true });
  const start = async (dataDir: string) =>
    startEmbeddedPostgres({ dataDir, port: await freePort(), settings: { fsync: 'off', full_page_writes: 'off' } });
  postgres = await start(join(folder, 'postgres')).catch(() => {
    // Another simulation uses the folder now.
    const temporary = mkdtempSync(join(tmpdir(), 'enforcement-simulate-'));
    chmodSync(temporary, 0o755);
    process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
    return start(join(temporary, 'postgres'));
  });
  return postgres.url;
}

async function finish(code: number): Promise<never> {
  await postgres?.stop();
  process.exit(code);
}
