// `npm run bench`: one table that compares our core and our durable part with their peers, in one run on one machine.
// `npm run bench -- core full` measures only these sections. `npm run bench -- register [cases]` measures the register
// instead (register/index.ts); `npm run bench -- release [commit]` plays a case with another release
// (release/index.ts). Peers are installed on demand into var/bench; one that cannot be installed is listed as not
// measured.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../tools/stack/ports.ts';
import { core, growth } from './core-section.ts';
import { durable, quietTemporal } from './durable/index.ts';
import { ifAvailable } from './peers/folder.ts';
import { measureRegister, printMeasured } from './register/index.ts';
import { compareWith } from './release/index.ts';
import { temporalServers } from './servers/index.ts';
import { startPostgres } from './servers/postgres.ts';
import { type Line, print } from './table.ts';

const sections: { readonly [name: string]: () => Promise<Line[]> } = {
  core,
  growth,
  memory: () => onServer('memory'),
  file: () => onServer('file'),
  full: () => onServer('full'),
};
if (process.argv[2] === 'register') {
  printMeasured(await measureRegister(Number(process.argv[3] ?? 1_000_000)));
  process.exit();
}
if (process.argv[2] === 'release') {
  compareWith(process.argv[3] ?? 'c8fac86');
  process.exit();
}
const asked = process.argv.slice(2).flatMap((name) => (name === 'durable' ? Object.keys(temporalServers) : [name]));
const unknown = asked.filter((name) => !(name in sections));
if (unknown.length > 0) {
  console.error(
    `No section ${unknown.join(', ')}: there are ${Object.keys(sections).join(', ')}, and durable for the last three.`,
  );
  process.exit(1);
}

const stops: (() => Promise<void>)[] = [];
process.once('message', () => void stop().finally(() => process.exit(1)));

const lines: Line[] = [];
for (const [name, measure] of Object.entries(sections)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`${name} …`);
  // When a section fails, the figures of the others are still printed.
  lines.push(...(await measure().catch((failure) => failed(name, failure))));
}
console.log(
  `\n${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}; medians of three rounds, contenders in turn\n`,
);
print(lines);
process.exit();

function failed(section: string, failure: unknown): Line[] {
  console.error(`Section ${section} failed:`, failure);
  process.exitCode = 1;
  return [];
}

async function onServer(section: keyof typeof temporalServers): Promise<Line[]> {
  quietTemporal();
  const { name, isOnPostgres, start } = temporalServers[section];
  const folder = mkdtempSync(join(tmpdir(), 'enforcement-bench-'));
  stops.push(async () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  try {
    const postgres = await startPostgres(folder, (await freePorts()).postgres);
    stops.push(() => postgres.stop());
    const server = await ifAvailable(`The ${name}`, () => start(postgres, folder));
    if (!server) return [];
    stops.push(() => server.stop());
    return await durable({ postgres, name, server, withOperaton: isOnPostgres });
  } finally {
    await stop();
  }
}

/** Stops all servers and removes their folder, also when the run is interrupted. */
async function stop(): Promise<void> {
  for (const one of stops.splice(0).reverse()) await one();
}
