// An agency's job: recorded before it is sent and after it is answered, so that a repetition neither asks twice nor forgets.
import { ApplicationFailure } from '@temporalio/common';
import type { Pool } from '../../db/pool.ts';
import { failRequest, keepRequest, settleRequest } from '../../db/sent-requests.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Variables } from '../../engine/event.ts';
import type { AgencyActivities, AgencyJob } from '../../protocol/activities.ts';
import { type Reply, sendOverHttp } from './http.ts';
import { findProvider, type Provider } from './providers.ts';
import { misfit } from './shapes.ts';

/**
 * Returns `request` {id, agency, provider, operation, channel, state, reason?} and, when it is known at once, `answer`.
 * A later answer comes as the BPMN message `agency-answer` under the request's id. On paper the state is `sent`: a person does the rest.
 * Throws what is to be tried again; and, not to be tried again, what a person must put right: nobody is configured, the request or the
 * answer does not fit, the other side does not understand.
 */
export function createAgencyActivities(pool: Pool, providers: readonly Provider[]): AgencyActivities {
  return { callAgency: (job) => callAgency(pool, providers, job) };
}

async function callAgency(pool: Pool, providers: readonly Provider[], job: AgencyJob): Promise<Variables> {
  const [, agency = '', operation = ''] = job.jobType.split(':');
  const provider = findProvider(providers, agency, job.variables['provider']);
  if (!provider) throw faulty(`Nobody is configured for ${job.jobType} at '${job.variables['provider'] ?? ''}'.`);
  const request = (job.variables['request'] ?? {}) as Variables;
  const unfit = misfit('request', { agency, operation }, request);
  if (unfit) throw faulty(unfit);
  const kept = await keepRequest(pool, {
    id: requestId(job),
    caseId: job.caseId,
    workflowId: job.workflowId,
    key: job.key,
    agency,
    provider: provider.provider,
    operation,
    channel: provider.channel,
    request,
    sentAt: job.at,
  });
  const about = { id: kept.id, agency, provider: provider.provider, operation, channel: provider.channel };
  if (provider.channel === 'paper') return { request: { ...about, state: 'sent' } };
  if (kept.state !== 'sent' && kept.state !== 'failed') return outcome(about, kept.state, kept.answer, kept.reason);
  const reply = await noting(pool, kept.id, () =>
    send(provider, job, { id: kept.id, operation, body: bodyOf(job, kept.id, operation, provider) }),
  );
  const settled = await settleRequest(pool, kept.id, reply, job.at, provider.mode);
  return outcome(about, settled.state, settled.answer, settled.reason);
}

async function send(
  provider: Provider,
  { clock }: AgencyJob,
  sending: { readonly id: string; readonly operation: string; readonly body: Variables },
): Promise<Reply> {
  const reply = await sendOverHttp(provider, { ...sending, ...(clock ? { secondsPerDay: clock.secondsPerDay } : {}) });
  const { agency } = provider;
  const unfit =
    reply.state === 'answered' ? misfit('answer', { agency, operation: sending.operation }, reply.answer) : undefined;
  if (unfit) throw faulty(unfit);
  return reply;
}

/** A request that cannot go through as it stands is marked so; it is sent again when the person says so. */
async function noting(pool: Pool, id: string, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (failure) {
    if (failure instanceof ApplicationFailure && failure.nonRetryable) await failRequest(pool, id, failure.message);
    throw failure;
  }
}

const faulty = (message: string) => ApplicationFailure.nonRetryable(message, 'FAULTY');

/** Stable over repetitions of the Temporal activity: the workflow, the element instance, the turn. */
function requestId({ workflowId, key, loopCounter }: AgencyJob): string {
  return `${workflowId}-${key}${loopCounter === undefined ? '' : `-${loopCounter}`}`;
}

function bodyOf(job: AgencyJob, id: string, operation: string, provider: Provider): Variables {
  return {
    requestId: id,
    caseNumber: job.caseNumber,
    operation,
    actDate: dateOfInstant(Date.parse(job.at)),
    at: job.at,
    answerBy: provider.mode,
    ...(job.variables['document'] === undefined ? {} : { document: job.variables['document'] }),
    ...((job.variables['request'] ?? {}) as Variables),
  };
}

function outcome(about: Variables, state: string, answer: Variables | null, reason: string | null): Variables {
  return {
    request: { ...about, state, ...(reason === null ? {} : { reason }) },
    ...(answer === null ? {} : { answer }),
  };
}
