// Changes of a case's row in the register (table `enforcement_case`) while the case runs. Filing and finding cases:
// cases.ts.
import type { Queryable } from './pool.ts';

/** Accepts a case whose status is `filed`; changes nothing in any other status. */
export async function acceptCase(tx: Queryable, id: string): Promise<void> {
  await tx.query(`update enforcement_case set status = 'accepted' where id = $1 and status = 'filed'`, [id]);
}

/**
 * Closes the case with the way `applicationRejected`.
 * @param closedOn legal date
 */
export async function rejectCase(tx: Queryable, id: string, closedOn: string): Promise<void> {
  await tx.query(
    `update enforcement_case set status = 'rejected', closing_way = 'applicationRejected', closed_on = $2 where id = $1`,
    [id, closedOn],
  );
}

/**
 * Assigns the case to a user.
 * @param handler id of the user who handles the case from now on
 */
export async function assignCase(tx: Queryable, id: string, handler: string): Promise<void> {
  await tx.query('update enforcement_case set handler = $2 where id = $1', [id, handler]);
}

/** Closes the case. Returns false, and changes nothing, when it is closed already. */
export async function closeCase(
  tx: Queryable,
  id: string,
  { status, way, closedOn }: { readonly status: string; readonly way: string; readonly closedOn: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update enforcement_case set status = $2, closing_way = $3, closed_on = $4 where id = $1 and closed_on is null',
    [id, status, way, closedOn],
  );
  return rowCount !== 0;
}

/**
 * Marks the case as canceled when the instance is the case's own procedure. A case that is closed already keeps its
 * closing way.
 */
export function markCancelled(tx: Queryable, id: string, workflowId: string) {
  return tx.query(
    `update enforcement_case set status = 'cancelled' where id = $1 and workflow_id = $2 and closed_on is null`,
    [id, workflowId],
  );
}

/** Sets the stage; writes nothing when the case is in that stage already. */
export function setStage(tx: Queryable, id: string, stage: string) {
  return tx.query('update enforcement_case set stage = $2 where id = $1 and stage is distinct from $2', [id, stage]);
}
