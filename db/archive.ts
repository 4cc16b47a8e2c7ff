// Reads and inserts archive records (tables `archive_record` and `archive_head`). archive/ computes their hash chain.
import type { Json } from '../engine/event.ts';
import { type Page, pageOf, placeIn } from './page.ts';
import type { Queryable } from './pool.ts';

/** A record as a step produces it; archive/chain.ts adds number, record time and hashes. */
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
  /** Legal time (UTC instant). */
  readonly legalAt: string;
  /** Legal date in Asia/Shanghai. */
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

/** Limits the memory that PostgreSQL needs for one statement. */
const recordsInStatement = 1_000;

/**
 * Inserts records that follow the head, and moves the head to the last of them. Throws before it sends anything when a
 * record cannot be written as JSON.
 * @param head locked by the caller
 */
export function insertRecords(
  tx: Queryable,
  caseId: string,
  records: readonly ArchiveRecord[],
  head: Pick<Head, 'seq' | 'hash'>,
): Promise<unknown> {
  const moved = records.at(-1) ?? head;
  const parts: string[] = [];
  for (let from = 0; from < records.length; from += recordsInStatement)
    parts.push(JSON.stringify(records.slice(from, from + recordsInStatement).map(toRow)));
  return Promise.all(parts.map((part) => insertPart(tx, caseId, part, moved)));
}

function insertPart(tx: Queryable, caseId: string, rows: string, head: Pick<Head, 'seq' | 'hash'>) {
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

/** At most `limit` records of a case whose number is greater than `after`, in order. */
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

/** A page of a case's records in order, from the record with the number `from` on. */
export async function timelinePage(
  db: Queryable,
  caseId: string,
  { from = 1, after, pageSize }: { readonly from?: number; readonly after?: string; readonly pageSize: number },
): Promise<Page<ArchiveRecord>> {
  const [last = 0] = placeIn(after) as readonly number[];
  const records = await readTimeline(db, caseId, { after: Math.max(last, from - 1), limit: pageSize + 1 });
  return pageOf(records, pageSize, ({ seq }) => [seq]);
}

/** The head of the case's chain and the number of its last record, read in one statement. */
export async function readEnd(
  db: Queryable,
  caseId: string,
): Promise<{ readonly seq: number; readonly hash: string; readonly last: number }> {
  const { rows } = await db.query<{ seq: number; hash: string; last: number }>(
    `select seq, hash, (select coalesce(max(seq), 0) from archive_record where case_id = $1) as last
     from archive_head where case_id = $1`,
    [caseId],
  );
  return rows[0] ?? { seq: 0, hash: '', last: 0 };
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

/** Number and hash of a case's last record; 0 and '' when it has none. */
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

/** Counts the records of a process instance by element and intent. */
export async function countByElement(db: Queryable, workflowId: string): Promise<ElementCount[]> {
  const { rows } = await db.query<ElementCount>(
    `select element_id as "elementId", intent, count(*)::int as count from archive_record
     where workflow_id = $1 group by element_id, intent order by element_id, intent`,
    [workflowId],
  );
  return rows;
}
