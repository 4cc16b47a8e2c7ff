// Writes one step: projects its commands into the tables, correlates its messages and signals, and runs its `db:` jobs.
import { markCancelled, setStage } from '../../db/case-status.ts';
import { type Correlated, correlate, type Delivery } from '../../db/messages.ts';
import type { PoolClient } from '../../db/pool.ts';
import { markInstanceStarted, type ProcessStart, type StartContext, startBySignals } from '../../db/process-starts.ts';
import { signalDeliveries, updateSignalSubscriptions } from '../../db/signals.ts';
import type { Command } from '../../engine/command.ts';
import type { SignalDelivery } from '../../protocol/signals.ts';
import type { Committed, StepBatch } from '../../protocol/steps.ts';
import { messagesOf, projectDeadlines, projectIncidents, projectTasks, signalsOf, stageOf } from './projection.ts';
import { type Jobs, runJobs } from './run-jobs.ts';
import { waitsOf } from './waits.ts';

export interface WrittenStep {
  readonly batch: StepBatch;
  readonly committed: Committed;
  /** Bytes of the job results as JSON. */
  readonly bytes: number;
  readonly touchesDeadlines: boolean;
}

/** @param bytesLeft bytes left for the results of the step's jobs */
export async function writeStep(tx: PoolClient, jobs: Jobs, batch: StepBatch, bytesLeft: number): Promise<WrittenStep> {
  const deadlines = projectDeadlines(tx, batch);
  const touchesDeadlines = deadlines.length > 0;
  const [{ deliveries, starts: byMessages }, signals] = await Promise.all([
    correlateMessages(tx, batch),
    exchangeSignals(tx, batch),
    ...markStarted(tx, batch),
    ...projectTasks(tx, batch),
    ...deadlines,
    ...projectIncidents(tx, batch),
    ...updateStage(tx, batch),
    ...cancelCase(tx, batch),
  ]);
  const bySignals = await signaledStarts(tx, batch);
  const { results, starts: byJobs, bytes } = await runJobs(tx, batch, jobs, bytesLeft);
  const waits = waitsOf(batch);
  const starts = [...byMessages, ...bySignals, ...byJobs];
  const committed = {
    ...splitDeliveries(batch.workflowId, deliveries),
    signals,
    starts,
    jobs: results,
    ...(waits.length > 0 ? { waits } : {}),
  };
  // Converted through JSON as on the way to the workflow: lookahead and workflow must use exactly the same values.
  return { batch, committed: JSON.parse(JSON.stringify(committed)) as Committed, bytes, touchesDeadlines };
}

async function correlateMessages(tx: PoolClient, batch: StepBatch): Promise<Correlated> {
  const { open, close, publish } = messagesOf(batch);
  const where = startContextOf(batch);
  if (open.length + close.length + publish.length === 0 && where.endedOrResumed === undefined)
    return { deliveries: [], starts: [] };
  return correlate(tx, { open, close, publish, ...where });
}

/** When the instance ends or is resumed, messages buffered until then may start a process. */
function startContextOf({ workflowId, caseId, at, ...batch }: StepBatch): StartContext {
  const state = stateAfter(batch);
  if (state === 'active' && batch.cause !== 'resumed') return { caseId, at };
  return { caseId, at, endedOrResumed: workflowId, isCancelled: state === 'cancelled' };
}

async function exchangeSignals(tx: PoolClient, batch: StepBatch): Promise<SignalDelivery[]> {
  const { opened, closed, sent } = signalsOf(batch);
  await updateSignalSubscriptions(tx, batch.workflowId, { opened, closed });
  return sent.length === 0 ? [] : signalDeliveries(tx, batch.workflowId, sent);
}

async function signaledStarts(tx: PoolClient, batch: StepBatch): Promise<ProcessStart[]> {
  const { sent } = signalsOf(batch);
  return sent.length === 0 ? [] : startBySignals(tx, sent, batch.actor ?? null, startContextOf(batch));
}

function markStarted(tx: PoolClient, { workflowId, event }: StepBatch) {
  return event.type === 'started' && event.startElementId !== undefined ? [markInstanceStarted(tx, workflowId)] : [];
}

function updateStage(tx: PoolClient, batch: StepBatch) {
  const stage = stageOf(batch.commands);
  return stage === undefined ? [] : [setStage(tx, batch.caseId, stage)];
}

function cancelCase(tx: PoolClient, batch: StepBatch) {
  return stateAfter(batch) === 'cancelled' ? [markCancelled(tx, batch.caseId, batch.workflowId)] : [];
}

/** Splits deliveries: those to the instance itself return with the answer; the workflow signals the others. */
function splitDeliveries(workflowId: string, all: readonly Delivery[]): Pick<Committed, 'messages' | 'deliveries'> {
  return {
    messages: all
      .filter((delivery) => delivery.workflowId === workflowId)
      .map(({ workflowId: _own, ...message }) => message),
    deliveries: all.filter((delivery) => delivery.workflowId !== workflowId),
  };
}

/** The instance's state after a step with these commands. */
export function stateAfter({ commands, cause }: Pick<StepBatch, 'commands' | 'cause'>) {
  const ends = (type: Command['type']) => commands.some((command) => command.type === type);
  if (ends('complete')) return 'completed';
  if (ends('fail')) return cause === 'cancelled' ? 'cancelled' : 'failed';
  return 'active';
}
