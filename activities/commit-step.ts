// One step of a process instance goes to PostgreSQL: records, tasks, deadlines, messages, incidents and the step's `db:` jobs in one
// transaction, so that all of it has happened or nothing. Repeated, it answers as the first time.

import { append, digest } from '../db/archive.ts';
import { setStage } from '../db/cases.ts';
import { lockCase, moveInstance, storeAnswer } from '../db/instances.ts';
import { correlate, type Delivery } from '../db/messages.ts';
import { type Pool, type PoolClient, transaction } from '../db/pool.ts';
import { listenersOf, moveListeners, type SignalDelivery } from '../db/signals.ts';
import { storable } from '../db/storable.ts';
import type { Command } from '../engine/command.ts';
import type { StepBatch, StepStored } from './contract.ts';
import type { JobHandler } from './jobs/job.ts';
import { messagesOf, mirrorDeadlines, mirrorIncidents, mirrorTasks, recordsOf, signalsOf, stageOf } from './mirror.ts';
import { runJobs } from './run-jobs.ts';

/** @param jobs the `db:` jobs by the name after `db:` */
export async function commitStep(
  pool: Pool,
  jobs: { readonly [name: string]: JobHandler },
  received: StepBatch,
): Promise<StepStored> {
  const batch = storable(received);
  return transaction(pool, async (tx) => {
    const { head, answer } = await lockCase(tx, batch.caseId, batch.workflowId, batch.step);
    if (answer) return answer as StepStored;
    const [deliveries, signals] = await Promise.all([
      correlateMessages(tx, batch),
      exchangeSignals(tx, batch),
      append(tx, batch.caseId, head, recordsOf(batch, digest(batch.event))),
      moveInstance(tx, {
        workflowId: batch.workflowId,
        caseId: batch.caseId,
        parentWorkflowId: batch.parentWorkflowId ?? null,
        processId: batch.model.processId,
        version: batch.model.version,
        step: batch.step,
        state: stateAfter(batch),
        at: batch.at,
      }),
      ...mirrorTasks(tx, batch),
      ...mirrorDeadlines(tx, batch),
      ...mirrorIncidents(tx, batch),
      ...moveStage(tx, batch),
    ]);
    const { results, starts } = await runJobs(tx, batch, jobs);
    const stored = { ...sorted(batch.workflowId, deliveries), signals, starts, jobs: results };
    await storeAnswer(tx, batch.workflowId, batch.step, stored);
    return stored;
  });
}

async function correlateMessages(tx: PoolClient, batch: StepBatch): Promise<Delivery[]> {
  const { open, close, publish } = messagesOf(batch);
  if (open.length + close.length + publish.length === 0) return [];
  return correlate(tx, { open, close, publish, at: batch.at });
}

async function exchangeSignals(tx: PoolClient, batch: StepBatch): Promise<SignalDelivery[]> {
  const { opened, closed, sent } = signalsOf(batch);
  await moveListeners(tx, batch.workflowId, { opened, closed });
  return sent.length === 0 ? [] : listenersOf(tx, batch.workflowId, sent);
}

function moveStage(tx: PoolClient, batch: StepBatch) {
  const stage = stageOf(batch.commands);
  return stage === undefined ? [] : [setStage(tx, batch.caseId, stage)];
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

function stateAfter({ commands, cause }: StepBatch) {
  const ends = (type: Command['type']) => commands.some((command) => command.type === type);
  if (ends('complete')) return 'completed';
  if (ends('fail')) return cause === 'cancelled' ? 'cancelled' : 'failed';
  return 'active';
}
