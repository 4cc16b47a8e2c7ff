// Computes the hash chain of a case's records: each record contains the hash of the record before, so that a change or
// a gap is detected. Pure.
import type { ArchiveRecord, NewRecord } from '../db/archive.ts';
import { type Bilingual, inBoth } from '../engine/catalogue.ts';
import { digest } from '../protocol/digest.ts';
import { say } from './messages.ts';

/** The last record of a chain; number 0 and an empty hash for a chain without records. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Adds number, record time and hashes to the records, which follow `end` in the order given.
 * @param recordedAt the database's clock, to the millisecond
 */
export function link(
  caseId: string,
  end: ChainEnd,
  recordedAt: string,
  records: readonly NewRecord[],
): readonly ArchiveRecord[] {
  let prevHash = end.hash;
  return records.map((record, index) => {
    const unsealed = { ...record, seq: end.seq + index + 1, recordedAt, prevHash };
    prevHash = hashOf(caseId, unsealed);
    return { ...unsealed, hash: prevHash };
  });
}

export interface Fault {
  /** Expected number of the first faulty record. */
  readonly seq: number;
  /** In both languages. */
  readonly reason: string;
}

/** Checks the records that follow `end`; returns the new end or the first fault. */
export function follow(caseId: string, end: ChainEnd, records: readonly ArchiveRecord[]): ChainEnd | Fault {
  let last = end;
  for (const record of records) {
    const reason = faultIn(caseId, record, last);
    if (reason !== undefined) return { seq: last.seq + 1, reason: inBoth(reason) };
    last = { seq: record.seq, hash: record.hash };
  }
  return last;
}

function faultIn(caseId: string, record: ArchiveRecord, before: ChainEnd): Bilingual | undefined {
  const seq = before.seq + 1;
  if (record.seq !== seq) return say('archive.order', { expected: seq, found: record.seq });
  if (record.prevHash !== before.hash) return say('archive.link');
  const { hash, ...unsealed } = record;
  return hash === hashOf(caseId, unsealed) ? undefined : say('archive.changed');
}

/** The hash covers the case id, so that a record cannot be moved to another case. */
function hashOf(caseId: string, record: Omit<ArchiveRecord, 'hash'>): string {
  return digest({ ...record, caseId });
}
