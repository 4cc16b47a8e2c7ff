// Jobs for credit measures (信用惩戒) in the register: enter, list and lift consumption restrictions and list entries.
import { endCreditMeasure, insertCreditMeasure, standingCreditMeasures } from '../../db/credit-measures.ts';
import type { Json } from '../../engine/event.ts';
import { citations } from '../../law/citation-text.ts';
import type { JobHandler } from './job.ts';

/**
 * Enters a measure. In: `kind`, `partyId`, `ground`, `endsOn` (last day; null: until lifted). Out: `creditMeasureId`.
 */
export const enterCreditMeasure: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const { kind, partyId, ground, endsOn } = variables;
  const creditMeasureId = await insertCreditMeasure(tx, caseId, effectKey, {
    kind: kind as string,
    partyId: partyId as string,
    ground: (ground ?? '') as string,
    beginsOn: legalDate,
    endsOn: (endsOn ?? null) as string | null,
    legalBasis: citations(properties['legalBasis'] ?? ''),
  });
  return { creditMeasureId };
};

/**
 * Lists the measures in force of this case and of the cases that it resumed.
 * Out: `creditMeasures`, each {id, kind, partyName}.
 */
export const listCreditMeasures: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  return { creditMeasures: (await standingCreditMeasures(tx, caseId, legalDate)) as unknown as Json };
};

/** Lifts a measure; a measure that was lifted before does not change. In: `measureId`, `reason`. Out: nothing. */
export const liftCreditMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, reason } = variables;
  await endCreditMeasure(tx, measureId as string, { liftedOn: legalDate, reason: (reason ?? '') as string });
  return {};
};
