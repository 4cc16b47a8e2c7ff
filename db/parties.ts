// The parties of a case: applicants (申请执行人), debtors (被执行人), third and interested parties.
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface NewParty {
  readonly id: string;
  readonly role: 'applicant' | 'debtor' | 'thirdParty' | 'interestedParty';
  readonly kind: 'person' | 'company' | 'unit';
  readonly name: string;
  readonly idNumber?: string | null;
  readonly contact?: Json;
}

export interface Party extends NewParty {
  readonly idNumber: string | null;
  readonly contact: Json;
  readonly position: number;
}

/** Inserts the parties in the order given, which is their order in documents. */
export async function insertParties(tx: Queryable, caseId: string, parties: readonly NewParty[]): Promise<void> {
  await tx.query(
    `insert into party (id, case_id, role, kind, name, id_number, contact, position)
     select p.id, $1, p.role, p.kind, p.name, p."idNumber", coalesce(p.contact, '{}'), p.position
     from jsonb_to_recordset($2::jsonb) as p(id uuid, role text, kind text, name text, "idNumber" text, contact jsonb, position integer)`,
    [caseId, JSON.stringify(parties.map((party, index) => ({ ...party, position: index + 1 })))],
  );
}

/** The parties of a case in their order in documents. */
export async function caseParties(db: Queryable, caseId: string): Promise<Party[]> {
  const { rows } = await db.query<Party>(
    `select id, role, kind, name, id_number as "idNumber", contact, position from party where case_id = $1 order by position`,
    [caseId],
  );
  return rows;
}
