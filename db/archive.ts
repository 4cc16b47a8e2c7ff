// The archive: what happened in each case, as a chain in which every record holds the hash of the one before. A change, a gap or a
// cut-off end shows in `verifyChain`.
import { hash as hashOf } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

/** One line as the step brings it; the archive adds its place in the chain. */
export interface NewRecord {
  readonly workflowId: string;
  readonly step: number;
  readonly processId: string;
  readonly processVersion: number;
  readonly elementId: string;
  readonly elementType: string;
  readonly elementKey: number;
  readonly scopeKey: number;
  readonly name: string;
  readonly intent: string;
  readonly actorId: string | null;
  readonly actorRole: string | null;
  readonly legalBasis: readonly string[];
  readonly data: Json;
  /** SHA-256 of the event that caused the step. */
  readonly inputDigest: string;
  readonly legalAt: string;
  readonly legalDate: string;
}

export interface ArchiveRecord extends NewRecord {
  readonly seq: number;
  readonly recordedAt: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** The end of a case's chain, locked for the transaction. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
  /** The database's clock, to the millisecond. */
  readonly now: string;
}

/** SHA-256 over canonical JSON (RFC 8785), in hexadecimal. */
export function digest(value: unknown): string {
  return hashOf('sha256', canonicalize(value) ?? '');
}

/** More in one statement would keep all of it in PostgreSQL's memory at once. */
const recordsInStatement = 1_000;

/**
 * Appends behind the head that the caller has locked; several instances of a case append one after another. What cannot be sealed or written throws
 * before anything is sent, so that the caller's commit does not go out without it.
 */
export function append(tx: Queryable, caseId: string, head: Head, records: readonly NewRecord[]): Promise<unknown> {
  const rows: object[] = [];
  let hash = head.hash;
  for (const record of records) {
    const unsealed = { ...record, seq: head.seq + rows.length + 1, recordedAt: head.now, prevHash: hash };
    hash = seal(caseId, unsealed);
    rows.push(toRow({ ...unsealed, hash }));
  }
  const parts: string[] = [];
  for (let from = 0; from < rows.length; from += recordsInStatement)
    parts.push(JSON.stringify(rows.slice(from, from + recordsInStatement)));
  const moved = { seq: head.seq + rows.length, hash };
  return Promise.all(parts.map((part) => insertRecords(tx, caseId, part, moved)));
}

function insertRecords(tx: Queryable, caseId: string, rows: string, head: Pick<Head, 'seq' | 'hash'>) {
  return tx.query({
    name: 'append-records',
    text: `with head as (update archive_head set seq = $3, hash = $4 where case_id = $1)
      insert into archive_record (case_id, ${columns})
      select $1, ${columns} from json_to_recordset($2::json) as r(
        seq integer, legal_at timestamptz, legal_date date, recorded_at timestamptz, workflow_id text, step integer,
        process_id text, process_version integer, element_id text, element_type text, element_key integer, scope_key integer,
        name text, intent text, actor_id text, actor_role text, legal_basis text[], data jsonb, input_digest text,
        prev_hash text, hash text)`,
    values: [caseId, rows, head.seq, head.hash],
  });
}

/** A case's records from `after` on, in order. */
export async function readTimeline(
  db: Queryable,
  caseId: string,
  { after = 0, limit = 500 }: { after?: number; limit?: number } = {},
): Promise<ArchiveRecord[]> {
  const { rows } = await db.query<ArchiveRecord>(
    `select ${Object.entries(columnOf)
      .map(([name, column]) => `${column} as "${name}"`)
      .join(', ')}
     from archive_record where case_id = $1 and seq > $2 order by seq limit $3`,
    [caseId, after, limit],
  );
  return rows;
}

export type Verification =
  | { readonly ok: true; readonly length: number; readonly hash: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** Recomputes the whole chain of a case; tells the first record that does not hold. */
export async function verifyChain(db: Queryable, caseId: string): Promise<Verification> {
  let seq = 0;
  let hash = '';
  for (;;) {
    const records = await readTimeline(db, caseId, { after: seq });
    for (const record of records) {
      seq += 1;
      const fault = faultIn(caseId, record, seq, hash);
      if (fault) return { ok: false, seq, reason: fault };
      hash = record.hash;
    }
    if (records.length > 0) continue;
    const end = await readEnd(db, caseId);
    if (end.last > seq) continue; // appended meanwhile
    if (end.seq !== seq || end.hash !== hash)
      return {
        ok: false,
        seq: seq + 1,
        reason: `应有 ${end.seq} 条记录，实有 ${seq} 条 / expected ${end.seq} records, found ${seq}`,
      };
    return { ok: true, length: seq, hash };
  }
}

/** The chain's end as its head has it, and the last record there is, at one moment. */
async function readEnd(db: Queryable, caseId: string): Promise<{ seq: number; hash: string; last: number }> {
  const { rows } = await db.query<{ seq: number; hash: string; last: number }>(
    `select seq, hash, (select coalesce(max(seq), 0) from archive_record where case_id = $1) as last
     from archive_head where case_id = $1`,
    [caseId],
  );
  return rows[0] ?? { seq: 0, hash: '', last: 0 };
}

function faultIn(caseId: string, record: ArchiveRecord, seq: number, hash: string): string | undefined {
  if (record.seq !== seq)
    return `应为第 ${seq} 条记录，实为第 ${record.seq} 条 / expected record ${seq}, found ${record.seq}`;
  if (record.prevHash !== hash) return '与上一条记录不相衔接 / does not follow the record before';
  const { hash: sealed, ...unsealed } = record;
  return sealed === seal(caseId, unsealed) ? undefined : '记录被改动 / the record was changed';
}

function seal(caseId: string, record: Omit<ArchiveRecord, 'hash'>): string {
  return digest({ ...record, caseId });
}

const columnOf: { readonly [name in keyof ArchiveRecord]: string } = {
  seq: 'seq',
  legalAt: 'legal_at',
  legalDate: 'legal_date',
  recordedAt: 'recorded_at',
  workflowId: 'workflow_id',
  step: 'step',
  processId: 'process_id',
  processVersion: 'process_version',
  elementId: 'element_id',
  elementType: 'element_type',
  elementKey: 'element_key',
  scopeKey: 'scope_key',
  name: 'name',
  intent: 'intent',
  actorId: 'actor_id',
  actorRole: 'actor_role',
  legalBasis: 'legal_basis',
  data: 'data',
  inputDigest: 'input_digest',
  prevHash: 'prev_hash',
  hash: 'hash',
};
const columns = Object.values(columnOf).join(', ');

function toRow(record: ArchiveRecord): { readonly [column: string]: unknown } {
  return Object.fromEntries(
    Object.entries(columnOf).map(([name, column]) => [column, record[name as keyof ArchiveRecord]]),
  );
}

/** Number of the last record of a case and its hash. */
export async function readHead(
  db: Queryable,
  caseId: string,
): Promise<{ readonly seq: number; readonly hash: string }> {
  const { rows } = await db.query<{ seq: number; hash: string }>(
    'select seq, hash from archive_head where case_id = $1',
    [caseId],
  );
  return rows[0] ?? { seq: 0, hash: '' };
}

export interface ElementCount {
  readonly elementId: string;
  readonly intent: string;
  readonly count: number;
}

/** How often what happened to each element of a process instance. */
export async function countByElement(db: Queryable, workflowId: string): Promise<ElementCount[]> {
  const { rows } = await db.query<ElementCount>(
    `select element_id as "elementId", intent, count(*)::int as count from archive_record
     where workflow_id = $1 group by element_id, intent order by element_id, intent`,
    [workflowId],
  );
  return rows;
}
