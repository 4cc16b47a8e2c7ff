// Two clocks: legal time is what the engine sees; Temporal's time is what timers wait by. In training one runs faster.
import type { TrainingClock } from './contract.ts';

const dayMs = 86_400_000;

/** Temporal's own time: in the workflow sandbox `Date` is deterministic and replays. */
export function temporalNow(): number {
  const { Date: sandboxClock } = globalThis;
  return sandboxClock.now();
}

/** Legal instant (UTC, ISO 8601) at one of Temporal's instants (milliseconds). */
export function legalTime(realMs: number, clock: TrainingClock | undefined): string {
  if (!clock) return new Date(realMs).toISOString();
  const elapsed = (realMs - Date.parse(clock.realStart)) * (dayMs / 1000 / clock.secondsPerDay);
  return new Date(Date.parse(clock.legalStart) + elapsed).toISOString();
}

/** How long Temporal waits from its `nowMs` until the legal instant, rounded up so that it never wakes early; 0 when it has come. */
export function waitUntil(due: string, nowMs: number, clock: TrainingClock | undefined): number {
  const legalMs = Date.parse(due);
  const dueMs = clock
    ? Date.parse(clock.realStart) + (legalMs - Date.parse(clock.legalStart)) * ((clock.secondsPerDay * 1000) / dayMs)
    : legalMs;
  return Math.max(0, Math.ceil(dueMs - nowMs));
}
