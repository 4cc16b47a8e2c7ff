// Control measures on assets (查封、扣押、冻结; table `control_measure`). A measure ends when it is released or when its period
// has run out (SFR#27); on the days before that it is open.
import { randomUUID } from 'node:crypto';
import type { Queryable } from './pool.ts';

export interface ControlMeasure {
  readonly id: string;
  readonly assetId: string;
  readonly kind: 'freeze' | 'seal' | 'seize';
  /** Place in the queue: 1 is in effect, 2 and up are queued (轮候, SFR#26). */
  readonly position: number;
  readonly amountFen: bigint | null;
  readonly beginsOn: string;
  readonly expiresOn: string;
  readonly releasedOn: string | null;
  readonly releaseReason: string | null;
  readonly legalBasis: readonly string[];
}

export interface NewMeasure {
  readonly assetId: string;
  readonly kind: string;
  readonly position: number;
  readonly amountFen: number | null;
  /** Legal dates, both included. */
  readonly beginsOn: string;
  readonly expiresOn: string;
  readonly legalBasis: readonly string[];
}

/** Inserts the measure and returns its id. A repetition with the same effect key returns the first one's id. */
export async function insertMeasure(
  tx: Queryable,
  caseId: string,
  effectKey: string,
  measure: NewMeasure,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into control_measure (id, effect_key, case_id, asset_id, kind, position, amount_fen, begins_on, expires_on, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      measure.assetId,
      measure.kind,
      measure.position,
      measure.amountFen,
      measure.beginsOn,
      measure.expiresOn,
      measure.legalBasis,
    ],
  );
  return rows[0]!.id;
}

/**
 * Copies a measure that is open on the day `on` to an asset of another case. Returns the copy's id; undefined when the
 * measure has ended.
 */
export async function copyMeasure(
  tx: Queryable,
  id: string,
  to: { readonly caseId: string; readonly assetId: string; readonly effectKey: string },
  on: string,
): Promise<string | undefined> {
  const copyId = randomUUID();
  const { rowCount } = await tx.query(
    `insert into control_measure (id, effect_key, case_id, asset_id, kind, position, amount_fen, begins_on, expires_on, legal_basis)
     select $2, $3, $4, $5, kind, position, amount_fen, begins_on, expires_on, legal_basis
     from control_measure where id = $1 and released_on is null and expires_on >= $6`,
    [id, copyId, to.effectKey, to.caseId, to.assetId, on],
  );
  return rowCount === 0 ? undefined : copyId;
}

/** Sets a new last day. Returns false, and changes nothing, when the measure is not open on the day `on`. */
export async function extendMeasure(tx: Queryable, id: string, expiresOn: string, on: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update control_measure set expires_on = $2 where id = $1 and released_on is null and expires_on >= $3',
    [id, expiresOn, on],
  );
  return rowCount !== 0;
}

/**
 * Releases the measure and returns the id of its asset. Returns undefined, and changes nothing, when the measure was
 * released before.
 */
export async function endMeasure(
  tx: Queryable,
  id: string,
  { releasedOn, reason }: { readonly releasedOn: string; readonly reason: string },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ assetId: string }>(
    `update control_measure set released_on = $2, release_reason = $3
     where id = $1 and released_on is null returning asset_id as "assetId"`,
    [id, releasedOn, reason],
  );
  return rows[0]?.assetId;
}

export interface OpenMeasure {
  readonly id: string;
  readonly assetId: string;
  readonly kind: string;
  readonly position: number;
  readonly amountFen: number | null;
  readonly beginsOn: string;
  readonly expiresOn: string;
}

/** The measures of a case that are open on the day `on`, by their first day. */
export async function openMeasures(db: Queryable, caseId: string, on: string): Promise<OpenMeasure[]> {
  const { rows } = await db.query<OpenMeasure>(
    `select id, asset_id as "assetId", kind, position, amount_fen::float8 as "amountFen",
            to_char(begins_on, 'YYYY-MM-DD') as "beginsOn", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn"
     from control_measure where case_id = $1 and released_on is null and expires_on >= $2 order by begins_on, id`,
    [caseId, on],
  );
  return rows;
}

/** All measures of a case, including the ended ones. */
export async function caseMeasures(db: Queryable, caseId: string): Promise<ControlMeasure[]> {
  const { rows } = await db.query<ControlMeasure>(
    `select id, asset_id as "assetId", kind, position, amount_fen as "amountFen", begins_on as "beginsOn", expires_on as "expiresOn",
       released_on as "releasedOn", release_reason as "releaseReason", legal_basis as "legalBasis"
     from control_measure where case_id = $1 order by begins_on, id`,
    [caseId],
  );
  return rows;
}
