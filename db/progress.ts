// Progress of a case, from which training and tests see whether it has come to rest (tables of several families).
import type { Queryable } from './pool.ts';

export interface Progress {
  /** Number of committed steps of all the case's instances. */
  readonly steps: number;
  /** Number of messages whose receiver has not committed the step that receives them. */
  readonly underway: number;
}

/** Current progress. If two readings have the same number of steps, no step was committed between them. */
export async function caseProgress(db: Queryable, caseId: string): Promise<Progress> {
  const { rows } = await db.query<Progress>(
    `select coalesce(sum(last_step), 0)::int as steps,
            (select count(*)::int from message join process_instance taker on taker.workflow_id = message.workflow_id
             where taker.case_id = $1 and taker.state = 'active' and message.delivered_at is null) as underway
     from process_instance where case_id = $1`,
    [caseId],
  );
  return rows[0]!;
}

/**
 * True when all expected instances of the case have committed their first step: its own process, the processes that a
 * message or a signal started, and the instances that its jobs started beside it (a watch, a resumed case).
 */
export async function areInstancesStarted(
  db: Queryable,
  { id, workflowId }: { readonly id: string; readonly workflowId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from (
       select $2 as workflow_id
       union all
       select workflow_id from process_start where case_id = $1
       union all
       select start ->> 'workflowId' from committed_step step join process_instance instance using (workflow_id)
         cross join jsonb_array_elements(jsonb_path_query_array(
           jsonb_build_array(step.answer::jsonb) || coalesce(step.answer::jsonb -> 'lookahead', '[]'), '$[*].starts[*]')) as start
       where instance.case_id = $1
         -- Most answers start no instance and need not be parsed.
         and strpos(step.answer::text, '"workflowId"') > 0
     ) as asked
     where not exists (select from process_instance known where known.workflow_id = asked.workflow_id)`,
    [id, workflowId],
  );
  return rowCount === 0;
}
