// The answers that agencies sent after their reply, unchanged (table `agency_callback`). The answer that counts is in
// the request's row: agency-requests.ts.
import type { Json } from '../engine/event.ts';
import type { RequestState } from './agency-requests.ts';
import type { Queryable } from './pool.ts';

export interface AgencyCallback {
  readonly requestId: string;
  readonly state: Exclude<RequestState, 'sent'>;
  readonly answer?: Json;
  readonly reason?: string;
}

/**
 * Result of a callback. `taken`: it changed the request's state. `repeated`: it says the same as the one before.
 * `conflicting`: it differs from the one that changed the state.
 */
export type CallbackOutcome = 'taken' | 'repeated' | 'conflicting';

/**
 * Inserts the answer with its outcome.
 * @param sentBy id of the actor
 */
export async function insertCallback(
  db: Queryable,
  { requestId, state, answer, reason }: AgencyCallback,
  outcome: CallbackOutcome,
  sentBy: string,
): Promise<void> {
  await db.query(
    'insert into agency_callback (request_id, state, answer, reason, outcome, sent_by) values ($1, $2, $3, $4, $5, $6)',
    [requestId, state, answer === undefined ? null : JSON.stringify(answer), reason ?? null, outcome, sentBy],
  );
}
