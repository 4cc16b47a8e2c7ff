// An answer that comes later than the reply to the request, by callback or polling. The first one counts; a second one
// that differs is inserted into the log and refused. Models catch the answer as a message under the request's id.
import { isDeepStrictEqual } from 'node:util';
import { type AgencyCallback, type CallbackOutcome, insertCallback } from '../../../db/agency-callbacks.ts';
import { type AgencyRequest, applyAnswer, readRequest } from '../../../db/agency-requests.ts';
import type { NewMessage } from '../../../db/messages.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Actor, Json } from '../../../engine/event.ts';

/** The message name; the correlation key is the request's id, never the case number. */
const agencyAnswer = 'agency-answer';

export interface RecordedAnswer {
  readonly outcome: CallbackOutcome;
  /** Present when the answer ends the request: publish it in the same transaction. */
  readonly message?: NewMessage;
}

/**
 * Inserts the answer and updates the request. Call it in a transaction that also publishes the message.
 * @param at legal time
 */
export async function recordAnswer(
  tx: Queryable,
  callback: AgencyCallback,
  { at, actor }: { readonly at: string; readonly actor: Actor },
): Promise<RecordedAnswer> {
  const isFinal = callback.state !== 'accepted';
  const { requestId, state, answer, reason } = callback;
  const moved = await applyAnswer(tx, requestId, {
    state,
    ...(answer !== undefined && { answer }),
    ...(reason !== undefined && { reason }),
    ...(isFinal && { answeredAt: at }),
  });
  const outcome = moved ? 'taken' : repeats((await readRequest(tx, requestId))!, callback) ? 'repeated' : 'conflicting';
  await insertCallback(tx, callback, outcome, actor.id);
  return moved && isFinal ? { outcome, message: messageOf(moved, at, actor) } : { outcome };
}

/** True when the answer says nothing new: the same answer, or an acknowledgement that comes after the answer. */
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
