// User tasks (table `user_task`): written by the steps that open, assign and close them, read as task lists.
import type { Actor, Variables } from '../engine/event.ts';
import { type Page, pageOf, placeIn, sampleSize } from './page.ts';
import type { Queryable } from './pool.ts';

export interface OpenedTask {
  readonly workflowId: string;
  readonly key: number;
  readonly caseId: string;
  readonly elementId: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly due: string | null;
  readonly followUp: string | null;
  readonly priority: number;
  readonly formId: string | null;
  readonly properties: { readonly [name: string]: string };
  readonly variables: Variables;
  /** Legal time. */
  readonly openedAt: string;
}

export interface UserTask extends OpenedTask {
  readonly processId: string;
  readonly processVersion: number;
  readonly caseNumber: string;
  readonly courtCode: string;
  readonly state: 'open' | 'completed' | 'terminated';
  readonly closedAt: string | null;
  readonly completedBy: Actor | null;
}

export interface ClosedTask {
  readonly workflowId: string;
  readonly key: number;
  readonly state: 'completed' | 'terminated';
}

/** Inserts open tasks. A task whose element instance is activated again after an incident is opened again. */
export function openTasks(tx: Queryable, tasks: readonly OpenedTask[]) {
  return tx.query({
    name: 'open-tasks',
    text: `insert into user_task (workflow_id, key, case_id, element_id, name, assignee, candidate_groups, candidate_users, due,
        follow_up, priority, form_id, properties, variables, opened_at, court_code)
      select t.*, (select court_code from enforcement_case where id = "caseId")
      from jsonb_to_recordset($1::jsonb) as t("workflowId" text, key integer, "caseId" uuid, "elementId" text, name text,
        assignee text, "candidateGroups" text[], "candidateUsers" text[], due timestamptz, "followUp" timestamptz, priority integer,
        "formId" text, properties jsonb, variables jsonb, "openedAt" timestamptz)
      on conflict (workflow_id, key) do update set state = 'open', closed_at = null, completed_by = null,
        assignee = excluded.assignee, candidate_groups = excluded.candidate_groups, candidate_users = excluded.candidate_users,
        due = excluded.due, follow_up = excluded.follow_up, priority = excluded.priority, variables = excluded.variables`,
    values: [JSON.stringify(tasks)],
  });
}

/**
 * Closes the tasks.
 * @param at legal time
 * @param actor the person who completed the tasks
 */
export function closeTasks(tx: Queryable, tasks: readonly ClosedTask[], at: string, actor: Actor | null) {
  return tx.query({
    name: 'close-tasks',
    text: `update user_task t set state = c.state, closed_at = $4, completed_by = case c.state when 'completed' then $5::jsonb end
      from unnest($1::text[], $2::integer[], $3::text[]) as c(workflow_id, key, state)
      where t.workflow_id = c.workflow_id and t.key = c.key`,
    values: [
      tasks.map(({ workflowId }) => workflowId),
      tasks.map(({ key }) => key),
      tasks.map(({ state }) => state),
      at,
      actor && JSON.stringify(actor),
    ],
  });
}

/** Maps the open task to another element of the model, after a migration. */
export function moveTask(
  tx: Queryable,
  workflowId: string,
  {
    key,
    elementId,
    name,
    properties,
  }: { key: number; elementId: string; name: string; properties: { readonly [name: string]: string } },
): Promise<unknown> {
  return tx.query(
    'update user_task set element_id = $3, name = $4, properties = $5 where workflow_id = $1 and key = $2',
    [workflowId, key, elementId, name, JSON.stringify(properties)],
  );
}

/**
 * Sets the assignee.
 * @param assignee user id; null removes the assignee
 */
export function assignTask(tx: Queryable, workflowId: string, key: number, assignee: string | null) {
  return tx.query('update user_task set assignee = $3 where workflow_id = $1 and key = $2', [
    workflowId,
    key,
    assignee,
  ]);
}

/** Changes the given fields only. */
export function updateTask(tx: Queryable, workflowId: string, key: number, changes: Variables) {
  return tx.query(
    `update user_task set
       due = case when $3::jsonb ? 'dueDate' then ($3 ->> 'dueDate')::timestamptz else due end,
       follow_up = case when $3 ? 'followUpDate' then ($3 ->> 'followUpDate')::timestamptz else follow_up end,
       candidate_groups = case when $3 ? 'candidateGroups'
         then array(select jsonb_array_elements_text($3 -> 'candidateGroups')) else candidate_groups end,
       candidate_users = case when $3 ? 'candidateUsers'
         then array(select jsonb_array_elements_text($3 -> 'candidateUsers')) else candidate_users end,
       priority = coalesce(($3 ->> 'priority')::integer, priority)
     where workflow_id = $1 and key = $2`,
    [workflowId, key, JSON.stringify(changes)],
  );
}

export interface TaskFilter {
  /** Only tasks of these courts; an empty list selects no task. */
  readonly courts?: readonly string[];
  readonly caseId?: string;
  readonly state?: UserTask['state'];
  readonly assignee?: string;
  /** Only tasks that this group is a candidate for. */
  readonly group?: string;
  /**
   * Tasks that this person may do: assigned to them, or they are a candidate, or their group is and none is assigned.
   */
  readonly user?: { readonly id: string; readonly group: string };
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

const columns = `t.workflow_id as "workflowId", t.key, t.case_id as "caseId", t.element_id as "elementId", t.name, t.assignee,
  t.candidate_groups as "candidateGroups", t.candidate_users as "candidateUsers", t.due, t.follow_up as "followUp", t.priority,
  t.form_id as "formId", t.properties, t.variables, t.opened_at as "openedAt", t.state, t.closed_at as "closedAt",
  t.completed_by as "completedBy", i.process_id as "processId", i.version as "processVersion", c.number as "caseNumber", c.court_code as "courtCode"`;
const joined = `join enforcement_case c on c.id = t.case_id join process_instance i on i.workflow_id = t.workflow_id`;
const order = `coalesce(t.due, 'infinity'), t.opened_at, t.workflow_id, t.key`;

/**
 * One page of tasks, the most urgent first: by due instant, then in the order opened. Each court's most urgent tasks
 * are read from its own part of the index.
 */
export async function listTasks(db: Queryable, filter: TaskFilter): Promise<Page<UserTask>> {
  const limit = filter.limit ?? 50;
  const [openedAt = null, due = null, workflowId = null, key = null] = placeIn(filter.after);
  const wanted = filter.courts ? 'unnest($2::text[]) as wanted (code)' : '(select where $2::text[] is null) as wanted';
  const matching = `t.state = $1
           and ${filter.courts ? 't.court_code = wanted.code' : 'true'}
           and ($3::uuid is null or t.case_id = $3)
           and ($4::text is null or t.assignee = $4)
           and ($5::text is null or t.assignee = $5 or $5 = any (t.candidate_users)
             or (t.assignee is null and $6::text = any (t.candidate_groups)))
           and ($12::text is null or $12 = any (t.candidate_groups))
           and ($7::timestamptz is null or (${order}) > (coalesce($8::timestamptz, 'infinity'), $7, $9::text, $10::integer))`;
  const { rows } = await db.query<UserTask>(
    `with bound as (
       select coalesce(t.due, 'infinity') as due, t.opened_at, t.workflow_id, t.key from ${wanted}
       cross join lateral (
         select t.due, t.opened_at, t.workflow_id, t.key from user_task t
         where ${matching}
         order by ${order}
         limit $13
       ) as t
       order by ${order}
       offset $11 - 1
       limit 1
     )
     select ${columns}
     from (
       select t.workflow_id, t.key from ${wanted}
       cross join lateral (
         select t.due, t.opened_at, t.workflow_id, t.key from user_task t
         where ${matching}
           and (${order}) <= (coalesce((select due from bound), 'infinity'), coalesce((select opened_at from bound), 'infinity'),
             coalesce((select workflow_id from bound), ''), coalesce((select key from bound), 0))
         order by ${order}
         limit $11
       ) as t
       order by ${order}
       limit $11
     ) as listed
     join user_task t using (workflow_id, key)
     ${joined}
     order by ${order}`,
    [
      filter.state ?? 'open',
      filter.courts ?? null,
      filter.caseId ?? null,
      filter.assignee ?? null,
      filter.user?.id ?? null,
      filter.user?.group ?? null,
      openedAt,
      due,
      workflowId,
      key,
      limit + 1,
      filter.group ?? null,
      sampleSize(limit + 1, filter.courts),
    ],
  );
  return pageOf(rows, limit, (last) => [last.openedAt, last.due, last.workflowId, last.key]);
}

/** The task; undefined when the instance has none with the key. */
export async function readTask(db: Queryable, workflowId: string, key: number): Promise<UserTask | undefined> {
  const { rows } = await db.query<UserTask>(
    `select ${columns} from user_task t ${joined} where t.workflow_id = $1 and t.key = $2`,
    [workflowId, key],
  );
  return rows[0];
}
