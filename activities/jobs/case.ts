// The case's row in the register: accepted, rejected, assigned, closed.
import { JobError, type JobHandler } from './job.ts';

/** EWR#64: the ways to end a case, and the status each leaves behind. */
const closed: { readonly [way: string]: string } = {
  fullyPerformed: 'closed',
  roundTermination: 'round_terminated',
  ended: 'closed',
  withdrawn: 'withdrawn',
  enforcementRefused: 'closed',
  applicationRejected: 'rejected',
};

/** Out: `accepted` true, `acceptedOn`. */
export const acceptCase: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  await tx.query(`update enforcement_case set status = 'accepted' where id = $1 and status = 'filed'`, [caseId]);
  return { accepted: true, acceptedOn: legalDate };
};

/** Out: `accepted` false. The case is closed as an application rejected. */
export const rejectCase: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  await tx.query(
    `update enforcement_case set status = 'rejected', closing_way = 'applicationRejected', closed_on = $2 where id = $1`,
    [caseId, legalDate],
  );
  return { accepted: false };
};

/** In: `handler`. */
export const assignCase: JobHandler = async (variables, { tx, caseId }) => {
  const handler = variables['handler'];
  if (typeof handler !== 'string' || handler === '')
    throw new Error("Expected 'handler' (who takes the case) in the job's variables.");
  await tx.query('update enforcement_case set handler = $2 where id = $1', [caseId, handler]);
  return { handler };
};

/** In: `way` (EWR#64), `closedOn` (today when absent). A case is closed once: throws the BPMN error `already-closed` after that. */
export const closeCase: JobHandler = async (variables, { tx, caseId, legalDate }) => {
  const way = String(variables['way']);
  const status = closed[way];
  if (!status) throw new Error(`Expected 'way' to be one of ${Object.keys(closed).join(', ')}; found '${way}'.`);
  const closedOn = String(variables['closedOn'] ?? legalDate);
  const { rowCount } = await tx.query(
    'update enforcement_case set status = $2, closing_way = $3, closed_on = $4 where id = $1 and closed_on is null',
    [caseId, status, way, closedOn],
  );
  if (rowCount === 0) throw new JobError('already-closed', 'The case is closed already.');
  return { closedOn };
};
