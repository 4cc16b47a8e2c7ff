// The workflow's clocks: Temporal's time, and the legal time that the engine sees.
import { legalTime } from '../protocol/legal-time.ts';
import type { StartInput } from '../protocol/start.ts';

/** Temporal's own time in milliseconds: in the workflow sandbox `Date` is deterministic and replays. */
export function temporalNow(): number {
  const { Date: sandboxClock } = globalThis;
  return sandboxClock.now();
}

/** Legal time now (UTC, ISO 8601). */
export const legalNow = ({ clock }: Pick<StartInput, 'clock'>): string => legalTime(temporalNow(), clock);
