// Simulates a scenario: a database of its own, the bare engine or Temporal, the run and its report.
import { Board } from './play/board.ts';
import { play, startInstant } from './play/play.ts';
import { type Difference, differencesOf } from './report/expectations.ts';
import { type Report, reportOf } from './report/report.ts';
import { bodiesOf } from './scenario/bodies.ts';
import { readCatalogue } from './scenario/catalogue.ts';
import { requireFaultless } from './scenario/check.ts';
import type { Scenario } from './scenario/scenario.ts';
import { bareWorld } from './worlds/bare.ts';
import type { SimulationDatabase } from './worlds/database.ts';
import type { WorldOptions } from './worlds/world.ts';

export interface Simulated {
  readonly report: Report;
  readonly differences: readonly Difference[];
}

/** @throws ScenarioFaults with everything that is wrong in the scenario */
export async function simulate(
  scenario: Scenario,
  { pool, url }: SimulationDatabase,
  isDurable: boolean,
): Promise<Simulated> {
  const catalogue = await readCatalogue(pool);
  requireFaultless(scenario, catalogue);
  const bodies = bodiesOf(scenario);
  const board = new Board();
  const world = await (isDurable ? durable : bareWorld)({
    pool,
    databaseUrl: url,
    startsAt: startInstant(scenario),
    court: scenario.start.court,
    onPaper: bodies.onPaper,
    onCommitted: (batch) => board.note(batch),
  });
  try {
    const played = await play({ scenario, world, board, catalogue, bodies });
    const reader = { sub: '立案庭', name: '立案庭', role: 'clerk', court: scenario.start.court } as const;
    const read = async (path: string) => (await world.system.send(reader, 'GET', path)).body;
    const report = await reportOf({ scenario, played, board, catalogue, read });
    return { report, differences: differencesOf(report, scenario.expect) };
  } finally {
    await world.stop();
  }
}

/** Loaded only when asked for: it brings the Temporal worker with it. */
async function durable(options: WorldOptions) {
  const { durableWorld } = await import('./worlds/durable.ts');
  return durableWorld(options);
}
