// Legal time outside the workflow: in training a case's own clock runs faster (workflows/contract.ts, TrainingClock).
import type { TrainingClock } from '../workflows/contract.ts';

const secondsOfDay = 86_400;

export function legalTime(now: Date, clock?: TrainingClock | null): string {
  if (!clock) return now.toISOString();
  const elapsed = (now.getTime() - Date.parse(clock.realStart)) * (secondsOfDay / clock.secondsPerDay);
  return new Date(Date.parse(clock.legalStart) + elapsed).toISOString();
}
