// Legal time and date as the API's routes need them.

import { dateOfInstant } from '../engine/index.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import { legalTime } from '../protocol/legal-time.ts';

export { legalTime };

/** The date in Asia/Shanghai. */
export const legalDate = (now: Date, clock?: TrainingClock | null): string =>
  dateOfInstant(Date.parse(legalTime(now, clock)));
