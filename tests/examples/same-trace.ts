// The same scenario gives the same trace on the bare engine, on the dev server and on the time-skipping server: an example that was played on the dev
// server is played again on the other, each time on the whole system (API, worker, PostgreSQL, the agencies' simulator).
import { expect } from '@jest/globals';
import { rememberedModels } from '../../activities/models.ts';
import { loadExample, play } from '../../examples/player.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { BareRun } from '../support/bare-run.ts';
import { timeSkipping } from '../support/temporal.ts';
import { type TestWorld, testWorld } from '../support/world.ts';

export async function expectSameTrace(name: string, onDevServer: TestWorld): Promise<void> {
  const skipping = await testWorld(timeSkipping);
  try {
    await play(await loadExample(name), skipping);
    await expectBareTrace(onDevServer);
    await expectBareTrace(skipping);
    // Which of two called procedures reports first is chance: that each order is one the bare engine gives is held above.
    expect(inNoOrder(await archived(skipping))).toEqual(inNoOrder(await archived(onDevServer)));
  } finally {
    await skipping.close();
  }
}

/** What the archive has is what the bare engine says to the same events, and the bare engine offered each of them. */
async function expectBareTrace(world: TestWorld): Promise<void> {
  const { pool, steps } = world;
  const { load } = rememberedModels(pool);
  const models = new Map(await Promise.all(steps.map(async ({ model }) => [model.hash, await load(model)] as const)));
  const told = (batches: readonly StepBatch[]) => {
    const bare = new BareRun(({ model }) => models.get(model.hash)!);
    for (const batch of batches) bare.take(batch);
    return bare;
  };
  const bare = told(steps);

  expect(bare.differences).toEqual([]);
  expect(bare.active()).toEqual([]);
  expect(bare.traces()).toEqual(await archived(world));
  // It would show: one step fewer is another course of events.
  const middle = Math.floor(steps.length / 2);
  expect(told(steps.filter((_, index) => index !== middle)).differences).not.toEqual([]);
}

/** Of each process instance what happened to which element, in order; the instances in no order, because which began first is chance. */
async function archived({ pool }: TestWorld): Promise<string[]> {
  const { rows } = await pool.query<{ trace: string }>(
    `select process_id || ': ' || string_agg(element_id || ' ' || intent, ', ' order by seq) as trace
     from archive_record group by workflow_id, process_id`,
  );
  return rows.map(({ trace }) => trace).sort();
}

const inNoOrder = (traces: readonly string[]): string[] =>
  traces.map((trace) => trace.split(', ').sort().join(', ')).sort();
