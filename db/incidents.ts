// Incidents: faults in running cases (table `incident`). Each waits for a person who retries, edits or skips.
import type { IncidentType } from '../engine/command.ts';
import { type Page, pageOf, placeIn } from './page.ts';
import type { Queryable } from './pool.ts';

export interface RaisedIncident {
  readonly workflowId: string;
  readonly key: number;
  readonly caseId: string;
  readonly elementId: string;
  readonly name: string;
  readonly type: IncidentType;
  readonly message: string;
  readonly messageZh: string;
  readonly raisedStep: number;
  /** Legal time. */
  readonly raisedAt: string;
}

export interface Incident extends RaisedIncident {
  readonly resolvedAt: string | null;
  readonly caseNumber: string;
  readonly courtCode: string;
  readonly processId: string;
}

/** Inserts incidents. An incident that the same step raised before is opened again. */
export function raiseIncidents(tx: Queryable, incidents: readonly RaisedIncident[]) {
  return tx.query(
    `insert into incident (workflow_id, key, case_id, element_id, name, type, message, message_zh, raised_step, raised_at, court_code)
     select i.*, (select court_code from enforcement_case where id = "caseId") from jsonb_to_recordset($1::jsonb) as i("workflowId" text, key integer, "caseId" uuid, "elementId" text, name text,
       type text, message text, "messageZh" text, "raisedStep" integer, "raisedAt" timestamptz)
     on conflict (workflow_id, key, raised_step) do update set message = excluded.message, message_zh = excluded.message_zh, type = excluded.type, resolved_at = null`,
    [JSON.stringify(incidents)],
  );
}

/**
 * Resolves the open incidents of the element instances.
 * @param keys keys of element instances
 * @param at legal time
 */
export function resolveIncidents(tx: Queryable, workflowId: string, keys: readonly number[], at: string) {
  return tx.query(
    'update incident set resolved_at = $3 where workflow_id = $1 and key = any ($2::integer[]) and resolved_at is null',
    [workflowId, keys, at],
  );
}

const columns = `n.workflow_id as "workflowId", n.key, n.case_id as "caseId", n.element_id as "elementId", n.name, n.type, n.message,
       n.message_zh as "messageZh", n.raised_step as "raisedStep", n.raised_at as "raisedAt", n.resolved_at as "resolvedAt", c.number as "caseNumber",
       c.court_code as "courtCode", i.process_id as "processId"`;
const joined = `join enforcement_case c on c.id = n.case_id join process_instance i on i.workflow_id = n.workflow_id`;
const order = 'n.raised_at, n.workflow_id, n.key, n.raised_step';

/**
 * A page of the open incidents, filtered by courts, by case or by both; the oldest first. Each court's oldest incidents
 * are read from its own part of the index.
 */
export async function openIncidents(
  db: Queryable,
  {
    courts,
    caseId,
    after,
    limit = 100,
  }: {
    readonly courts?: readonly string[];
    readonly caseId?: string;
    readonly after?: string;
    readonly limit?: number;
  },
): Promise<Page<Incident>> {
  const [raisedAt = null, workflowId = null, key = null, raisedStep = null] = placeIn(after);
  const { rows } = await db.query<Incident>(
    `select ${columns}
     from (
       select n.* from ${courts ? 'unnest($1::text[]) as wanted (code)' : '(select where $1::text[] is null) as wanted'}
       cross join lateral (
         select n.* from incident n
         where n.resolved_at is null
           and ${courts ? 'n.court_code = wanted.code' : 'true'}
           and ($2::uuid is null or n.case_id = $2)
           and ($4::timestamptz is null or (${order}) > ($4, $5::text, $6::integer, $7::integer))
         order by ${order}
         limit $3
       ) as n
       order by ${order}
       limit $3
     ) as n
     ${joined}
     order by ${order}`,
    [courts ?? null, caseId ?? null, limit + 1, raisedAt, workflowId, key, raisedStep],
  );
  return pageOf(rows, limit, (last) => [last.raisedAt, last.workflowId, last.key, last.raisedStep]);
}

/** The incident that the step raised at the element instance; undefined when there is none. */
export async function readIncident(
  db: Queryable,
  { workflowId, key, raisedStep }: Pick<Incident, 'workflowId' | 'key' | 'raisedStep'>,
): Promise<Incident | undefined> {
  const { rows } = await db.query<Incident>(
    `select ${columns} from incident n ${joined} where n.workflow_id = $1 and n.key = $2 and n.raised_step = $3`,
    [workflowId, key, raisedStep],
  );
  return rows[0];
}
