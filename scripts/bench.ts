// `npm run bench`: our core and its peers on the same models in one run, what a transition costs as models and tokens grow, what compiling costs, and the
// project's own enforcement case; then instances on a Temporal dev server against workflows written by hand. Peers are installed on demand into var/bench; one that cannot be had is said not to be measured.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { compiled, measure, runOnce } from '../bench/core.ts';
import { durable } from '../bench/durable.ts';
import { enforcementCase } from '../bench/enforcement-case.ts';
import { type BenchModel, type Dialect, models } from '../bench/models.ts';
import { compiling, scaling } from '../bench/scaling.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'var', 'bench');
const rounds = 3;
const milliseconds = 1_000;
const versions = { 'bpmn-engine': '25.0.1', SpiffWorkflow: '3.2.0' } as const;

interface Measured {
  readonly [model: string]: { readonly perSecond?: number; readonly bytes?: number; readonly error?: string };
}

interface Peer {
  readonly name: keyof typeof versions;
  readonly dialect: Dialect;
  readonly command: readonly string[];
  isInstalled(): boolean;
  install(): void;
}

const peers: readonly Peer[] = [
  {
    name: 'bpmn-engine',
    dialect: 'javascript',
    command: [process.execPath, join(root, 'bench', 'peers', 'bpmn-engine.mjs'), folder],
    isInstalled: () => existsSync(join(folder, 'node_modules', 'bpmn-engine')),
    install: () => {
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      spawnSync('npm', ['install', '--no-audit', '--no-fund', `bpmn-engine@${versions['bpmn-engine']}`], {
        cwd: folder,
      });
    },
  },
  {
    name: 'SpiffWorkflow',
    dialect: 'python',
    command: ['python3', join(root, 'bench', 'peers', 'spiff.py'), join(folder, 'python')],
    isInstalled: () => existsSync(join(folder, 'python', 'SpiffWorkflow')),
    install: () => {
      const target = ['install', '--quiet', '--target', join(folder, 'python')];
      spawnSync('python3', ['-m', 'pip', ...target, `SpiffWorkflow==${versions.SpiffWorkflow}`]);
    },
  },
];

mkdirSync(folder, { recursive: true });
const chosen = models({ loop: 10_000, items: 1_000 });
/** Peers go round the loop less often, and over fewer items: what counts is the time for each element. */
const peerModels = models({ loop: 200, items: 200 });

const present = peers.filter((peer) => {
  if (!peer.isInstalled()) peer.install();
  if (!peer.isInstalled()) console.log(`${peer.name}: not measured, it could not be installed.`);
  return peer.isInstalled();
});

const ours = new Map<string, number[]>();
const theirs = new Map<Peer, Measured[]>(present.map((peer) => [peer, []]));
for (let round = 0; round < rounds; round++) {
  for (const model of chosen)
    ours.set(model.name, [...(ours.get(model.name) ?? []), await measure(model, milliseconds)]);
  for (const peer of present) theirs.get(peer)!.push(runPeer(peer));
}

console.log(
  `${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}; median of ${rounds} rounds, engines in turn\n`,
);
const columns = [
  '',
  'ours: instances/s',
  'elements/s',
  'µs/instance',
  ...present.flatMap(({ name }) => [`${name}: elements/s`, 'ours is']),
];
console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => ' --- ').join('|')}|`);
for (const [index, model] of chosen.entries()) {
  const perSecond = median(ours.get(model.name)!);
  const elements = perSecond * model.nodes;
  const other = peerModels[index]!;
  const cells = present.flatMap((peer) => {
    const measured = theirs.get(peer)!.map((one) => one[other.name]?.perSecond ?? Number.NaN);
    const rate = median(measured) * other.nodes;
    return Number.isNaN(rate)
      ? [theirs.get(peer)![0]![other.name]?.error ?? 'failed', '']
      : [whole(rate), `${whole(elements / rate)} x`];
  });
  console.log(
    `| ${[model.name, whole(perSecond), whole(elements), (1e6 / perSecond).toFixed(1), ...cells].join(' | ')} |`,
  );
}

const waiting = chosen.find(({ userTasks }) => userTasks.length > 0)!;
const bytes = runOnce(await compiled(waiting.xml('feel')), waiting.userTasks);
const peerBytes = present.map((peer) => `${peer.name} ${theirs.get(peer)![0]![waiting.name]?.bytes ?? '?'}`);
console.log(
  `\nState with one user task and its timer open, bytes: ours ${bytes}${peerBytes.map((one) => `, ${one}`).join('')}`,
);

console.log('\nOne transition (a user task completed), microseconds:');
for (const { what, microseconds } of await scaling()) console.log(`  ${what}: ${microseconds.toFixed(1)}`);
console.log(`\nReading, checking and compiling 1 000 elements: ${(await compiling(1_000)).toFixed(0)} ms`);

const { milliseconds: caseTime, records } = await enforcementCase();
console.log(
  `A whole enforcement case in memory (deposit, flat, two auctions, payout), all its procedures: ${caseTime.toFixed(0)} ms, ${records} records`,
);

console.log(`\nOn the dev server with PostgreSQL beneath, 60 instances of ten \`db:\` tasks at once:`);
console.log('| | instances/s | history events | history bytes |\n| --- | --- | --- | --- |');
for (const isOnFile of [false, true])
  for (const { what, instancesPerSecond, events, bytes } of await durable(isOnFile))
    console.log(
      `| ${isOnFile ? 'server on file' : 'server in memory'}: ${what} | ${instancesPerSecond.toFixed(1)} | ${events} | ${whole(bytes)} |`,
    );
process.exit(0);

function runPeer({ command, dialect }: Peer): Measured {
  const [program, ...args] = command as [string, ...string[]];
  const ask = peerModels.map((model: BenchModel) => ({
    name: model.name,
    xml: model.xml(dialect),
    userTasks: model.userTasks,
  }));
  const input = JSON.stringify({ milliseconds, models: ask });
  const { stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e8 });
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
  } catch {
    throw new Error(`${program} gave no figures: ${stderr.slice(0, 500)}`);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en').replaceAll(',', ' ');
}
