// Finds the process instance for an operation, and suspends or resumes all instances of a case.
import type { Case } from '../../../db/cases.ts';
import { caseInstances, type ProcessInstance } from '../../../db/instances.ts';
import { newestModel, readGraph } from '../../../db/models.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Actor } from '../../../engine/event.ts';
import { type CommittedState, queries } from '../../../protocol/queries.ts';
import { updates } from '../../../protocol/updates.ts';
import { say } from '../../problems/messages.ts';
import { notFound, Problem } from '../../problems/problem.ts';
import { query, type Temporal, update } from '../../temporal.ts';

/** Suspends or resumes all active instances of a case; skips those that are in that state already. */
export async function setSuspended(
  db: Queryable,
  temporal: Temporal,
  found: Case,
  isWanted: boolean,
  act: { readonly actor: Actor; readonly commandId: string; readonly reason: string },
): Promise<void> {
  const active = (await caseInstances(db, found.id)).filter(({ state }) => state === 'active');
  if (active.length === 0) throw nothingRuns(found);
  for (const { workflowId } of active) {
    const state = await query<CommittedState | null>(temporal, workflowId, queries.state);
    if ((state?.suspendedSince !== undefined) === isWanted) continue;
    await update(temporal, workflowId, isWanted ? updates.suspend : updates.resume, act);
  }
}

/** The named instance of the case, or the case's own procedure when none is named. */
export async function instanceOf(db: Queryable, found: Case, named?: string): Promise<ProcessInstance> {
  const workflowId = named ?? found.workflowId;
  const of = (await caseInstances(db, found.id)).find((one) => one.workflowId === workflowId);
  if (!of) throw notFound('instance', workflowId);
  return of;
}

/**
 * The target of a migration: the given version, or the newest.
 * @throws Problem NOT_FOUND for an unknown version, REFUSED for the current one
 */
export async function targetOf(db: Queryable, { processId, version: running }: ProcessInstance, version?: number) {
  const wanted = version ?? (await newestModel(db, processId))?.version ?? running;
  const target = await readGraph(db, { processId, version: wanted });
  if (!target) throw notFound('modelVersion', `${processId} ${wanted}`);
  if (wanted === running) throw new Problem('REFUSED', say('case.sameVersion', { version: running }));
  return { processId, version: wanted, hash: target.hash };
}

export const nothingRuns = ({ number }: Case) => new Problem('ENDED', say('case.nothingRuns', { number }));
