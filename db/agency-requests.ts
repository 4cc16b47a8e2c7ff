// Requests to assisting bodies and other agencies (table `agency_request`): inserted before they are sent, answered
// once. The log of answers that come later than the reply: agency-callbacks.ts.
import type { Json, Variables } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export type RequestState = 'sent' | 'accepted' | 'rejected' | 'answered' | 'failed';

export interface NewRequest {
  /** Idempotency key under which the agency knows the request. */
  readonly id: string;
  readonly caseId: string;
  readonly workflowId: string;
  readonly key: number;
  readonly agency: string;
  /** The single bank or registry within the agency, such as `icbc`. */
  readonly provider: string | null;
  readonly operation: string;
  readonly channel: 'http' | 'paper';
  readonly request: Json;
  /** Legal time. */
  readonly sentAt: string;
}

export interface AgencyRequest extends NewRequest {
  readonly state: RequestState;
  readonly reason: string | null;
  readonly answer: Json;
  readonly providerRef: string | null;
  /** Legal time. */
  readonly answeredAt: string | null;
  /** Record time. */
  readonly nextPollAt: string | null;
  readonly recordedAt: string;
}

const columns = `id, case_id as "caseId", workflow_id as "workflowId", key, agency, provider, operation, channel, request, state,
  sent_at as "sentAt", reason, answer, provider_ref as "providerRef", answered_at as "answeredAt", next_poll_at as "nextPollAt",
  recorded_at as "recordedAt"`;

/** Inserts the request and returns its current row; a repetition inserts nothing and gets the first one's row. */
export async function insertRequest(db: Queryable, sent: NewRequest): Promise<AgencyRequest> {
  await db.query(
    `insert into agency_request (id, case_id, workflow_id, key, agency, provider, operation, channel, request, state, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sent', $10) on conflict (id) do nothing`,
    [
      sent.id,
      sent.caseId,
      sent.workflowId,
      sent.key,
      sent.agency,
      sent.provider,
      sent.operation,
      sent.channel,
      JSON.stringify(sent.request),
      sent.sentAt,
    ],
  );
  return (await readRequest(db, sent.id))!;
}

/** An agency's reply to the request itself. */
export interface RequestReply {
  readonly state: 'accepted' | 'rejected' | 'answered';
  readonly answer?: Variables;
  /** The agency's own number for the accepted request. */
  readonly reference?: string;
  readonly reason?: string;
}

/**
 * Writes the reply into the request's row. A request that a fast callback has answered meanwhile does not change.
 * @param at legal time (UTC instant)
 * @param mode way of a later answer; an accepted request of a polling provider is due to be polled at once
 */
export async function applyReply(
  db: Queryable,
  id: string,
  reply: RequestReply,
  at: string,
  mode: 'callback' | 'polling',
): Promise<void> {
  const isOpen = reply.state === 'accepted';
  await db.query(
    `update agency_request
     set state = $2, answer = $3, reason = $4, provider_ref = $5,
         answered_at = case when $6 then null else $7::timestamptz end,
         next_poll_at = case when $6 and $8 then now() else null end
     where id = $1 and state in ('sent', 'failed')`,
    [
      id,
      reply.state,
      reply.answer === undefined ? null : JSON.stringify(reply.answer),
      reply.reason ?? null,
      reply.reference ?? null,
      isOpen,
      at,
      mode === 'polling',
    ],
  );
}

/** Marks a request that needs a correction by a person; it is then sent again under the same id. */
export async function failRequest(db: Queryable, id: string, reason: string): Promise<void> {
  await db.query(
    `update agency_request set state = 'failed', reason = $2 where id = $1 and state in ('sent', 'failed')`,
    [id, reason],
  );
}

export interface RequestProgress {
  readonly state: RequestState;
  readonly reason?: string;
  readonly answer?: Json;
  readonly providerRef?: string;
  /** Legal time. */
  readonly answeredAt?: string;
}

/**
 * Applies a later answer and returns the request. Returns undefined, and changes nothing, when the request is unknown
 * or was answered, rejected or failed before.
 */
export async function applyAnswer(
  db: Queryable,
  id: string,
  progress: RequestProgress,
): Promise<AgencyRequest | undefined> {
  const { rows } = await db.query<AgencyRequest>(
    `update agency_request set state = $2, reason = $3, answer = $4, provider_ref = coalesce($5, provider_ref), answered_at = $6,
       next_poll_at = case when $2 = 'accepted' then next_poll_at end
     where id = $1 and state in ('sent', 'accepted') returning ${columns}`,
    [
      id,
      progress.state,
      progress.reason ?? null,
      progress.answer === undefined ? null : JSON.stringify(progress.answer),
      progress.providerRef ?? null,
      progress.answeredAt ?? null,
    ],
  );
  return rows[0];
}

export interface PolledRequest {
  readonly id: string;
  readonly caseId: string;
  readonly agency: string;
  readonly provider: string;
  readonly operation: string;
}

/**
 * Returns at most 50 accepted requests that are due to be polled, and moves each one's next poll by `pauseMs`, so that
 * two workers do not poll it at the same time.
 */
export async function claimDuePolls(db: Queryable, pauseMs: number): Promise<PolledRequest[]> {
  const { rows } = await db.query<PolledRequest>(
    `update agency_request set next_poll_at = now() + $1 * interval '1 millisecond'
     where id in (
       select id from agency_request where state = 'accepted' and next_poll_at <= now() order by next_poll_at limit 50 for update skip locked
     ) returning id, case_id as "caseId", agency, provider, operation`,
    [pauseMs],
  );
  return rows;
}

/** The current row of the request; undefined when no request has the id. */
export async function readRequest(db: Queryable, id: string): Promise<AgencyRequest | undefined> {
  const { rows } = await db.query<AgencyRequest>(`select ${columns} from agency_request where id = $1`, [id]);
  return rows[0];
}

/** All requests of a case, in the order sent. */
export async function caseRequests(db: Queryable, caseId: string): Promise<AgencyRequest[]> {
  const { rows } = await db.query<AgencyRequest>(
    `select ${columns} from agency_request where case_id = $1 order by sent_at, id`,
    [caseId],
  );
  return rows;
}

/** The case's requests for one operation that wait for an answer, in the order sent. */
export async function openRequests(
  db: Queryable,
  caseId: string,
  { agency, operation }: { readonly agency: string; readonly operation: string },
): Promise<Pick<AgencyRequest, 'id' | 'request'>[]> {
  const { rows } = await db.query<Pick<AgencyRequest, 'id' | 'request'>>(
    `select id, request from agency_request
     where case_id = $1 and agency = $2 and operation = $3 and state in ('sent', 'accepted') order by sent_at`,
    [caseId, agency, operation],
  );
  return rows;
}
