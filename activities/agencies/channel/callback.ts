// An answer that comes later than the reply to the request, called back or polled. The first one counts; a second one
// that differs is stored and refused. The models catch it as a message under the request's id.
import { isDeepStrictEqual } from 'node:util';
import { type AgencyCallback, type CallbackOutcome, insertCallback } from '../../../db/agency-callbacks.ts';
import { type AgencyRequest, moveRequest, readRequest } from '../../../db/agency-requests.ts';
import type { NewMessage } from '../../../db/messages.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Actor, Json } from '../../../engine/event.ts';

/** Correlated by the request's id, never by the case's number. */
const agencyAnswer = 'agency-answer';

export interface RecordedAnswer {
  readonly outcome: CallbackOutcome;
  /** To be published in the same transaction, where the answer ends the request. */
  readonly message?: NewMessage;
}

/**
 * Stores the answer and moves the request. Call it in a transaction that also publishes the message.
 * @param at legal time
 */
export async function recordAnswer(
  tx: Queryable,
  callback: AgencyCallback,
  { at, actor }: { readonly at: string; readonly actor: Actor },
): Promise<RecordedAnswer> {
  const isFinal = callback.state !== 'accepted';
  const { requestId, state, answer, reason } = callback;
  const moved = await moveRequest(tx, requestId, {
    state,
    ...(answer !== undefined && { answer }),
    ...(reason !== undefined && { reason }),
    ...(isFinal && { answeredAt: at }),
  });
  const outcome = moved ? 'taken' : repeats((await readRequest(tx, requestId))!, callback) ? 'repeated' : 'conflicting';
  await insertCallback(tx, callback, outcome, actor.id);
  return moved && isFinal ? { outcome, message: messageOf(moved, at, actor) } : { outcome };
}

/** An acknowledgement that comes after the answer says nothing new. */
function repeats(request: AgencyRequest, { state, answer, reason }: AgencyCallback): boolean {
  if (state === 'accepted') return true;
  return (
    request.state === state && request.reason === (reason ?? null) && isDeepStrictEqual(request.answer, answer ?? null)
  );
}

function messageOf(request: AgencyRequest, at: string, actor: Actor): NewMessage {
  const { id, caseId, agency, provider, operation, channel, state, reason, answer } = request;
  const about: { readonly [name: string]: Json } = {
    id,
    agency,
    provider,
    operation,
    channel,
    state,
    ...(reason !== null && { reason }),
  };
  return {
    id: `${agencyAnswer}/${id}`,
    caseId,
    messageName: agencyAnswer,
    correlationKey: id,
    variables: { request: about, ...(answer !== null && { answer }) },
    actor,
    publishedAt: at,
    expiresAt: null,
  };
}
