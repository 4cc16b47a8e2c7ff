// How a training case stands in time: whether anything is still on its way, and when the next thing falls due. Who sets its clock
// forward waits until it is settled, so that every act keeps its legal date.
import type { Case } from '../db/cases.ts';
import { caseInstances } from '../db/instances.ts';
import { areInstancesStarted, caseProgress } from '../db/progress.ts';
import { type CommittedState, queries } from '../protocol/queries.ts';
import { legalTime } from './clock.ts';
import type { Services } from './services.ts';
import { query } from './temporal.ts';

export interface Standing {
  readonly legalNow: string;
  /** It waits for nothing but time, people and agencies: no job runs, no child and no message is on its way. */
  readonly settled: boolean;
  /** Stored steps of all its process instances. Whoever reads several cases reads them twice: settled both times, and no step between. */
  readonly steps: number;
  /** The next timer's legal instant; null when none runs. */
  readonly nextDue: string | null;
}

interface Instance {
  readonly id: string;
  /** Null, or a step behind the archive's, for a moment after a step. */
  readonly state: CommittedState | null;
  readonly lastStep: number;
}
type Stored = Instance & { readonly state: CommittedState };
const isStored = ({ state, lastStep }: Instance): boolean => state?.step === lastStep;

export async function standingOf({ pool, temporal, now }: Services, found: Case): Promise<Standing> {
  const before = await caseProgress(pool, found.id);
  const active = (await caseInstances(pool, found.id)).filter(({ state }) => state === 'active');
  const instances = await Promise.all(
    active.map(
      async ({ workflowId: id, lastStep }): Promise<Instance> => ({
        id,
        state: await query<CommittedState | null>(temporal, id, queries.state),
        lastStep,
      }),
    ),
  );
  const allStarted = await areInstancesStarted(pool, found);
  const after = await caseProgress(pool, found.id);
  const legalNow = legalTime(now(), found.clock);
  const stored = instances.filter((instance): instance is Stored => isStored(instance));
  const dues = stored.flatMap(({ state }) => state.timers.map(({ due }) => due)).sort();
  const settled =
    before.underway === 0 &&
    before.steps === after.steps &&
    stored.length === instances.length &&
    allStarted &&
    stored.every(({ state }) => state.idle && !isWorking(state)) &&
    haveTheirChildren(stored) &&
    (dues[0] === undefined || dues[0] >= legalNow);
  return { legalNow, settled, steps: after.steps, nextDue: dues[0] ?? null };
}

/** A job runs, and has not failed: that one waits for a person. */
function isWorking({ open, incidents }: CommittedState): boolean {
  return open.some(({ awaits, key }) => awaits === 'job' && !incidents.some((incident) => incident.key === key));
}

/** Every called process runs, and nothing that was called off still does. What a message or a signal began (`…/<n>`) nobody called. */
function haveTheirChildren(instances: readonly Stored[]): boolean {
  const called = instances.flatMap(({ id, state }) =>
    state.open.flatMap(({ callId }) => (callId === undefined ? [] : [`${id}/${callId}`])),
  );
  const running = instances
    .map(({ id }) => id)
    .filter((id) => !/\/\d+$/.test(id) && instances.some((parent) => id.startsWith(`${parent.id}/`)));
  return called.sort().join() === running.sort().join();
}
