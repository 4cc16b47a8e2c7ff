// The case register (执行案件; table `enforcement_case`): cases are filed once, numbered by court, year and case type, and
// found by id or number. Changes while a case runs: case-status.ts.

import type { Actor, Json } from '../engine/event.ts';
import { caseNumber } from '../law/case-number.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import { type Page, pageOf, placeIn, sampleSize } from './page.ts';
import { insertParties, type NewParty } from './parties.ts';
import type { Queryable } from './pool.ts';

export interface NewCase {
  readonly id: string;
  /** Id that the sender chose: filing the same id twice gives the same case. */
  readonly externalId?: string;
  readonly courtCode: string;
  /** 执, 执恢 … */
  readonly caseType: string;
  readonly filedOn: string;
  readonly claimFen: bigint;
  /** As filed. */
  readonly application: Json;
  /** The process that runs the case; its workflow id is `<process id>/<case number>`. */
  readonly processId: string;
  readonly resumedFrom?: string;
  readonly clock?: TrainingClock;
  /** The user who entered it. */
  readonly filedBy?: Actor;
  readonly parties: readonly NewParty[];
}

export interface Case {
  readonly id: string;
  readonly externalId: string | null;
  readonly number: string;
  readonly courtCode: string;
  readonly courtName: string;
  readonly resumedFrom: string | null;
  readonly filedOn: string;
  readonly status: 'filed' | 'accepted' | 'rejected' | 'round_terminated' | 'closed' | 'withdrawn' | 'cancelled';
  readonly closingWay: string | null;
  readonly closedOn: string | null;
  readonly stage: string | null;
  readonly handler: string | null;
  readonly claimFen: bigint;
  readonly application: Json;
  readonly workflowId: string;
  readonly clock: TrainingClock | null;
  readonly filedBy: Actor | null;
  readonly startedAt: string | null;
  readonly recordedAt: string;
}

const columns = `c.id, c.external_id as "externalId", c.number, c.court_code as "courtCode", court.name as "courtName",
  c.resumed_from as "resumedFrom", c.filed_on as "filedOn", c.status, c.closing_way as "closingWay", c.closed_on as "closedOn",
  c.stage, c.handler, c.claim_fen as "claimFen", c.application, c.workflow_id as "workflowId", c.clock, c.filed_by as "filedBy",
  c.started_at as "startedAt", c.recorded_at as "recordedAt"`;
const select = `select ${columns} from enforcement_case c join court on court.code = c.court_code`;

/**
 * Inserts the case and its parties; call it in a transaction. `isNew` is false, and nothing is written, when the court
 * has a case with that external id.
 */
export async function insertCase(
  tx: Queryable,
  filed: NewCase,
): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const known =
    filed.externalId === undefined ? undefined : await lockExternalId(tx, filed.courtCode, filed.externalId);
  if (known) return { case: known, isNew: false };
  const number = await nextNumber(tx, filed);
  await tx.query(
    `insert into enforcement_case (id, external_id, number, court_code, resumed_from, filed_on, claim_fen, application, workflow_id, clock, filed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      filed.id,
      filed.externalId ?? null,
      number,
      filed.courtCode,
      filed.resumedFrom ?? null,
      filed.filedOn,
      filed.claimFen,
      JSON.stringify(filed.application),
      `${filed.processId}/${number}`,
      filed.clock ? JSON.stringify(filed.clock) : null,
      filed.filedBy ? JSON.stringify(filed.filedBy) : null,
    ],
  );
  await insertParties(tx, filed.id, filed.parties);
  return { case: (await readCase(tx, filed.id))!, isNew: true };
}

/**
 * Of two simultaneous requests with the same external id, the second waits here and then finds the first one's case.
 */
async function lockExternalId(tx: Queryable, courtCode: string, externalId: string): Promise<Case | undefined> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('case ' || $1 || ' ' || $2, 0))`, [
    courtCode,
    externalId,
  ]);
  const { rows } = await tx.query<Case>(`${select} where c.court_code = $1 and c.external_id = $2`, [
    courtCode,
    externalId,
  ]);
  return rows[0];
}

/**
 * Returns the next number, such as `(2026)冀0102执1号`. The sequence's row stays locked until the transaction ends, so
 * that no number is skipped.
 */
async function nextNumber(tx: Queryable, { courtCode, caseType, filedOn }: NewCase): Promise<string> {
  const year = Number(filedOn.slice(0, 4));
  const { rows } = await tx.query<{ last: number }>(
    `insert into case_number_sequence (court_code, year, case_type, last) values ($1, $2, $3, 1)
     on conflict (court_code, year, case_type) do update set last = case_number_sequence.last + 1 returning last`,
    [courtCode, year, caseType],
  );
  return caseNumber(year, courtCode, caseType, rows[0]!.last);
}

/** The case; undefined when none has the id. */
export async function readCase(db: Queryable, id: string): Promise<Case | undefined> {
  const { rows } = await db.query<Case>(`${select} where c.id = $1`, [id]);
  return rows[0];
}

/**
 * The case; undefined when none has the number.
 * @param number such as `(2026)冀0102执1号`
 */
export async function readCaseByNumber(db: Queryable, number: string): Promise<Case | undefined> {
  const { rows } = await db.query<Case>(`${select} where c.number = $1`, [number]);
  return rows[0];
}

export interface CaseFilter {
  /** Only cases of these courts; an empty list selects no case. */
  readonly courts?: readonly string[];
  /** Only these cases, by id or number. */
  readonly cases?: readonly string[];
  readonly status?: Case['status'];
  readonly stage?: string;
  readonly handler?: string;
  readonly number?: string;
  /** Part of a party's name. */
  readonly party?: string;
  readonly filedFrom?: string;
  readonly filedTo?: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/**
 * One page of cases, the newest first. Each court's newest cases are read from its own part of the index, so a list
 * without other filters takes the same time however many cases the register has.
 */
export async function listCases(db: Queryable, filter: CaseFilter): Promise<Page<Case>> {
  const limit = filter.limit ?? 50;
  const [filedOn = null, id = null] = placeIn(filter.after);
  const wanted = filter.courts ? 'unnest($1::text[]) as wanted (code)' : '(select where $1::text[] is null) as wanted';
  const matching = `${filter.courts ? 'c.court_code = wanted.code' : 'true'}
           and ${filter.status === undefined ? '$2::text is null' : 'c.status = $2'}
           and ($3::text is null or c.stage = $3)
           and ($4::text is null or c.handler = $4)
           and ($5::date is null or (c.filed_on, c.id) < ($5, $6::uuid))
           and ($8::uuid[] is null or c.id = any ($8) or c.number = any ($13::text[]))
           and ($9::text is null or c.number = $9)
           ${
             filter.party === undefined
               ? 'and $10::text is null'
               : `and c.id in (select case_id from party where name_parts(name) @> name_parts($10) and strpos(name, $10) > 0)`
           }
           and ($11::date is null or c.filed_on >= $11)
           and ($12::date is null or c.filed_on <= $12)`;
  const { rows } = await db.query<Case>(
    `with bound as (
       select newest.filed_on, newest.id from ${wanted}
       cross join lateral (
         select c.filed_on, c.id from enforcement_case c
         where ${matching}
         order by c.filed_on desc, c.id desc
         limit $14
       ) as newest
       order by newest.filed_on desc, newest.id desc
       offset $7 - 1
       limit 1
     )
     select ${columns}
     from (
       select newest.id from ${wanted}
       cross join lateral (
         select c.id, c.filed_on from enforcement_case c
         where ${matching}
           and (c.filed_on, c.id) >= (coalesce((select filed_on from bound), '-infinity'),
             coalesce((select id from bound), '00000000-0000-0000-0000-000000000000'))
         order by c.filed_on desc, c.id desc
         limit $7
       ) as newest
       order by newest.filed_on desc, newest.id desc
       limit $7
     ) as listed
     join enforcement_case c using (id)
     join court on court.code = c.court_code
     order by c.filed_on desc, c.id desc`,
    [
      filter.courts ?? null,
      filter.status ?? null,
      filter.stage ?? null,
      filter.handler ?? null,
      filedOn,
      id,
      limit + 1,
      filter.cases?.filter((one) => uuid.test(one)) ?? null,
      filter.number ?? null,
      filter.party ?? null,
      filter.filedFrom ?? null,
      filter.filedTo ?? null,
      filter.cases?.filter((one) => !uuid.test(one)) ?? null,
      sampleSize(limit + 1, filter.courts),
    ],
  );
  return pageOf(rows, limit, (last) => [last.filedOn, last.id]);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Cases whose start Temporal has not confirmed; the sweeper starts them. Resumed cases are not among them: the case
 * before starts them.
 */
export async function unstartedCases(db: Queryable, { olderThanSeconds = 30, limit = 100 } = {}): Promise<Case[]> {
  const { rows } = await db.query<Case>(
    `${select} where c.started_at is null and c.resumed_from is null and c.recorded_at < now() - make_interval(secs => $1) order by c.recorded_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

/** Replaces the case's training clock (training deployments only). */
export async function setClock(db: Queryable, id: string, clock: TrainingClock): Promise<void> {
  await db.query('update enforcement_case set clock = $2 where id = $1', [id, JSON.stringify(clock)]);
}

/** Sets the record time at which the case's workflow was started, once. */
export async function markStarted(db: Queryable, id: string): Promise<void> {
  await db.query('update enforcement_case set started_at = now() where id = $1 and started_at is null', [id]);
}

/** The cases that resumed this one, and the case that this one resumed. */
export async function linkedCases(db: Queryable, { id, resumedFrom }: Case): Promise<Case[]> {
  const { rows } = await db.query<Case>(
    `${select} where c.resumed_from = $1 or c.id = $2 order by c.filed_on, c.number`,
    [id, resumedFrom],
  );
  return rows;
}
