// Progress of a training case at its legal time: whether work is still under way, and when the next timer is due.
// Before setting the clock forward a client waits until the case is settled, so that every act has its legal date.

import type { Case } from '../../../db/cases.ts';
import { caseInstances } from '../../../db/instances.ts';
import type { Queryable } from '../../../db/pool.ts';
import { areInstancesStarted, caseProgress } from '../../../db/progress.ts';
import { callerPath } from '../../../protocol/instance-id.ts';
import { type CommittedState, queries } from '../../../protocol/queries.ts';
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
  /** Legal instant of the next timer; null when there is none. */
  readonly nextDue: string | null;
}

interface Instance {
  readonly id: string;
  /** For a moment after a commit it is null or a step behind the archive. */
  readonly state: CommittedState | null;
  readonly lastStep: number;
}
type UpToDate = Instance & { readonly state: CommittedState };
const isUpToDate = ({ state, lastStep }: Instance): boolean => state?.step === lastStep;

export async function standingOf(db: Queryable, { temporal, now }: Services, found: Case): Promise<Standing> {
  const before = await caseProgress(db, found.id);
  const active = (await caseInstances(db, found.id)).filter(({ state }) => state === 'active');
  const instances = await Promise.all(
    active.map(
      async ({ workflowId: id, lastStep }): Promise<Instance> => ({
        id,
        state: await query<CommittedState | null>(temporal, id, queries.state),
        lastStep,
      }),
    ),
  );
  const allStarted = await areInstancesStarted(db, found);
  const after = await caseProgress(db, found.id);
  const legalNow = legalTime(now(), found.clock);
  const upToDate = instances.filter((instance): instance is UpToDate => isUpToDate(instance));
  const dues = upToDate.flatMap(({ state }) => state.timers.map(({ due }) => due)).sort();
  const settled =
    before.underway === 0 &&
    before.steps === after.steps &&
    upToDate.length === instances.length &&
    allStarted &&
    upToDate.every(({ state }) => state.idle && !isWorking(state)) &&
    haveTheirChildren(upToDate) &&
    (dues[0] === undefined || dues[0] >= legalNow);
  return { legalNow, settled, steps: after.steps, nextDue: dues[0] ?? null };
}

/** True when a job is running. A failed job is not: it waits for a person. */
function isWorking({ open, incidents }: CommittedState): boolean {
  return open.some(({ awaits, key }) => awaits === 'job' && !incidents.some((incident) => incident.key === key));
}

/**
 * True when every called process is running and no canceled call still is. Processes that a message or a signal started
 * (`…/<n>`) have no caller and do not count.
 */
function haveTheirChildren(instances: readonly UpToDate[]): boolean {
  const called = instances.flatMap(({ id, state }) =>
    state.open.flatMap(({ callId }) => (callId === undefined ? [] : [callerPath(`${id}/${callId}`)])),
  );
  const running = instances
    .map(({ id }) => callerPath(id))
    .filter((id) => !/\/\d+$/.test(id) && instances.some((parent) => id.startsWith(`${callerPath(parent.id)}/`)));
  return called.sort().join() === running.sort().join();
}
