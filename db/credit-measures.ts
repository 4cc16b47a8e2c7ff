// Credit measures of a case (信用惩戒: dishonest list, consumption restriction, exit ban; table `credit_measure`).
import { randomUUID } from 'node:crypto';
import type { Queryable } from './pool.ts';

export interface CreditMeasure {
  readonly id: string;
  readonly partyId: string;
  readonly kind: 'dishonestList' | 'consumptionRestriction' | 'exitBan';
  readonly ground: string;
  readonly beginsOn: string;
  /** Last day; null: in force until it is lifted. */
  readonly endsOn: string | null;
  readonly liftedOn: string | null;
  readonly liftReason: string | null;
  readonly legalBasis: readonly string[];
}

export interface NewCreditMeasure {
  readonly partyId: string;
  readonly kind: string;
  readonly ground: string;
  /** Legal date. */
  readonly beginsOn: string;
  /** Last day (legal date); null: in force until it is lifted. */
  readonly endsOn: string | null;
  readonly legalBasis: readonly string[];
}

/** Inserts the measure and returns its id. A repetition with the same effect key returns the first one's id. */
export async function insertCreditMeasure(
  tx: Queryable,
  caseId: string,
  effectKey: string,
  measure: NewCreditMeasure,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into credit_measure (id, effect_key, case_id, party_id, kind, ground, begins_on, ends_on, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      measure.partyId,
      measure.kind,
      measure.ground,
      measure.beginsOn,
      measure.endsOn,
      measure.legalBasis,
    ],
  );
  return rows[0]!.id;
}

/** Lifts the measure; changes nothing when it was lifted before. */
export async function endCreditMeasure(
  tx: Queryable,
  id: string,
  { liftedOn, reason }: { readonly liftedOn: string; readonly reason: string },
): Promise<void> {
  await tx.query('update credit_measure set lifted_on = $2, lift_reason = $3 where id = $1 and lifted_on is null', [
    id,
    liftedOn,
    reason,
  ]);
}

export interface StandingCreditMeasure {
  readonly id: string;
  readonly kind: string;
  readonly partyName: string;
}

/** The measures of the case, and of the cases that it resumed, that are in force on the day `on`. */
export async function standingCreditMeasures(
  db: Queryable,
  caseId: string,
  on: string,
): Promise<StandingCreditMeasure[]> {
  const { rows } = await db.query<StandingCreditMeasure>(
    `select measure.id, measure.kind, party.name as "partyName"
     from credit_measure measure join party on party.id = measure.party_id
     where measure.case_id in (select case_chain($1))
       and measure.lifted_on is null and (measure.ends_on is null or measure.ends_on >= $2)
     order by measure.begins_on, measure.kind`,
    [caseId, on],
  );
  return rows;
}

/** All credit measures of a case, including the lifted ones. */
export async function caseCreditMeasures(db: Queryable, caseId: string): Promise<CreditMeasure[]> {
  const { rows } = await db.query<CreditMeasure>(
    `select id, party_id as "partyId", kind, ground, begins_on as "beginsOn", ends_on as "endsOn", lifted_on as "liftedOn",
       lift_reason as "liftReason", legal_basis as "legalBasis"
     from credit_measure where case_id = $1 order by begins_on, id`,
    [caseId],
  );
  return rows;
}
