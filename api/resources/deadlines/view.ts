// The deadlines of a case in the API's answers: each with its last day.
import type { Case } from '../../../db/cases.ts';
import { caseDeadlines, type Deadline } from '../../../db/deadlines.ts';
import type { Queryable } from '../../../db/pool.ts';
import { lastDayOf } from '../../../engine/calendar.ts';
import { legalTime } from '../../clock.ts';

export interface DeadlineView extends Deadline {
  /** Last day of the period. */
  readonly dueOn: string;
}

export async function deadlinesView(db: Queryable, { id, clock }: Case, now: Date): Promise<DeadlineView[]> {
  const deadlines = await caseDeadlines(db, id, legalTime(now, clock));
  return deadlines.map((deadline) => ({ ...deadline, dueOn: lastDayOf(deadline.due) }));
}
