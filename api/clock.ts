// Legal time and date as the API's routes need them.
import { legalTime } from '../db/legal-time.ts';
import { dateOfInstant } from '../engine/index.ts';
import type { TrainingClock } from '../workflows/contract.ts';

export { legalTime };

/** The date in Asia/Shanghai. */
export const legalDate = (now: Date, clock?: TrainingClock | null): string =>
  dateOfInstant(Date.parse(legalTime(now, clock)));
