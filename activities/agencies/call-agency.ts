// An agency's job: recorded before it is sent and after it is answered, so that a repetition neither asks twice nor forgets.
import type { Pool } from '../../db/pool.ts';
import { keepRequest, settleRequest } from '../../db/sent-requests.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Variables } from '../../engine/event.ts';
import type { AgencyActivities, AgencyJob } from '../contract.ts';
import { sendOverHttp } from './http.ts';
import { agencies } from './index.ts';
import { findProvider, type Provider } from './providers.ts';

/**
 * Returns `request` {id, agency, provider, operation, channel, state, reason?} and, when it is known at once, `answer`.
 * A later answer comes as the BPMN message `agency-answer` under the request's id. On paper the state is `sent`: a person does the rest.
 */
export function createAgencyActivities(pool: Pool, providers: readonly Provider[]): AgencyActivities {
  return { callAgency: (job) => callAgency(pool, providers, job) };
}

async function callAgency(pool: Pool, providers: readonly Provider[], job: AgencyJob): Promise<Variables> {
  const [, agency = '', operation = ''] = job.jobType.split(':');
  const provider = findProvider(providers, agency, job.variables['provider']);
  if (!agencies[agency]?.operations.includes(operation) || !provider) {
    const reason = `Nobody is configured for ${job.jobType} at '${String(job.variables['provider'] ?? '')}'.`;
    return { request: { id: requestId(job), agency, operation, channel: 'http', state: 'rejected', reason } };
  }
  const kept = await keepRequest(pool, {
    id: requestId(job),
    caseId: job.caseId,
    workflowId: job.workflowId,
    key: job.key,
    agency,
    provider: provider.provider,
    operation,
    channel: provider.channel,
    request: (job.variables['request'] ?? {}) as Variables,
    sentAt: job.at,
  });
  const about = { id: kept.id, agency, provider: provider.provider, operation, channel: provider.channel };
  if (provider.channel === 'paper') return { request: { ...about, state: 'sent' } };
  if (kept.state !== 'sent') return outcome(about, kept.state, kept.answer, kept.reason);
  const reply = await sendOverHttp(provider, {
    id: kept.id,
    operation,
    body: bodyOf(job, kept.id, operation, provider),
    ...(job.clock ? { secondsPerDay: job.clock.secondsPerDay } : {}),
  });
  const settled = await settleRequest(pool, kept.id, reply, job.at, provider.mode);
  return outcome(about, settled.state, settled.answer, settled.reason);
}

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
