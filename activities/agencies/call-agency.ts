// Runs an agency's job. The request is inserted before it is sent and its reply is written after, so that a repetition
// neither sends twice nor loses an answer.
import { ApplicationFailure } from '@temporalio/common';
import { applyReply, failRequest, insertRequest } from '../../db/agency-requests.ts';
import type { Pool } from '../../db/pool.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';
import type { Json, Variables } from '../../engine/event.ts';
import type { AgencyActivities, AgencyJob } from '../../protocol/activities.ts';
import { type Channel, channels, type Reply, type Sending } from './channel/index.ts';
import { say } from './messages.ts';
import { findProvider, type Provider } from './providers.ts';
import { answerFault, requestFault } from './validate.ts';

/**
 * The activity returns `request` {id, agency, provider, operation, channel, state, reason?} and, when it is known at
 * once, `answer`. A later answer comes as the BPMN message `agency-answer` under the request's id. On paper the state
 * is `sent` and a person does the rest.
 * @throws ApplicationFailure retryable: the provider cannot be reached now; not retryable, for a person to put right:
 * no provider is configured, the request or the answer does not fit its schema, the provider does not understand the
 * request
 */
export function createAgencyActivities(pool: Pool, providers: readonly Provider[]): AgencyActivities {
  return { callAgency: (job) => callAgency(pool, providers, job) };
}

async function callAgency(pool: Pool, providers: readonly Provider[], job: AgencyJob): Promise<Variables> {
  const [, agency = '', operation = ''] = job.jobType.split(':');
  const provider = findProvider(providers, agency, job.variables['provider']);
  if (!provider) {
    const named = String(job.variables['provider'] ?? '');
    throw faulty(say('agency.noProvider', { jobType: job.jobType, provider: named }));
  }
  const request = (job.variables['request'] ?? {}) as Variables;
  const fault = requestFault({ agency, operation }, request);
  if (fault) throw faulty(fault);
  const stored = await insertRequest(pool, {
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
  const about = { id: stored.id, agency, provider: provider.provider, operation, channel: provider.channel };
  const { send }: Channel = channels[provider.channel];
  if (!send) return { request: { ...about, state: 'sent' } };
  if (stored.state !== 'sent' && stored.state !== 'failed') return outcome(about, stored);
  const sending = sendingOf(job, stored.id, operation, provider);
  const reply = await failingRequest(pool, stored.id, async () => {
    const received = await send(provider, sending);
    const unfit = answerFault({ agency, operation }, received);
    if (unfit) throw faulty(unfit);
    return received;
  });
  await applyReply(pool, stored.id, reply, job.at, provider.mode);
  return outcome(about, reply);
}

/** Marks the request as failed when a person must correct something; that person then has it sent again. */
async function failingRequest(pool: Pool, id: string, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (failure) {
    if (failure instanceof ApplicationFailure && failure.nonRetryable) {
      const [text] = failure.details as Bilingual[];
      await failRequest(pool, id, text ? inBoth(text) : failure.message);
    }
    throw failure;
  }
}

const faulty = (text: Bilingual) => ApplicationFailure.nonRetryable(text.en, 'FAULTY', text);

/** Idempotency key from workflow, element instance and loop counter: the same for every attempt of the activity. */
function requestId({ workflowId, key, loopCounter }: AgencyJob): string {
  return `${workflowId}-${key}${loopCounter === undefined ? '' : `-${loopCounter}`}`;
}

function sendingOf(job: AgencyJob, id: string, operation: string, provider: Provider): Sending {
  const body = {
    requestId: id,
    caseNumber: job.caseNumber,
    operation,
    actDate: dateOfInstant(Date.parse(job.at)),
    at: job.at,
    answerBy: provider.mode,
    ...(job.variables['document'] === undefined ? {} : { document: job.variables['document'] }),
    ...((job.variables['request'] ?? {}) as Variables),
  };
  return { id, operation, body, ...(job.clock ? { secondsPerDay: job.clock.secondsPerDay } : {}) };
}

/** @param known the request's row from an earlier attempt, or the new reply */
function outcome(
  about: Variables,
  known: { readonly state: string; readonly answer?: Json; readonly reason?: string | null },
): Variables {
  const { state, answer = null, reason = null } = known;
  return {
    request: { ...about, state, ...(reason === null ? {} : { reason }) },
    ...(answer === null ? {} : { answer }),
  };
}
