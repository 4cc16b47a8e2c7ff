// Progress of a training case at its legal time: whether work is still under way, and when the next timer is due.
// Before setting the clock forward a client waits until the case is settled, so that every act has its legal date.

import type { Case } from '../../../db/cases.ts';
import { caseInstances } from '../../../db/instances.ts';
import type { Queryable } from '../../../db/pool.ts';
import { areInstancesStarted, caseProgress } from '../../../db/progress.ts';
import { callerPath, workflowOf } from '../../../protocol/instance-id.ts';
import { type HostProgress, type InstanceProgress, queries } from '../../../protocol/queries.ts';
import { legalTime } from '../../clock.ts';
import type { Services } from '../../services.ts';
import { query } from '../../temporal.ts';

export interface Standing {
  readonly legalNow: string;
  /** True when the case waits only for time, people and agencies: no job, child or message is under way. */
  readonly settled: boolean;
  /**
   * Number of committed steps of all process instances. A client that reads several cases reads them twice: all are
   * settled when both readings say so with the same number of steps.
   */
  readonly steps: number;
  /** Legal instant of the next timer; null when there is none, and may be null while work is under way. */
  readonly nextDue: string | null;
}

export async function standingOf(db: Queryable, { temporal, now }: Services, found: Case): Promise<Standing> {
  const before = await caseProgress(db, found.id);
  const legalNow = legalTime(now(), found.clock);
  // Each further question costs more, so the first that finds work under way is the last.
  const underway: Standing = { legalNow, settled: false, steps: before.steps, nextDue: null };
  if (before.underway > 0) return underway;
  const active = (await caseInstances(db, found.id)).filter(({ state }) => state === 'active');
  const workflows = [...new Set(active.map(({ workflowId }) => workflowOf(workflowId)))];
  const hosts = await Promise.all(workflows.map((id) => query<HostProgress>(temporal, id, queries.progress)));
  const instances = hosts.flatMap((host) => host.instances);
  // For a moment after a commit an instance is a step behind the archive, or not there yet.
  const upToDate = active.flatMap(
    ({ workflowId, lastStep }) => instances.find(({ id, step }) => id === workflowId && step === lastStep) ?? [],
  );
  const nextDue = upToDate.flatMap(({ due }) => due ?? []).sort()[0] ?? null;
  const isWaiting =
    upToDate.length === active.length &&
    hosts.every(({ idle }) => idle) &&
    !upToDate.some(({ isWorking }) => isWorking) &&
    haveTheirChildren(upToDate) &&
    (nextDue === null || nextDue >= legalNow);
  if (!isWaiting || !(await areInstancesStarted(db, found))) return { ...underway, nextDue };
  const after = await caseProgress(db, found.id);
  return { legalNow, settled: before.steps === after.steps, steps: after.steps, nextDue };
}

/**
 * True when every called process is running and no canceled call still is. Processes that a message or a signal started
 * (`…/<n>`) have no caller and do not count.
 */
function haveTheirChildren(instances: readonly InstanceProgress[]): boolean {
  const called = instances.flatMap(({ id, calls }) => calls.map((callId) => callerPath(`${id}/${callId}`)));
  const running = instances
    .map(({ id }) => callerPath(id))
    .filter((id) => !/\/\d+$/.test(id) && instances.some((parent) => id.startsWith(`${callerPath(parent.id)}/`)));
  return called.sort().join() === running.sort().join();
}
