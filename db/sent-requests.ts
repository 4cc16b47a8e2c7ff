// Requests on their way to agencies: kept before they are sent, settled by what comes back. Later answers: agency-requests.ts.
import type { Variables } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface SentRequest {
  readonly id: string;
  readonly caseId: string;
  readonly workflowId: string;
  readonly key: number;
  readonly agency: string;
  readonly provider: string;
  readonly operation: string;
  readonly channel: 'http' | 'paper';
  readonly request: Variables;
  /** Legal time. */
  readonly sentAt: string;
}

interface Kept {
  readonly id: string;
  readonly state: string;
  readonly answer: Variables | null;
  readonly reason: string | null;
}

/** The request as it stands: a repetition finds what the first one left. */
export async function keepRequest(db: Queryable, sent: SentRequest): Promise<Kept> {
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
  return read(db, sent.id);
}

/** An answer that came in meanwhile (a fast callback) stands: only an unanswered request is moved. */
export async function settleRequest(
  db: Queryable,
  id: string,
  reply: { readonly state: string; readonly answer?: Variables; readonly reference?: string; readonly reason?: string },
  at: string,
  mode: 'callback' | 'polling',
): Promise<Kept> {
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
  return { id, state: reply.state, answer: reply.answer ?? null, reason: reply.reason ?? null };
}

export interface PolledRequest {
  readonly id: string;
  readonly caseId: string;
  readonly agency: string;
  readonly provider: string;
  readonly operation: string;
}

/** It never got through as it stands; a person looks, and it may be sent again under the same id. */
export async function failRequest(db: Queryable, id: string, reason: string): Promise<void> {
  await db.query(
    `update agency_request set state = 'failed', reason = $2 where id = $1 and state in ('sent', 'failed')`,
    [id, reason],
  );
}

/** Accepted requests of polling providers whose turn it is; taken for a while, so that two pollers do not ask at once. */
export async function takeDuePolls(db: Queryable, pauseMs: number): Promise<PolledRequest[]> {
  const { rows } = await db.query<PolledRequest>(
    `update agency_request set next_poll_at = now() + $1 * interval '1 millisecond'
     where id in (
       select id from agency_request where state = 'accepted' and next_poll_at <= now() order by next_poll_at limit 50 for update skip locked
     ) returning id, case_id as "caseId", agency, provider, operation`,
    [pauseMs],
  );
  return rows;
}

async function read(db: Queryable, id: string): Promise<Kept> {
  const { rows } = await db.query('select id, state, answer, reason from agency_request where id = $1', [id]);
  return rows[0];
}
