// Credit sanctions (信用惩戒) in the register: consumption restrictions and list entries, entered, listed, lifted.
import { endCreditMeasure, insertCreditMeasure, standingCreditMeasures } from '../../db/credit-measures.ts';
import type { Json } from '../../engine/event.ts';
import { citations } from '../citation.ts';
import type { JobHandler } from './job.ts';

/** In: `kind`, `partyId`, `ground`, `endsOn` (last day; null: until it is lifted). Out: `creditMeasureId`. */
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

/** Out: `creditMeasures`: those in force of this case and of the cases that it resumed, each {id, kind, partyName}. */
export const listCreditMeasures: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  return { creditMeasures: (await standingCreditMeasures(tx, caseId, legalDate)) as unknown as Json };
};

/** In: `measureId`, `reason`. A measure that was lifted before stays as it is. Out: nothing. */
export const liftCreditMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, reason } = variables;
  await endCreditMeasure(tx, measureId as string, { liftedOn: legalDate, reason: (reason ?? '') as string });
  return {};
};
