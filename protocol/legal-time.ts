// Two clocks: legal time is the time that the engine sees; Temporal's time drives the timers. In training the first
// runs faster than the second.

/**
 * Maps Temporal's time to legal time; without it both are the same. Only training deployments and tests have one. It
 * can be set forward (signal `setClock`).
 */
export interface TrainingClock {
  /** Legal instant at which the mapping starts (UTC, ISO 8601). */
  readonly legalStart: string;
  /** Temporal's instant that corresponds to it (UTC, ISO 8601). */
  readonly realStart: string;
  /** Real seconds per legal day; 86400 is real speed. */
  readonly secondsPerDay: number;
}

const dayMs = 86_400_000;

/** Legal instant (UTC, ISO 8601) at a real instant (a date, or milliseconds). */
export function legalTime(now: Date | number, clock?: TrainingClock | null): string {
  const realMs = Number(now);
  if (!clock) return new Date(realMs).toISOString();
  const elapsed = (realMs - Date.parse(clock.realStart)) * (dayMs / 1000 / clock.secondsPerDay);
  return new Date(Date.parse(clock.legalStart) + elapsed).toISOString();
}

/**
 * Real milliseconds from the real instant `nowMs` to the legal instant `due`, rounded up so that no timer fires early;
 * 0 if it has passed.
 */
export function waitUntil(due: string, nowMs: number, clock: TrainingClock | undefined): number {
  const legalMs = Date.parse(due);
  const dueMs = clock
    ? Date.parse(clock.realStart) + (legalMs - Date.parse(clock.legalStart)) * ((clock.secondsPerDay * 1000) / dayMs)
    : legalMs;
  return Math.max(0, Math.ceil(dueMs - nowMs));
}
