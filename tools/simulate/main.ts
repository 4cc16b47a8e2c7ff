// `npm run simulate -- FILE.json [--durable] [--json]`: plays a scenario and prints its report
// (docs/using/simulate.md). The database is made while the system's modules are loaded, and their compiled code is kept
// between runs.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inBoth } from '../../engine/catalogue.ts';
import type { EmbeddedPostgres } from '../stack/embedded-postgres.ts';
import { say } from './messages.ts';
import type { SimulationDatabase } from './worlds/database.ts';

const folder = join(import.meta.dirname, '..', '..', 'var', 'simulate');
enableCompileCache(join(folder, 'compiled'));

let postgres: EmbeddedPostgres | undefined;
let database: Promise<SimulationDatabase> | undefined;
process.on('message', () => void finish(130));
process.on('disconnect', () => void finish(130));

try {
  const { file, options } = readArguments();
  await finish(await run(file, options));
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  await finish(2);
}

interface Options {
  readonly durable: boolean;
  readonly json: boolean;
}

function readArguments(): { readonly file: string; readonly options: Options } {
  const usage = new Error(inBoth(say('command.usage')));
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { durable: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const [file] = positionals;
    if (file !== undefined && positionals.length === 1) return { file, options: values };
  } catch {
    throw usage;
  }
  throw usage;
}

/** Exit codes: 0 as expected, 1 other than expected, 2 the file is wrong or cannot be played. */
async function run(file: string, { durable, json }: Options): Promise<number> {
  const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? (await startPostgres());
  const startedAt = performance.now();
  const { simulationDatabase } = await import('./worlds/database.ts');
  database = simulationDatabase(url);
  // A failure is thrown where the database is needed.
  database.catch(() => {});
  const { readScenario, scenarioFile, ScenarioFaults, lineOf, simulate, printed } = await import('./index.ts');
  try {
    const scenario = readScenario(scenarioFile(file, () => readFileSync(pathOf(file), 'utf8')));
    const { report, differences } = await simulate(scenario, await database, durable);
    console.log(json ? JSON.stringify({ ...report, differences }, null, 2) : printed(report, differences, scenario));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.error(inBoth(say('command.seconds', { seconds })));
    return differences.length > 0 ? 1 : 0;
  } catch (failure) {
    if (!(failure instanceof ScenarioFaults)) throw failure;
    if (json) console.log(JSON.stringify({ faults: failure.faults }, null, 2));
    else console.error([inBoth(say('command.faults')), ...failure.faults.map(lineOf)].join('\n'));
    return 2;
  }
}

/** npm runs scripts in the project's folder; INIT_CWD is the user's. */
function pathOf(file: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', file);
}

/** The embedded server; its data folder is kept, so that the next simulation finds the models deployed. */
async function startPostgres(): Promise<string> {
  const { startEmbeddedPostgres } = await import('../stack/embedded-postgres.ts');
  const { freePort } = await import('../stack/ports.ts');
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
  await database?.then(
    (made) => made.drop(),
    () => {},
  );
  await postgres?.stop();
  process.exit(code);
}
