// Fetches the answers of agencies that do not call back. What one says is recorded and published as a callback would be; who cannot be
// reached, or says what does not fit, is asked again later.
import { recordAnswer } from '../../db/agency-answers.ts';
import { readCase } from '../../db/cases.ts';
import { type Delivery, publishMessage } from '../../db/messages.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { type PolledRequest, takeDuePolls } from '../../db/sent-requests.ts';
import { legalTime } from '../../protocol/legal-time.ts';
import { askOverHttp, type Reply } from './http.ts';
import { findProvider, type Provider } from './providers.ts';
import { misfit } from './shapes.ts';

export interface Polling {
  readonly pool: Pool;
  readonly providers: readonly Provider[];
  /** Takes the answer to the instance that waits. If it throws, the API's sweeper makes up for it. */
  readonly deliver: (delivery: Delivery) => Promise<void>;
  readonly onFailure: (failure: unknown, requestId: string) => void;
}

/** One round. Several workers may poll at once: each request is asked for by one of them. */
export async function pollAgencies(polling: Polling, now: Date, pauseMs = 0): Promise<void> {
  const due = await takeDuePolls(polling.pool, pauseMs);
  await Promise.all(
    due.map((request) => poll(polling, request, now).catch((failure) => polling.onFailure(failure, request.id))),
  );
}

/** Polls every `intervalMs` until stopped; `stop` waits for the round that runs. */
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
  if (!provider) throw new Error(`Nobody is configured for ${request.agency} at '${request.provider}'.`);
  const reply = await askOverHttp(provider, request.id);
  if (reply.state === 'accepted') return;
  const unfit = reply.state === 'answered' ? misfit('answer', request, reply.answer) : undefined;
  if (unfit) throw new Error(unfit);
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
