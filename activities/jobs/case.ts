// Jobs for the case's row in the register: accept, reject, assign, close.
import * as register from '../../db/case-status.ts';
import { listed } from '../../engine/catalogue.ts';
import { JobError, JobFailure, type JobHandler } from './job.ts';
import { say } from './messages.ts';

/** The closing ways of a case (EWR#64) and the status after each. */
const statusAfter: { readonly [way: string]: string } = {
  fullyPerformed: 'closed',
  roundTermination: 'round_terminated',
  ended: 'closed',
  withdrawn: 'withdrawn',
  enforcementRefused: 'closed',
  applicationRejected: 'rejected',
};

/** Accepts the case. Out: `accepted` true, `acceptedOn` (legal date). */
export const acceptCase: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  await register.acceptCase(tx, caseId);
  return { accepted: true, acceptedOn: legalDate };
};

/** Closes the case with the way `applicationRejected`. Out: `accepted` false. */
export const rejectCase: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  await register.rejectCase(tx, caseId, legalDate);
  return { accepted: false };
};

/** Assigns the case to a user. In: `handler` (user id). Out: `handler`. */
export const assignCase: JobHandler = async (variables, { tx, caseId }) => {
  const handler = variables['handler'];
  if (typeof handler !== 'string' || handler === '') throw new JobFailure(say('case.noHandler'));
  await register.assignCase(tx, caseId, handler);
  return { handler };
};

/**
 * Closes the case. In: `way` (EWR#64), `closedOn` (legal date; today when absent). Out: `closedOn`.
 * @throws JobError `already-closed` when the case is closed already
 */
export const closeCase: JobHandler = async (variables, { tx, caseId, legalDate }) => {
  const way = String(variables['way']);
  const status = statusAfter[way];
  if (!status) throw new JobFailure(say('case.noWay', { ways: listed(Object.keys(statusAfter)), found: way }));
  const closedOn = String(variables['closedOn'] ?? legalDate);
  const isClosedNow = await register.closeCase(tx, caseId, { status, way, closedOn });
  if (!isClosedNow) throw new JobError('already-closed', say('case.closed'));
  return { closedOn };
};
