// Signs that a case has come to rest, for training and tests (tables of several families).
import type { Queryable } from './pool.ts';

export interface Progress {
  /** Steps stored, of all the case's instances. */
  readonly steps: number;
  /** Messages whose receiver has not stored the step that receives them. */
  readonly underway: number;
}

/** Read twice: nothing moved in between when the steps are the same. */
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
 * True when every instance that the case is to have has stored its first step: its own process, what a message or a
 * signal started, and what its steps asked to be started beside it (a watch, a resumed case).
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
         cross join jsonb_path_query(jsonb_build_array(step.answer::jsonb) || coalesce(step.answer::jsonb -> 'ahead', '[]'), '$[*].starts[*]') as start
       where instance.case_id = $1
     ) as asked
     where workflow_id not in (select workflow_id from process_instance)`,
    [id, workflowId],
  );
  return rowCount === 0;
}
