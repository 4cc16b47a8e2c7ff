// The channels by which a request reaches a provider, by their name in providers.json.
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
   * Real seconds per legal day of the case's training clock, which the agency uses too; at 86400 both clocks are set
   * forward by hand. Training only.
   */
  readonly secondsPerDay?: number;
}

export type Reply =
  | { readonly state: 'answered'; readonly answer: Variables }
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'rejected'; readonly reason: string };

export interface Channel {
  /**
   * Sends the request; repeated calls with the same id have one effect. Absent on paper, where a person does the rest.
   * @throws ApplicationFailure retryable for a transient failure; not retryable when a person must correct something
   */
  readonly send?: (provider: Provider, sending: Sending) => Promise<Reply>;
}

export const channels = { http, paper } satisfies { readonly [name: string]: Channel };
