// A training case whose legal day takes ten real seconds.
import type { TrainingClock } from '../../../protocol/legal-time.ts';
import type { Standing } from './standing.ts';

export const clockExample: TrainingClock = {
  legalStart: '2026-03-02T01:00:00.000Z',
  realStart: '2026-12-01T07:34:21.236Z',
  secondsPerDay: 10,
};

export const standingExample: Standing = {
  legalNow: '2026-03-05T01:00:01.387Z',
  settled: true,
  steps: 9,
  nextDue: '2026-03-12T16:00:00.000Z',
};

export const forwardExample = { legalNow: '2026-03-12T16:00:01.000Z' } as const;
