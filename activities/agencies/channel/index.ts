// The ways in which a request travels to a provider, by the name that providers.json gives in `channel`.
import type { Variables } from '../../../engine/event.ts';
import type { Provider } from '../providers.ts';
import { http } from './http.ts';
import { paper } from './paper.ts';

export interface Sending {
  /** Idempotency key. */
  readonly id: string;
  readonly operation: string;
  readonly body: Variables;
  /**
   * Training only: the agency's clock runs as fast as the case's; at 86400 it stands and is set forward by hand, as the
   * case's is.
   */
  readonly secondsPerDay?: number;
}

export type Reply =
  | { readonly state: 'answered'; readonly answer: Variables }
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'rejected'; readonly reason: string };

export interface Channel {
  /**
   * Sends the request, once for each id however often it is called. Absent: nothing is sent, a person does the rest.
   * @throws ApplicationFailure retryable when it may go through later; not retryable when a person must put something
   * right
   */
  readonly send?: (provider: Provider, sending: Sending) => Promise<Reply>;
}

export const channels = { http, paper } satisfies { readonly [name: string]: Channel };
