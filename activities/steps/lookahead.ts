// The lookahead: takes steps before the workflow does, in the transaction of the step before them.
import type { PoolClient } from '../../db/pool.ts';
import { storable } from '../../db/storable.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { step } from '../../engine/step.ts';
import { outcomesOf } from '../../protocol/outcomes.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { type Jobs, maxResultBytes } from './run-jobs.ts';
import { type WrittenStep, writeStep } from './write-step.ts';

/** Limits how many jobs one transaction runs ahead, so that the case lock is held only briefly. */
const maxJobs = 100;

/**
 * Appends to `steps` the steps caused by the first step's outcomes, by the outcomes of those steps, and then by the
 * outcomes of earlier steps. Outcomes without a job cost little, so their number is not limited.
 */
export async function lookAhead(
  tx: PoolClient,
  jobs: Jobs,
  steps: WrittenStep[],
  model: Model,
  { state: before, outcomes = [] }: NonNullable<StepBatch['lookahead']>,
): Promise<void> {
  let state = before;
  let ran = 0;
  let bytesLeft = maxResultBytes - steps[0]!.bytes;
  const own = outcomesOf(steps[0]!.committed);
  const earlier = [...outcomes];
  while (ran < maxJobs && bytesLeft > maxResultBytes / 2) {
    const outcome = own.shift() ?? earlier.shift();
    if (!outcome) return;
    const { batch: last } = steps.at(-1)!;
    const event = { ...outcome, at: last.at } as EngineEvent;
    const next = step(model, state, event);
    if (next.state === state) continue;
    state = next.state;
    const { actor: _before, ...same } = last;
    const batch = { ...same, step: last.step + 1, event, cause: event.type, commands: next.commands };
    const written = await writeStep(tx, jobs, storable(batch), bytesLeft);
    steps.push(written);
    bytesLeft -= written.bytes;
    own.push(...outcomesOf(written.committed));
    ran += written.committed.jobs.length;
  }
}
