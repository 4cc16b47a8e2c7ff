// The HTTP channel: one request, idempotent by key. What passes by itself (network, 5xx, 429) is thrown to be tried again;
// what does not (4xx) is a rejection with the body's reason.
import { ApplicationFailure } from '@temporalio/common';
import type { Variables } from '../../engine/event.ts';
import type { Provider } from './providers.ts';

export type Reply =
  | { readonly state: 'answered'; readonly answer: Variables }
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'rejected'; readonly reason: string };

export interface Sending {
  readonly id: string;
  readonly operation: string;
  readonly body: Variables;
  /** Training only: the body's clock runs as fast as the case's. */
  readonly secondsPerDay?: number;
}

const usualTimeoutMs = 10_000;

export async function sendOverHttp(
  provider: Provider,
  { id, operation, body, secondsPerDay }: Sending,
): Promise<Reply> {
  const response = await reach(provider, `${provider.url}/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // A header takes ASCII only, a case number is Chinese.
      'idempotency-key': encodeURIComponent(id),
      ...(secondsPerDay === undefined ? {} : { 'x-training-seconds-per-day': String(secondsPerDay) }),
    },
    body: JSON.stringify(body),
  });
  return replyOf(provider, response);
}

/** What the body says of an earlier request; `accepted` while it has not answered. */
export async function askOverHttp(provider: Provider, id: string): Promise<Reply> {
  return replyOf(provider, await reach(provider, `${provider.url}/requests/${encodeURIComponent(id)}`, {}));
}

async function reach(provider: Provider, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(provider.timeoutMs ?? usualTimeoutMs) });
  } catch (error) {
    throw ApplicationFailure.retryable(
      `${provider.title} was not reached: ${error instanceof Error ? error.message : error}`,
      'UNREACHABLE',
    );
  }
}

async function replyOf(provider: Provider, response: Response): Promise<Reply> {
  const content = (await response.json().catch(() => ({}))) as {
    answer?: Variables;
    reference?: string;
    reason?: string;
    state?: string;
  };
  if (response.status >= 500 || response.status === 429) {
    throw ApplicationFailure.retryable(`${provider.title} answered ${response.status}.`, 'UNAVAILABLE');
  }
  if (!response.ok || content.state === 'rejected')
    return { state: 'rejected', reason: content.reason ?? `HTTP ${response.status}` };
  if (response.status === 202) return { state: 'accepted', reference: content.reference ?? '' };
  return { state: 'answered', answer: content.answer ?? {} };
}
