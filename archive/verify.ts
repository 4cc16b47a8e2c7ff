// Verifies that the archive of a case is complete and unchanged: computes its chain again and compares the end with the
// head.
import { readEnd, readTimeline } from '../db/archive.ts';
import type { Queryable } from '../db/pool.ts';
import { inBoth } from '../engine/catalogue.ts';
import { type ChainEnd, follow } from './chain.ts';
import { say } from './messages.ts';

export type Verification =
  | { readonly ok: true; readonly length: number; readonly hash: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/**
 * Verifies all records of a case and returns the first fault, if any. Records that are appended meanwhile are verified
 * too.
 */
export async function verifyChain(db: Queryable, caseId: string): Promise<Verification> {
  let end: ChainEnd = { seq: 0, hash: '' };
  for (;;) {
    const records = await readTimeline(db, caseId, { after: end.seq });
    const next = follow(caseId, end, records);
    if ('reason' in next) return { ok: false, ...next };
    end = next;
    if (records.length > 0) continue;
    const head = await readEnd(db, caseId);
    if (head.last > end.seq) continue; // appended meanwhile
    if (head.seq !== end.seq || head.hash !== end.hash)
      return {
        ok: false,
        seq: end.seq + 1,
        reason: inBoth(say('archive.length', { expected: head.seq, found: end.seq })),
      };
    return { ok: true, length: end.seq, hash: end.hash };
  }
}
