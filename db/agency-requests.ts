// Requests to assisting bodies and other agencies as they stand: each is answered once. How they are sent: sent-requests.ts.
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export type RequestState = 'sent' | 'accepted' | 'rejected' | 'answered' | 'failed';

export interface AgencyRequest {
  /** The idempotency key under which the agency knows it. */
  readonly id: string;
  readonly caseId: string;
  readonly workflowId: string;
  readonly key: number;
  readonly agency: string;
  /** Which bank, which registry. */
  readonly provider: string | null;
  readonly operation: string;
  readonly channel: 'http' | 'paper';
  readonly request: Json;
  readonly state: RequestState;
  /** Legal time. */
  readonly sentAt: string;
  readonly reason: string | null;
  readonly answer: Json;
  readonly providerRef: string | null;
  readonly answeredAt: string | null;
  /** Record time. */
  readonly nextPollAt: string | null;
  readonly recordedAt: string;
}

const columns = `id, case_id as "caseId", workflow_id as "workflowId", key, agency, provider, operation, channel, request, state,
  sent_at as "sentAt", reason, answer, provider_ref as "providerRef", answered_at as "answeredAt", next_poll_at as "nextPollAt",
  recorded_at as "recordedAt"`;

export interface RequestProgress {
  readonly state: RequestState;
  readonly reason?: string;
  readonly answer?: Json;
  readonly providerRef?: string;
  /** Legal time. */
  readonly answeredAt?: string;
}

/** Undefined, and nothing is changed, when the request is unknown or was answered, rejected or failed before. */
export async function moveRequest(
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

export async function readRequest(db: Queryable, id: string): Promise<AgencyRequest | undefined> {
  const { rows } = await db.query<AgencyRequest>(`select ${columns} from agency_request where id = $1`, [id]);
  return rows[0];
}

export async function caseRequests(db: Queryable, caseId: string): Promise<AgencyRequest[]> {
  const { rows } = await db.query<AgencyRequest>(
    `select ${columns} from agency_request where case_id = $1 order by sent_at, id`,
    [caseId],
  );
  return rows;
}
