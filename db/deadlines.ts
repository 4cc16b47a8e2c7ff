// Periods and due dates with legal effect, by the label that the model gives (table `deadline`). A deadline is open,
// met, missed or canceled.
import type { Queryable } from './pool.ts';

export interface OpenedDeadline {
  readonly workflowId: string;
  readonly key: number;
  readonly caseId: string;
  readonly elementId: string;
  readonly label: string;
  readonly due: string;
  readonly legalBasis: readonly string[];
  /** State of the deadline once its timer has fired. */
  readonly whenFired: 'met' | 'missed';
  /** Legal time. */
  readonly openedAt: string;
}

export interface Deadline extends OpenedDeadline {
  /** True when the due date lies beyond the published calendar; it is computed again when the timer fires. */
  readonly provisional: boolean;
  readonly state: 'open' | 'met' | 'missed' | 'cancelled';
  readonly closedAt: string | null;
}

/**
 * The end of a deadline. `fired`: the state is `whenFired`. `done`: the state is `met` in time and `missed` when late.
 */
export interface ClosedDeadline {
  readonly workflowId: string;
  readonly key: number;
  readonly how: 'fired' | 'done' | 'met' | 'cancelled';
}

/** Inserts deadlines. An open one gets the new due instant, because a newer calendar may move the end of a period. */
export function openDeadlines(tx: Queryable, deadlines: readonly OpenedDeadline[]) {
  return tx.query({
    name: 'open-deadlines',
    text: `insert into deadline (workflow_id, key, case_id, element_id, label, due, legal_basis, when_fired, opened_at, provisional)
      select d.*, (due at time zone 'Asia/Shanghai')::date > (select max(ends_on) from calendar) is true
      from jsonb_to_recordset($1::jsonb) as d("workflowId" text, key integer, "caseId" uuid, "elementId" text, label text,
        due timestamptz, "legalBasis" text[], "whenFired" text, "openedAt" timestamptz)
      on conflict (workflow_id, key) do update set due = excluded.due, provisional = excluded.provisional, state = 'open', closed_at = null`,
    values: [JSON.stringify(deadlines)],
  });
}

/**
 * Applies a due date that a person changed. Without a due date the deadline is canceled.
 * @param at legal time
 */
export function changeDueDate(tx: Queryable, workflowId: string, key: number, due: string | null, at: string) {
  return tx.query(
    `update deadline set due = coalesce($3, due), state = case when $3::timestamptz is null then 'cancelled' else state end,
       closed_at = case when $3::timestamptz is null then $4::timestamptz end,
       provisional = (coalesce($3, due) at time zone 'Asia/Shanghai')::date > (select max(ends_on) from calendar) is true
     where workflow_id = $1 and key = $2 and state = 'open'`,
    [workflowId, key, due, at],
  );
}

/**
 * Closes the deadlines that are open.
 * @param at legal time
 */
export function closeDeadlines(tx: Queryable, deadlines: readonly ClosedDeadline[], at: string) {
  return tx.query({
    name: 'close-deadlines',
    text: `update deadline d set closed_at = $4, state = case c.how
        when 'fired' then d.when_fired
        when 'done' then case when d.due >= $4 then 'met' else 'missed' end
        else c.how end
      from unnest($1::text[], $2::integer[], $3::text[]) as c(workflow_id, key, how)
      where d.workflow_id = c.workflow_id and d.key = c.key and d.state = 'open'`,
    values: [
      deadlines.map(({ workflowId }) => workflowId),
      deadlines.map(({ key }) => key),
      deadlines.map(({ how }) => how),
      at,
    ],
  });
}

/**
 * The deadlines of a case at the legal time `at`. An open one that was due before `at` is shown as missed; it stays
 * missed when the act follows late.
 */
export async function caseDeadlines(db: Queryable, caseId: string, at: string): Promise<Deadline[]> {
  const { rows } = await db.query<Deadline>(
    `select workflow_id as "workflowId", key, case_id as "caseId", element_id as "elementId", label, due, provisional,
       legal_basis as "legalBasis", when_fired as "whenFired",
       case when state = 'open' and when_fired = 'missed' and due < $2 then 'missed' else state end as state,
       opened_at as "openedAt", closed_at as "closedAt"
     from deadline where case_id = $1 order by due, opened_at, workflow_id, key`,
    [caseId, at],
  );
  return rows;
}

/**
 * Writes the earliest open deadline of the case into the register.
 * @returns it, null when no deadline is open; undefined when it has not changed
 */
export async function refreshNextDeadline(tx: Queryable, caseId: string): Promise<string | null | undefined> {
  const { rows } = await tx.query<{ due: string | null }>({
    name: 'refresh-next-deadline',
    text: `update enforcement_case c set next_deadline = e.due
      from (select min(due) as due from deadline where case_id = $1 and state = 'open') e
      where c.id = $1 and c.next_deadline is distinct from e.due returning e.due`,
    values: [caseId],
  });
  return rows[0]?.due;
}
