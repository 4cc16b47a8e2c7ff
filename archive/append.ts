// Appends the records of a step to the chain of their case.
import { type Head, insertRecords, type NewRecord } from '../db/archive.ts';
import type { Queryable } from '../db/pool.ts';
import { link } from './chain.ts';

/**
 * Appends records behind the head, which the caller has locked, so that the instances of a case append one after
 * another.
 * @throws Error for a record that cannot be hashed or written as JSON; before anything is sent, so that the caller's
 * commit is not sent without it
 */
export function append(tx: Queryable, caseId: string, head: Head, records: readonly NewRecord[]): Promise<unknown> {
  return insertRecords(tx, caseId, link(caseId, head, head.now, records), head);
}
