// Runs a step's `db:` jobs in the transaction that commits it. A failed job leaves no trace in the database except its
// failure.
import { databaseFailure, isTransient } from '../../db/failures.ts';
import type { Queryable } from '../../db/pool.ts';
import { savepointOf } from '../../db/savepoint.ts';
import { storable } from '../../db/storable.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Bilingual } from '../../engine/catalogue.ts';
import type { Command } from '../../engine/command.ts';
import type { Variables } from '../../engine/event.ts';
import type { JobResult, StepBatch, StepCommitted } from '../../protocol/steps.ts';
import { type JobContext, JobError, JobFailure, type JobHandler } from '../jobs/job.ts';
import { say } from '../jobs/messages.ts';

/** The handlers of the `db:` jobs by the name after `db:`. */
export type Jobs = { readonly [name: string]: JobHandler };

type RunJob = Extract<Command, { type: 'runJob' }>;
type Starts = StepCommitted['starts'];

/** Bytes of JSON: limit for all results in one commit, because one Temporal payload of at most 2 MB carries them. */
export const maxResultBytes = 1_000_000;

/** @param bytesLeft bytes left for the results */
export async function runJobs(
  tx: Queryable,
  batch: StepBatch,
  jobs: Jobs,
  bytesLeft: number,
): Promise<{ results: readonly JobResult[]; starts: Starts; bytes: number }> {
  let bytes = 0;
  const results: JobResult[] = [];
  const starts: Starts[number][] = [];
  for (const job of batch.commands) {
    if (job.type !== 'runJob' || !job.jobType.startsWith('db:')) continue;
    const asked: Starts[number][] = [];
    const context = contextOf(tx, batch, job, (workflowId, input) => asked.push({ workflowId, input }));
    const result = await runJob(jobs[job.jobType.slice('db:'.length)], job, context, bytesLeft - bytes);
    bytes += bytesOf(result.variables);
    results.push(result);
    if (result.ok) starts.push(...asked);
  }
  return { results, starts, bytes };
}

const bytesOf = (variables: Variables = {}): number => Buffer.byteLength(JSON.stringify(variables));

/**
 * Runs a job in a savepoint, so that the step survives a failed job. A job that does not use the database needs none.
 */
async function runJob(
  handler: JobHandler | undefined,
  job: RunJob,
  context: JobContext,
  bytesLeft: number,
): Promise<JobResult> {
  const { tx } = context;
  if (!handler) return { key: job.key, ok: false, ...texts(say('job.noHandler', { type: job.jobType })) };
  const savepoint = savepointOf(tx);
  try {
    const variables = storable(await handler(job.variables, { ...context, tx: savepoint.tx }));
    if (bytesOf(variables) > bytesLeft) throw new JobFailure(say('job.resultsTooLarge', { limit: maxResultBytes }));
    await savepoint.release();
    return { key: job.key, ok: true, variables };
  } catch (failure) {
    // The whole step is repeated.
    if (isTransient(failure)) throw failure;
    await savepoint.rollback();
    return { key: job.key, ok: false, ...explained(failure) };
  }
}

function contextOf(tx: Queryable, batch: StepBatch, job: RunJob, start: JobContext['start']): JobContext {
  return {
    tx,
    caseId: batch.caseId,
    workflowId: batch.workflowId,
    elementId: job.elementId,
    name: job.name,
    effectKey: `${batch.workflowId}/${job.key}`,
    at: batch.at,
    legalDate: dateOfInstant(Date.parse(batch.at)),
    ...(batch.actor ? { actor: batch.actor } : {}),
    headers: job.headers,
    properties: job.properties,
    ...(batch.clock ? { clock: batch.clock } : {}),
    start,
  };
}

const texts = ({ zh, en }: Bilingual) => ({ message: en, messageZh: zh });

function explained(failure: unknown) {
  if (failure instanceof JobError)
    return {
      ...texts(failure.text),
      errorCode: failure.errorCode,
      variables: storable(failure.variables),
    };
  if (failure instanceof JobFailure) return texts(failure.text);
  const detail = failure instanceof Error ? failure.message : String(failure);
  return texts(databaseFailure(failure) ?? say('job.broken', { detail }));
}
