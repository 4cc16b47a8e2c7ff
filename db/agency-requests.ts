// Requests to assisting bodies and other agencies: each sent once under its id, answered once.
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export type RequestState = 'sent' | 'accepted' | 'rejected' | 'answered' | 'failed';

export interface NewAgencyRequest {
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
}

export interface AgencyRequest extends NewAgencyRequest {
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

/** Writes it unless it is there; returns it as it stands. */
export async function openRequest(db: Queryable, request: NewAgencyRequest): Promise<AgencyRequest> {
  await db.query(
    `insert into agency_request (id, case_id, workflow_id, key, agency, provider, operation, channel, request, state, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      request.id,
      request.caseId,
      request.workflowId,
      request.key,
      request.agency,
      request.provider,
      request.operation,
      request.channel,
      JSON.stringify(request.request),
      request.state,
      request.sentAt,
    ],
  );
  return (await readRequest(db, request.id))!;
}

export interface RequestProgress {
  readonly state: RequestState;
  readonly reason?: string;
  readonly answer?: Json;
  readonly providerRef?: string;
  /** Legal time. */
  readonly answeredAt?: string;
  /** Seconds until the agency is asked again; without it polling ends. */
  readonly pollInSeconds?: number;
}

/** Undefined, and nothing is changed, when the request is unknown or was answered, rejected or failed before. */
export async function moveRequest(
  db: Queryable,
  id: string,
  progress: RequestProgress,
): Promise<AgencyRequest | undefined> {
  const { rows } = await db.query<AgencyRequest>(
    `update agency_request set state = $2, reason = $3, answer = $4, provider_ref = coalesce($5, provider_ref), answered_at = $6,
       next_poll_at = now() + make_interval(secs => $7)
     where id = $1 and state in ('sent', 'accepted') returning ${columns}`,
    [
      id,
      progress.state,
      progress.reason ?? null,
      progress.answer === undefined ? null : JSON.stringify(progress.answer),
      progress.providerRef ?? null,
      progress.answeredAt ?? null,
      progress.pollInSeconds ?? null,
    ],
  );
  return rows[0];
}

export async function readRequest(db: Queryable, id: string): Promise<AgencyRequest | undefined> {
  const { rows } = await db.query<AgencyRequest>(`select ${columns} from agency_request where id = $1`, [id]);
  return rows[0];
}

/** Those whose time to be asked about has come. Locked when called in a transaction; what another one holds is left out. */
export async function requestsToPoll(tx: Queryable, limit = 50): Promise<AgencyRequest[]> {
  const { rows } = await tx.query<AgencyRequest>(
    `select ${columns} from agency_request
     where next_poll_at <= now() and state in ('sent', 'accepted') order by next_poll_at limit $1 for update skip locked`,
    [limit],
  );
  return rows;
}

export async function caseRequests(db: Queryable, caseId: string): Promise<AgencyRequest[]> {
  const { rows } = await db.query<AgencyRequest>(
    `select ${columns} from agency_request where case_id = $1 order by sent_at, id`,
    [caseId],
  );
  return rows;
}
