// Appends the records of a step to their case's chain.
import { type Head, insertRecords, type NewRecord } from '../db/archive.ts';
import type { Queryable } from '../db/pool.ts';
import { link } from './chain.ts';

/**
 * Appends behind the head that the caller has locked; several instances of a case append one after another. A record
 * that cannot be hashed or written throws before anything is sent, so that the caller's commit does not go out without
 * it.
 */
export function append(tx: Queryable, caseId: string, head: Head, records: readonly NewRecord[]): Promise<unknown> {
  return insertRecords(tx, caseId, link(caseId, head, head.now, records), head);
}
