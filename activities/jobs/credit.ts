// Credit sanctions (信用惩戒) in the register: consumption restrictions and list entries, entered, listed, lifted.
import { randomUUID } from 'node:crypto';
import type { Json } from '../../engine/event.ts';
import { citations } from '../../law/citation-text.ts';
import type { JobHandler } from './job.ts';

/** In: `kind`, `partyId`, `ground`, `endsOn` (null: until it is lifted). Out: `creditMeasureId`. */
export const enterCreditMeasure: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const { kind, partyId, ground, endsOn } = variables;
  const { rows } = await tx.query<{ id: string }>(
    `insert into credit_measure (id, effect_key, case_id, party_id, kind, ground, begins_on, ends_on, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      partyId,
      kind,
      ground ?? '',
      legalDate,
      endsOn ?? null,
      citations(properties['legalBasis'] ?? ''),
    ],
  );
  return { creditMeasureId: rows[0]!.id };
};

/** Out: `creditMeasures`: what stands of this case and of the one it resumed, each {id, kind, partyName}. */
export const listCreditMeasures: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  const { rows } = await tx.query(
    `select measure.id, measure.kind, party.name as "partyName"
     from credit_measure measure join party on party.id = measure.party_id
     where measure.case_id in (select case_chain($1))
       and measure.lifted_on is null and (measure.ends_on is null or measure.ends_on >= $2)
     order by measure.begins_on, measure.kind`,
    [caseId, legalDate],
  );
  return { creditMeasures: rows as unknown as Json };
};

/** In: `measureId`, `reason`. One that is lifted already stays as it is. */
export const liftCreditMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, reason } = variables;
  await tx.query('update credit_measure set lifted_on = $2, lift_reason = $3 where id = $1 and lifted_on is null', [
    measureId,
    legalDate,
    reason ?? '',
  ]);
  return {};
};
