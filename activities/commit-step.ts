// One step of a process instance goes to PostgreSQL: records, tasks, deadlines, messages, incidents and the step's `db:` jobs in one
// transaction, so that all of it has happened or nothing. Repeated, it answers as the first time.

import { append, digest, type Head } from '../db/archive.ts';
import { markCancelled, setStage } from '../db/cases.ts';
import { lockCase, moveInstance, storeAnswer } from '../db/instances.ts';
import { type Correlated, correlate, type Delivery } from '../db/messages.ts';
import { type Pool, type PoolClient, transaction } from '../db/pool.ts';
import { beginBySignals, type InCase, markBegun, type ProcessStart } from '../db/process-starts.ts';
import { listenersOf, moveListeners, type SignalDelivery } from '../db/signals.ts';
import { storable } from '../db/storable.ts';
import type { Command } from '../engine/command.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { Model } from '../engine/graph.ts';
import { step } from '../engine/step.ts';
import type { ModelOf } from '../registry/load.ts';
import type { StepBatch, StepStored, Stored, Taken } from './contract.ts';
import type { JobHandler } from './jobs/job.ts';
import { messagesOf, mirrorDeadlines, mirrorIncidents, mirrorTasks, recordsOf, signalsOf, stageOf } from './mirror.ts';
import { outcomesOf } from './outcomes.ts';
import { mostBytes, runJobs } from './run-jobs.ts';

export interface CommitOptions {
  /** The `db:` jobs by the name after `db:`. */
  readonly jobs: { readonly [name: string]: JobHandler };
  /** Absent: the store takes no step ahead of the workflow. */
  readonly modelOf?: ModelOf;
  /** Told of each step once it is stored. */
  readonly onStored?: (batch: StepBatch) => void;
}

/** More in steps taken ahead would keep the case locked for long. Results of jobs that have run are all taken: they cost little. */
const mostJobs = 100;

interface StoredStep {
  readonly batch: StepBatch;
  readonly stored: Stored;
  /** Of its jobs' results. */
  readonly bytes: number;
}

/**
 * Stores the step. Where it ran `db:` jobs, their results are the instance's next events: the store takes these itself, in the same transaction,
 * and the workflow, told what came of each step, takes the same after it. A row of such tasks costs one commit and one event in the history.
 */
export async function commitStep(
  pool: Pool,
  { jobs, modelOf, onStored }: CommitOptions,
  { ahead, ...received }: StepBatch,
): Promise<StepStored> {
  const first = storable(received);
  const { parameters } = first;
  const model = ahead && parameters && (await modelOf?.(first.model, parameters));
  const { answer, steps } = await transaction(
    pool,
    async (tx) => {
      const { head, answer: before, handler } = await lockCase(tx, first.caseId, first.workflowId, first.step);
      if (before) return { head, answer: repeated(before as Kept, first), steps: [] };
      const steps = [await storeStep(tx, jobs, first, mostBytes)];
      if (ahead && model) await takeOutcomes(tx, jobs, steps, model, ahead);
      return { head, answer: answerOf(steps, handler), steps };
    },
    (tx, { head, answer, steps }) => (steps.length > 0 ? seal(tx, head, steps, answer) : []),
  );
  for (const { batch } of steps) onStored?.(batch);
  return answer;
}

/** What is kept of a step for its repetition; of those stored by an earlier release only the answer. */
type Kept = StepStored & Partial<Taken>;

const kept = (answer: StepStored, { event, parameters }: StepBatch): Kept => ({
  ...answer,
  event,
  ...(parameters ? { parameters } : {}),
});

/** When the worker has died meanwhile, the workflow asks at a later instant, perhaps after a deployment, perhaps for what has arrived since. */
function repeated({ event, parameters, ...answer }: Kept, asked: StepBatch): StepStored {
  if (!event || (digest(event) === digest(asked.event) && parameters === asked.parameters)) return answer;
  return { ...answer, taken: { event, ...(parameters ? { parameters } : {}) } };
}

/** Adds the steps that the results of the first cause, and the results of those; then those left over from steps before. */
async function takeOutcomes(
  tx: PoolClient,
  jobs: CommitOptions['jobs'],
  steps: StoredStep[],
  model: Model,
  { state: before, outcomes: left = [] }: NonNullable<StepBatch['ahead']>,
): Promise<void> {
  let state = before;
  let ran = 0;
  let room = mostBytes - steps[0]!.bytes;
  const own = outcomesOf(steps[0]!.stored);
  const others = [...left];
  while (ran < mostJobs && room > mostBytes / 2) {
    const outcome = own.shift() ?? others.shift();
    if (!outcome) return;
    const { batch: last } = steps.at(-1)!;
    const event = { ...outcome, at: last.at } as EngineEvent;
    const next = step(model, state, event);
    if (next.state === state) continue;
    state = next.state;
    const { actor: _before, ...same } = last;
    const batch = { ...same, step: last.step + 1, event, cause: event.type, commands: next.commands };
    const taken = await storeStep(tx, jobs, storable(batch), room);
    steps.push(taken);
    room -= taken.bytes;
    own.push(...outcomesOf(taken.stored));
    ran += taken.stored.jobs.length;
  }
}

async function storeStep(
  tx: PoolClient,
  jobs: CommitOptions['jobs'],
  batch: StepBatch,
  room: number,
): Promise<StoredStep> {
  const [{ deliveries, starts: byMessages }, signals] = await Promise.all([
    correlateMessages(tx, batch),
    exchangeSignals(tx, batch),
    ...markBeginning(tx, batch),
    ...mirrorTasks(tx, batch),
    ...mirrorDeadlines(tx, batch),
    ...mirrorIncidents(tx, batch),
    ...moveStage(tx, batch),
    ...cancelRegistered(tx, batch),
  ]);
  const bySignals = await startBySignals(tx, batch);
  const { results, starts: byJobs, bytes } = await runJobs(tx, batch, jobs, room);
  const starts = [...byMessages, ...bySignals, ...byJobs];
  const stored = { ...sorted(batch.workflowId, deliveries), signals, starts, jobs: results };
  // As JSON, which is how the workflow is told: both must take the very same values.
  return { batch, stored: JSON.parse(JSON.stringify(stored)) as Stored, bytes };
}

function answerOf(steps: readonly StoredStep[], handler: string | null): StepStored {
  const [own, ...ahead] = steps.map(({ stored }) => stored);
  const isShown = steps.some(({ batch }) => batch.step === 1 || stageOf(batch.commands) !== undefined);
  return {
    ...own!,
    ...(ahead.length > 0 ? { ahead } : {}),
    ...(isShown && handler !== null ? { handler } : {}),
  };
}

/** The steps' records, where the instance stands after the last, and the answer for a repetition. */
function seal(tx: PoolClient, head: Head, steps: readonly StoredStep[], answer: StepStored): Promise<unknown>[] {
  const { workflowId, caseId, step: number } = steps[0]!.batch;
  const last = steps.at(-1)!.batch;
  const records = steps.flatMap(({ batch }) => recordsOf(batch, digest(batch.event)));
  return [
    append(tx, caseId, head, records),
    moveInstance(tx, {
      workflowId,
      caseId,
      parentWorkflowId: last.parentWorkflowId ?? null,
      processId: last.model.processId,
      version: last.model.version,
      step: last.step,
      state: stateAfter(last),
      at: last.at,
    }),
    storeAnswer(tx, workflowId, number, kept(answer, steps[0]!.batch)),
  ];
}

async function correlateMessages(tx: PoolClient, batch: StepBatch): Promise<Correlated> {
  const { open, close, publish } = messagesOf(batch);
  const where = placeOf(batch);
  if (open.length + close.length + publish.length === 0 && where.leaving === undefined)
    return { deliveries: [], starts: [] };
  return correlate(tx, { open, close, publish, ...where });
}

/** What was kept while the instance ran or was suspended may begin a process now. */
function placeOf({ workflowId, caseId, at, ...batch }: StepBatch): InCase {
  const state = stateAfter(batch);
  if (state === 'active' && batch.cause !== 'resumed') return { caseId, at };
  return { caseId, at, leaving: workflowId, isCancelled: state === 'cancelled' };
}

async function exchangeSignals(tx: PoolClient, batch: StepBatch): Promise<SignalDelivery[]> {
  const { opened, closed, sent } = signalsOf(batch);
  await moveListeners(tx, batch.workflowId, { opened, closed });
  return sent.length === 0 ? [] : listenersOf(tx, batch.workflowId, sent);
}

async function startBySignals(tx: PoolClient, batch: StepBatch): Promise<ProcessStart[]> {
  const { sent } = signalsOf(batch);
  return sent.length === 0 ? [] : beginBySignals(tx, sent, batch.actor ?? null, placeOf(batch));
}

function markBeginning(tx: PoolClient, { workflowId, event }: StepBatch) {
  return event.type === 'started' && event.startElementId !== undefined ? [markBegun(tx, workflowId)] : [];
}

function moveStage(tx: PoolClient, batch: StepBatch) {
  const stage = stageOf(batch.commands);
  return stage === undefined ? [] : [setStage(tx, batch.caseId, stage)];
}

function cancelRegistered(tx: PoolClient, batch: StepBatch) {
  return stateAfter(batch) === 'cancelled' ? [markCancelled(tx, batch.caseId, batch.workflowId)] : [];
}

/** What the instance itself takes comes back to it with the answer; the rest is signalled. */
function sorted(workflowId: string, all: readonly Delivery[]): Pick<StepStored, 'messages' | 'deliveries'> {
  return {
    messages: all
      .filter((delivery) => delivery.workflowId === workflowId)
      .map(({ workflowId: _own, ...message }) => message),
    deliveries: all.filter((delivery) => delivery.workflowId !== workflowId),
  };
}

function stateAfter({ commands, cause }: Pick<StepBatch, 'commands' | 'cause'>) {
  const ends = (type: Command['type']) => commands.some((command) => command.type === type);
  if (ends('complete')) return 'completed';
  if (ends('fail')) return cause === 'cancelled' ? 'cancelled' : 'failed';
  return 'active';
}
