// Fetches the answers of providers that do not call back. An answer is recorded and published like a callback. A
// provider that cannot be reached, or whose answer does not fit its schema, is polled again later.

import { claimDuePolls, type PolledRequest } from '../../../db/agency-requests.ts';
import { readCase } from '../../../db/cases.ts';
import { type Delivery, publishMessage } from '../../../db/messages.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { legalTime } from '../../../protocol/legal-time.ts';
import { findProvider, type Provider } from '../providers.ts';
import { answerFault } from '../validate.ts';
import { recordAnswer } from './callback.ts';
import { askOverHttp } from './http.ts';
import type { Reply } from './index.ts';

export interface Polling {
  readonly pool: Pool;
  readonly providers: readonly Provider[];
  /**
   * Delivers the answer to the waiting instance. When this fails, the API's sweeper delivers it later.
   */
  readonly deliver: (delivery: Delivery) => Promise<void>;
  readonly onFailure: (failure: unknown, requestId: string) => void;
}

/**
 * Polls every due request once. When several workers poll at the same time, only one of them polls each request.
 * @param now real time
 * @param pauseMs milliseconds before the same request is due again
 */
export async function pollAgencies(polling: Polling, now: Date, pauseMs = 0): Promise<void> {
  const due = await claimDuePolls(polling.pool, pauseMs);
  await Promise.all(
    due.map((request) => poll(polling, request, now).catch((failure) => polling.onFailure(failure, request.id))),
  );
}

/** Polls every `intervalMs` milliseconds until stopped; `stop` waits for the current round. */
export function startPolling(polling: Polling, intervalMs: number): { stop(): Promise<void> } {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= pollAgencies(polling, new Date(), intervalMs / 2)
      .catch((failure) => polling.onFailure(failure, ''))
      .finally(() => {
        round = undefined;
      });
  }, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}

async function poll({ pool, providers, deliver }: Polling, request: PolledRequest, now: Date): Promise<void> {
  const provider = findProvider(providers, request.agency, request.provider);
  if (!provider) throw new Error(`No provider '${request.provider}' is configured for ${request.agency}.`);
  const reply = await askOverHttp(provider, request.id);
  if (reply.state === 'accepted') return;
  const fault = answerFault(request, reply);
  if (fault) throw new Error(fault.en);
  const delivery = await record(pool, request, reply, legalTime(now, (await readCase(pool, request.caseId))?.clock));
  if (delivery) await deliver(delivery);
}

function record(
  pool: Pool,
  { id, agency, provider }: PolledRequest,
  reply: Exclude<Reply, { state: 'accepted' }>,
  at: string,
): Promise<Delivery | undefined> {
  const actor = { id: `${agency}/${provider}`, role: 'agency' };
  return transaction(pool, async (tx) => {
    const { message } = await recordAnswer(tx, { requestId: id, ...reply }, { at, actor });
    const published = message && (await publishMessage(tx, message));
    return published?.outcome === 'delivered' ? published.delivery : undefined;
  });
}
