// `npm run bench -- release <commit>`: the enforcement case with this checkout and with that commit, built in a
// worktree below var/bench, in turn. Compared are workflows, events of their histories and processor time, not seconds.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peersFolder } from '../peers/folder.ts';

interface Cost {
  readonly workflows: number;
  readonly events: number;
  /** Events that only the training clock causes. */
  readonly clock: number;
  /** Processor seconds of product, PostgreSQL and Temporal server. */
  readonly processor: number;
  /** Processor seconds of the product, the player and the agencies' simulator. */
  readonly node: number;
}

const rounds = 5;
const root = join(import.meta.dirname, '..', '..');

export function compareWith(commit: string): void {
  const other = checkout(commit);
  const measured: { readonly [name: string]: Cost[] } = { 'this checkout': [], [commit]: [] };
  for (let round = 0; round < rounds; round++) {
    measured['this checkout']!.push(measure(root));
    measured[commit]!.push(measure(other));
  }
  console.log('| release | workflows | events | of them by the clock | in real time | processor s | product s |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, all] of Object.entries(measured)) {
    const { workflows, events, clock } = all[0]!;
    const [processor, node] = [median(all.map((one) => one.processor)), median(all.map((one) => one.node))];
    const figures = [workflows, events, clock, events - clock, processor.toFixed(1), node.toFixed(1)];
    console.log(`| ${name} | ${figures.join(' | ')} |`);
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The worktree of the commit with its own packages. */
function checkout(commit: string): string {
  const folder = join(peersFolder, 'release', commit);
  const run = (command: string, args: readonly string[], cwd: string) =>
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(folder)) run('git', ['worktree', 'add', '--detach', folder, commit], root);
  if (!existsSync(join(folder, 'node_modules'))) run('npm', ['install', '--ignore-scripts'], folder);
  // Up to c8fac86 the player's API also checked each answer against its description, as tests do.
  const inProcess = join(folder, 'tests', 'support', 'in-process.ts');
  if (existsSync(inProcess))
    writeFileSync(inProcess, readFileSync(inProcess, 'utf8').replace(/^.*holdToDescription.*\n/gm, ''));
  return folder;
}

function measure(checkedOut: string): Cost {
  console.error(`  ${checkedOut}`);
  const program = join(import.meta.dirname, 'case.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, checkedOut];
  const output = execFileSync(process.execPath, args, { cwd: checkedOut, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.toString().trim().split('\n').at(-1)!) as Cost;
}
