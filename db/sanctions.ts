// Fines and detentions, and the credit measures (dishonest list, consumption restriction, exit ban) of a case.
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface Sanction {
  readonly id: string;
  readonly subject: string;
  readonly subjectKind: 'person' | 'unit';
  readonly kind: 'fine' | 'detention';
  readonly amountFen: bigint | null;
  readonly days: number | null;
  readonly decidedOn: string;
  readonly servedOn: string | null;
  readonly state: 'decided' | 'upheld' | 'changed' | 'revoked' | 'executed';
  readonly details: Json;
  readonly legalBasis: readonly string[];
}

export interface CreditMeasure {
  readonly id: string;
  readonly partyId: string;
  readonly kind: 'dishonestList' | 'consumptionRestriction' | 'exitBan';
  readonly ground: string;
  readonly beginsOn: string;
  /** null: until it is lifted. */
  readonly endsOn: string | null;
  readonly liftedOn: string | null;
  readonly liftReason: string | null;
  readonly legalBasis: readonly string[];
}

export async function caseSanctions(db: Queryable, caseId: string): Promise<Sanction[]> {
  const { rows } = await db.query<Sanction>(
    `select id, subject, subject_kind as "subjectKind", kind, amount_fen as "amountFen", days, decided_on as "decidedOn",
       (select min(service.served_on) from service_of_document service
        where service.document_id = (details->>'documentId')::uuid) as "servedOn", state, details, legal_basis as "legalBasis"
     from sanction where case_id = $1 order by decided_on, id`,
    [caseId],
  );
  return rows;
}

export async function caseCreditMeasures(db: Queryable, caseId: string): Promise<CreditMeasure[]> {
  const { rows } = await db.query<CreditMeasure>(
    `select id, party_id as "partyId", kind, ground, begins_on as "beginsOn", ends_on as "endsOn", lifted_on as "liftedOn",
       lift_reason as "liftReason", legal_basis as "legalBasis"
     from credit_measure where case_id = $1 order by begins_on, id`,
    [caseId],
  );
  return rows;
}
