// The HTTP channel: one request, idempotent by key. A transient failure (network, 5xx, 429) is thrown as retryable. 422
// or `state: rejected` is the agency's refusal. Any other 4xx (a wrong address, expired credentials) is our own fault
// and becomes an incident.
import { ApplicationFailure } from '@temporalio/common';
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { Variables } from '../../../engine/event.ts';
import { say } from '../messages.ts';
import type { Provider } from '../providers.ts';
import type { Channel, Reply, Sending } from './index.ts';

const usualTimeoutMs = 10_000;

export const http: Channel = { send };

async function send(provider: Provider, { id, operation, body, secondsPerDay }: Sending): Promise<Reply> {
  const response = await reach(provider, `${provider.url}/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // The id contains a Chinese case number, but a header takes only ASCII.
      'idempotency-key': encodeURIComponent(id),
      ...(secondsPerDay === undefined ? {} : { 'x-training-seconds-per-day': String(secondsPerDay) }),
    },
    body: JSON.stringify(body),
  });
  return replyOf(provider, response);
}

/** Asks for the answer to an earlier request; `accepted` until there is one. Throws like `send`. */
export async function askOverHttp(provider: Provider, id: string): Promise<Reply> {
  return replyOf(
    provider,
    await reach(provider, `${provider.url}/requests/${encodeURIComponent(id)}`, { method: 'GET' }),
  );
}

async function reach(
  { title, token, timeoutMs = usualTimeoutMs }: Provider,
  url: string,
  { headers, ...init }: { readonly method: string; readonly headers?: Record<string, string>; readonly body?: string },
): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      // Personal data goes only to the configured address, so redirects are not followed.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const text = say('agency.unreached', { provider: title, ...networkFailure(error) });
    throw ApplicationFailure.retryable(text.en, 'UNREACHABLE', text);
  }
}

/** The reason of a failed transport; `fetch` has the reason in its error's cause. */
function networkFailure(error: unknown): { readonly reason: Bilingual; readonly detail: string } {
  const { name, cause = error } = error as Error;
  const { code, message } = cause as Error & { readonly code?: unknown };
  const known = typeof code === 'string' ? code : name;
  const [, kind] = failures.find(([codes]) => codes.test(known)) ?? [];
  return { reason: say(`network.${kind ?? 'other'}`), detail: message || known };
}

/** By Node's code, or by the name of the error. */
const failures = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'unknown'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'broken'],
  [/^(TimeoutError|ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/, 'timeout'],
  [/CERT|^ERR_TLS/, 'certificate'],
] as const;

interface Content {
  readonly answer?: Variables;
  readonly reference?: string;
  readonly reason?: string;
  readonly state?: string;
}

async function replyOf({ title }: Provider, response: Response): Promise<Reply> {
  const content: Content = await response.json().then(
    (body) => (body ?? {}) as Content,
    () => ({}),
  );
  if (response.status >= 500 || response.status === 429) throw unavailable(title, response);
  if (content.state === 'rejected' || response.status === 422)
    return { state: 'rejected', reason: content.reason ?? `HTTP ${response.status}` };
  if (!response.ok) {
    const reason = content.reason === undefined ? '' : say('agency.stated', { reason: content.reason });
    const text = say('agency.misunderstood', { provider: title, status: response.status, reason });
    throw ApplicationFailure.nonRetryable(text.en, 'MISUNDERSTOOD', text);
  }
  if (response.status === 202) return { state: 'accepted', reference: content.reference ?? '' };
  return { state: 'answered', answer: content.answer ?? {} };
}

function unavailable(title: string, response: Response): ApplicationFailure {
  const text = say('agency.unavailable', { provider: title, status: response.status });
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return ApplicationFailure.create({
    message: text.en,
    details: [text],
    type: 'UNAVAILABLE',
    ...(seconds > 0 ? { nextRetryDelay: seconds * 1000 } : {}),
  });
}
