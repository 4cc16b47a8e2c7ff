// Counts of outstanding work over all courts, for the operators' metrics.
import type { Queryable } from './pool.ts';

export interface Outstanding {
  readonly userTasks: number;
  readonly incidents: number;
  readonly unstartedCases: number;
  readonly undeliveredMessages: number;
}

/** Counts open tasks, open incidents, cases not started and messages not delivered. */
export async function countOutstanding(db: Queryable): Promise<Outstanding> {
  const { rows } = await db.query<Outstanding>(
    `select (select count(*)::int from user_task where state = 'open') as "userTasks",
       (select count(*)::int from incident where resolved_at is null) as incidents,
       (select count(*)::int from enforcement_case where started_at is null and resumed_from is null) as "unstartedCases",
       (select count(*)::int from message where workflow_id is not null and delivered_at is null) as "undeliveredMessages"`,
  );
  return rows[0]!;
}
