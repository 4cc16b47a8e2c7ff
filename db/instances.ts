// The process instances of a case (table `process_instance`) and their committed steps (table `committed_step`).
import type { ModelRef } from '../protocol/start.ts';
import type { Queryable } from './pool.ts';

export interface InstanceStep {
  readonly workflowId: string;
  readonly caseId: string;
  readonly parentWorkflowId: string | null;
  readonly processId: string;
  readonly version: number;
  readonly step: number;
  readonly state: ProcessInstance['state'];
  /** Legal time. */
  readonly at: string;
}

export interface ProcessInstance {
  readonly workflowId: string;
  readonly caseId: string;
  readonly parentWorkflowId: string | null;
  readonly processId: string;
  readonly version: number;
  readonly state: 'active' | 'completed' | 'failed' | 'cancelled';
  readonly lastStep: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface LockedCase {
  /** End of the case's archive. */
  readonly head: { readonly seq: number; readonly hash: string; readonly now: string };
  /** The answer of the step if it is already committed, else null. */
  readonly answer: unknown;
  /** The user who handles the case; null before it is assigned. */
  readonly handler: string | null;
  /** The case's earliest open deadline (UTC, ISO 8601). */
  readonly nextDeadline: string | null;
  /** Id of the case's own procedure. */
  readonly mainInstance: string;
}

/**
 * Locks the case's archive until the transaction ends, so that its instances commit their steps one after another.
 * @throws Error when no case has the id
 */
export async function lockForStep(
  tx: Queryable,
  caseId: string,
  workflowId: string,
  step: number,
): Promise<LockedCase> {
  const { rows } = await tx.query<LockedCase['head'] & Omit<LockedCase, 'head'>>({
    name: 'lock-case',
    text: `select h.seq, h.hash, date_trunc('milliseconds', clock_timestamp()) as now, s.answer, c.handler,
        c.next_deadline as "nextDeadline", c.workflow_id as "mainInstance"
      from archive_head h join enforcement_case c on c.id = h.case_id left join committed_step s on s.workflow_id = $2 and s.step = $3
      where h.case_id = $1 for update of h`,
    values: [caseId, workflowId, step],
  });
  const row = rows[0];
  if (!row) throw new Error(`No case has the id ${caseId}.`);
  const { answer, handler, nextDeadline, mainInstance, ...head } = row;
  return { head, answer, handler, nextDeadline, mainInstance };
}

/** Locks the case without a step: no step of the case is committed until the transaction ends. */
export async function lockCase(tx: Queryable, caseId: string): Promise<void> {
  await tx.query('select from archive_head where case_id = $1 for update', [caseId]);
}

/** The model with which the instance runs; undefined before it has started. */
export async function modelOfInstance(db: Queryable, workflowId: string): Promise<ModelRef | undefined> {
  const { rows } = await db.query<ModelRef>({
    name: 'model-of-instance',
    text: `select i.process_id as "processId", i.version, m.hash
      from process_instance i join process_model m on m.process_id = i.process_id and m.version = i.version
      where i.workflow_id = $1`,
    values: [workflowId],
  });
  return rows[0];
}

/** Inserts or updates the instance's row with its state after the step. */
export function upsertInstance(tx: Queryable, instance: InstanceStep) {
  return tx.query({
    name: 'upsert-instance',
    text: `insert into process_instance (workflow_id, case_id, parent_workflow_id, process_id, version, state, last_step, started_at, ended_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, case $6 when 'active' then null else $8::timestamptz end)
      on conflict (workflow_id) do update set version = excluded.version, state = excluded.state, last_step = excluded.last_step,
        ended_at = excluded.ended_at`,
    values: [
      instance.workflowId,
      instance.caseId,
      instance.parentWorkflowId,
      instance.processId,
      instance.version,
      instance.state,
      instance.step,
      instance.at,
    ],
  });
}

/** Inserts the committed step with its answer; a repetition of the step gets it from `lockForStep`. */
export function insertCommittedStep(tx: Queryable, workflowId: string, step: number, answer: unknown) {
  return tx.query({
    name: 'insert-committed-step',
    text: 'insert into committed_step (workflow_id, step, answer) values ($1, $2, $3)',
    values: [workflowId, step, JSON.stringify(answer)],
  });
}

/** All process instances of a case, in the order in which they started. */
export async function caseInstances(db: Queryable, caseId: string): Promise<ProcessInstance[]> {
  const { rows } = await db.query<ProcessInstance>(
    `select workflow_id as "workflowId", case_id as "caseId", parent_workflow_id as "parentWorkflowId", process_id as "processId",
       version, state, last_step as "lastStep", started_at as "startedAt", ended_at as "endedAt"
     from process_instance where case_id = $1 order by started_at, workflow_id`,
    [caseId],
  );
  return rows;
}
