// Sets a training case's clock forward: first in the register, then in every running instance.
import { type Case, setClock } from '../../../db/cases.ts';
import { caseInstances } from '../../../db/instances.ts';
import type { Queryable } from '../../../db/pool.ts';
import { workflowOf } from '../../../protocol/instance-id.ts';
import type { TrainingClock } from '../../../protocol/legal-time.ts';
import { legalTime } from '../../clock.ts';
import { say } from '../../problems/messages.ts';
import { Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { signalClock } from '../../temporal.ts';

export async function setForward(
  db: Queryable,
  { temporal, now }: Services,
  { id, number, clock }: Case,
  legalStart: string,
): Promise<TrainingClock> {
  if (!clock) throw new Problem('REFUSED', say('clock.none', { number }));
  const real = now();
  const legalNow = legalTime(real, clock);
  if (legalStart < legalNow) throw new Problem('REFUSED', say('clock.backward', { number, now: legalNow }));
  const forward: TrainingClock = { ...clock, legalStart, realStart: real.toISOString() };
  await setClock(db, id, forward);
  const running = (await caseInstances(db, id)).filter(({ state }) => state === 'active');
  const workflows = new Set(running.map(({ workflowId }) => workflowOf(workflowId)));
  await Promise.all([...workflows].map((workflowId) => signalClock(temporal, workflowId, forward)));
  return forward;
}
