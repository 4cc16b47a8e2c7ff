// Measures our core and its peers on the same models, in turn.
import { spawnSync } from 'node:child_process';
import { compiled, measure, runOnce } from './core.ts';
import { enforcementCase } from './enforcement-case.ts';
import { models } from './models.ts';
import { type EnginePeer, type PeerFigures, presentEngines } from './peers/engines.ts';
import { compiling, scaling } from './scaling.ts';
import { type Line, median } from './table.ts';

const rounds = 3;
const milliseconds = 1_000;
const chosen = models({ loop: 10_000, items: 1_000 });
/** Smaller models for the peers: fewer turns and items give the same time per element. */
const peerModels = models({ loop: 200, items: 200 });

export async function core(): Promise<Line[]> {
  const present = presentEngines();
  const ours = chosen.map((): number[] => []);
  const theirs = present.map((): PeerFigures[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, model] of chosen.entries()) ours[index]!.push(await measure(model, milliseconds));
    for (const [index, peer] of present.entries()) theirs[index]!.push(run(peer));
  }
  const lines: Line[] = [];
  for (const [index, { name, nodes, xml, userTasks }] of chosen.entries()) {
    const common = { what: name, unit: 'elements' };
    const bytes = runOnce(await compiled(xml('feel')), userTasks);
    lines.push({
      ...common,
      who: 'ours',
      perSecond: median(ours[index]!, Number) * nodes,
      ...(bytes ? { bytes } : {}),
    });
    const other = peerModels[index]!;
    for (const [place, peer] of present.entries()) {
      const figures = theirs[place]!.map((one) => one[other.name]).filter((one) => one !== undefined);
      const { perSecond, bytes: size } = median(figures, (one) => one.perSecond);
      lines.push({ ...common, who: peer.title, perSecond: perSecond * other.nodes, ...(size ? { bytes: size } : {}) });
    }
  }
  return lines;
}

/** Measures the cost of a transition as models and tokens grow, the cost of compiling, and the project's own case. */
export async function growth(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { what, microseconds } of await scaling())
    lines.push({ what: `one transition, ${what}`, who: 'ours', unit: 'transitions', perSecond: 1e6 / microseconds });
  const compile = await compiling(1_000);
  lines.push({ what: 'read, check, compile 1 000 elements', who: 'ours', unit: 'models', perSecond: 1_000 / compile });
  const own = await enforcementCase();
  const what = `the enforcement case in memory, ${own.records} records`;
  lines.push({ what, who: 'ours', unit: 'cases', perSecond: 1_000 / own.milliseconds });
  return lines;
}

function run({ title, command, dialect }: EnginePeer): PeerFigures {
  const [program, ...args] = command as [string, ...string[]];
  const asked = peerModels.map(({ name, xml, userTasks }) => ({ name, xml: xml(dialect), userTasks }));
  const input = JSON.stringify({ milliseconds, models: asked });
  const { stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e8 });
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerFigures;
  } catch {
    throw new Error(`${title} gave no figures: ${stderr.slice(0, 500)}`);
  }
}
