// Commits a step of a process instance in one transaction: records, tasks, deadlines, messages, incidents and the
// step's `db:` jobs. A repeated commit returns the same answer as the first.
import { append } from '../../archive/append.ts';
import type { Head } from '../../db/archive.ts';
import { refreshNextDeadline } from '../../db/deadlines.ts';
import { insertCommittedStep, lockForStep, upsertInstance } from '../../db/instances.ts';
import { type Pool, type PoolClient, transaction } from '../../db/pool.ts';
import { storable } from '../../db/storable.ts';
import { digest } from '../../protocol/digest.ts';
import { workflowOf } from '../../protocol/instance-id.ts';
import type { CommittedCause, NextDeadline, StepBatch, StepCommitted } from '../../protocol/steps.ts';
import type { ModelOf } from '../../registry/load.ts';
import { lookAhead } from './lookahead.ts';
import { recordsOf, stageOf } from './projection.ts';
import { type Jobs, maxResultBytes } from './run-jobs.ts';
import { stateAfter, type WrittenStep, writeStep } from './write-step.ts';

export interface CommitOptions {
  readonly jobs: Jobs;
  /** Loads models for the lookahead; absent: no lookahead. */
  readonly modelOf?: ModelOf;
  /** Called for each step after it is committed. */
  readonly onCommitted?: (batch: StepBatch) => void;
  /**
   * Called after a step of another workflow than the case's own has changed the case's earliest deadline.
   * @param mainInstance id of the case's own procedure
   */
  readonly onNextDeadline?: (mainInstance: string, next: NextDeadline) => void;
}

/**
 * Commits the step and its lookahead. Results of the step's `db:` jobs are the instance's next events: the lookahead
 * takes those steps in the same transaction and returns them with the answer; the workflow then takes the same steps.
 * So a sequence of such tasks costs one commit and one event in the history.
 */
export async function commitStep(
  pool: Pool,
  { jobs, modelOf, onCommitted, onNextDeadline }: CommitOptions,
  { lookahead, ...received }: StepBatch,
): Promise<StepCommitted> {
  const first = storable(received);
  const model = lookahead && (await modelOf?.(first.model, first.parameters));
  const { answer, steps, main, isChanged } = await transaction(
    pool,
    async (tx) => {
      const { answer: before, ...found } = await lockForStep(tx, first.caseId, first.workflowId, first.step);
      const { head, mainInstance: main } = found;
      if (before) return { head, answer: answerForRepetition(before as CommittedAnswer, first), steps: [], main };
      const steps = [await writeStep(tx, jobs, first, maxResultBytes)];
      if (lookahead && model) await lookAhead(tx, jobs, steps, model, lookahead);
      const touches = steps.some(({ touchesDeadlines }) => touchesDeadlines);
      const changed = touches ? await refreshNextDeadline(tx, first.caseId) : undefined;
      const isChanged = changed !== undefined;
      const nextDeadline = { due: isChanged ? changed : found.nextDeadline, asOf: head.seq };
      return { head, answer: answerOf(steps, found.handler, nextDeadline), steps, main, isChanged };
    },
    (tx, { head, answer, steps }) => (steps.length > 0 ? finishSteps(tx, head, steps, answer) : []),
  );
  for (const { batch } of steps) onCommitted?.(batch);
  if (isChanged && workflowOf(first.workflowId) !== main) onNextDeadline?.(main, answer.nextDeadline);
  return answer;
}

/** Row content of `committed_step`: the answer, and the event and parameters that caused it. */
type CommittedAnswer = StepCommitted & CommittedCause;

/**
 * The answer for a step number that is already committed. After a crash the request may differ from the committed step:
 * a later instant, other parameters after a deployment, or an event that has arrived since.
 */
function answerForRepetition({ event, parameters, ...answer }: CommittedAnswer, asked: StepBatch): StepCommitted {
  if (digest(event) === digest(asked.event) && parameters === asked.parameters) return answer;
  return { ...answer, before: { event, parameters } };
}

function answerOf(steps: readonly WrittenStep[], handler: string | null, nextDeadline: NextDeadline): StepCommitted {
  const [own, ...lookahead] = steps.map(({ committed }) => committed);
  const needsHandler = steps.some(({ batch }) => batch.step === 1 || stageOf(batch.commands) !== undefined);
  return {
    ...own!,
    at: steps[0]!.batch.at,
    nextDeadline,
    ...(lookahead.length > 0 ? { lookahead } : {}),
    ...(needsHandler && handler !== null ? { handler } : {}),
  };
}

/** Writes the steps' records, the instance's state after the last step, and the committed step with its answer. */
function finishSteps(
  tx: PoolClient,
  head: Head,
  steps: readonly WrittenStep[],
  answer: StepCommitted,
): Promise<unknown>[] {
  const { workflowId, caseId, step: number, event, parameters } = steps[0]!.batch;
  const last = steps.at(-1)!.batch;
  const records = steps.flatMap(({ batch }) => recordsOf(batch, digest(batch.event)));
  return [
    append(tx, caseId, head, records),
    upsertInstance(tx, {
      workflowId,
      caseId,
      parentWorkflowId: last.parentWorkflowId ?? null,
      processId: last.model.processId,
      version: last.model.version,
      step: last.step,
      state: stateAfter(last),
      at: last.at,
    }),
    insertCommittedStep(tx, workflowId, number, { ...answer, event, parameters } satisfies CommittedAnswer),
  ];
}
