// The same scenario gives the same trace on the bare engine, on the dev server and on the time-skipping server: an
// example that was played on the dev server is played again on the other server, each time on the whole system (API,
// worker, PostgreSQL, the agencies' simulator).
import { expect } from '@jest/globals';
import { loadExample, play } from '../../examples/player.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { modelLoader } from '../../registry/load.ts';
import { timeSkipping } from '../../tools/stack/test-temporal.ts';
import { BareRun } from '../support/bare-run.ts';
import { type TestWorld, testWorld } from '../support/world.ts';

export async function expectSameTrace(name: string, onDevServer: TestWorld): Promise<void> {
  await expectReplayedInstants(onDevServer);
  const skipping = await testWorld(timeSkipping);
  try {
    await play(await loadExample(name), skipping);
    await expectBareTrace(onDevServer);
    await expectBareTrace(skipping);
    // The order in which two called procedures report is chance; the check above shows that the bare engine allows each
    // order.
    expect(inNoOrder(await archived(skipping))).toEqual(inNoOrder(await archived(onDevServer)));
  } finally {
    await skipping.close();
  }
}

/**
 * A workflow that has ended is no longer in the worker's memory: the query replays its history. The replay gives the
 * archive's instants to the millisecond.
 */
async function expectReplayedInstants({ pool, replayedTimeline }: TestWorld): Promise<void> {
  const { rows } = await pool.query<{ workflow_id: string; lines: readonly object[] }>(
    `select workflow_id, json_agg(json_build_object('instanceId', workflow_id, 'at', legal_at, 'elementId', element_id, 'name', name,
       'intent', intent) order by seq) as lines
     from archive_record where intent <> 'taken' group by workflow_id`,
  );
  const inUtc = (line: object) => ({ ...line, at: new Date((line as { at: string }).at).toISOString() });
  for (const { workflow_id, lines } of rows) {
    const replayed = await replayedTimeline(workflow_id);
    expect(replayed).toEqual(lines.slice(-replayed.length).map(inUtc));
    expect(replayed.length).toBeGreaterThan(0);
  }
}

/**
 * The archive equals the bare engine's records for the same events, and the bare engine offered each of these events.
 */
async function expectBareTrace(world: TestWorld): Promise<void> {
  const { pool, steps } = world;
  const { load } = modelLoader(pool);
  const models = new Map(await Promise.all(steps.map(async ({ model }) => [model.hash, await load(model)] as const)));
  const playBare = (batches: readonly StepBatch[]) => {
    const bare = new BareRun(({ model }) => models.get(model.hash)!);
    for (const batch of batches) bare.take(batch);
    return bare;
  };
  const bare = playBare(steps);

  expect(bare.differences).toEqual([]);
  expect(bare.active()).toEqual([]);
  expect(bare.traces()).toEqual(await archived(world));
  // Control: a history with one step fewer would fail.
  const middle = Math.floor(steps.length / 2);
  expect(playBare(steps.filter((_, index) => index !== middle)).differences).not.toEqual([]);
}

/**
 * The records of each process instance in order, as element and intent. The instances have no order, because their
 * order of starting is chance.
 */
async function archived({ pool }: TestWorld): Promise<string[]> {
  const { rows } = await pool.query<{ trace: string }>(
    `select process_id || ': ' || string_agg(element_id || ' ' || intent, ', ' order by seq) as trace
     from archive_record group by workflow_id, process_id`,
  );
  return rows.map(({ trace }) => trace).sort();
}

const inNoOrder = (traces: readonly string[]): string[] =>
  traces.map((trace) => trace.split(', ').sort().join(', ')).sort();
