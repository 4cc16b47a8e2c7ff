// Fines and detentions of a case (罚款、拘留; table `sanction`).
import { randomUUID } from 'node:crypto';
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

export interface NewSanction {
  readonly subject: { readonly name: string; readonly kind: string };
  readonly kind: string;
  /** Amount of a fine, in fen. */
  readonly amountFen: number | null;
  /** Length of a detention, in calendar days. */
  readonly days: number | null;
  /** Legal date. */
  readonly decidedOn: string;
  /** Further fields; `documentId` is the decision whose date of service counts. */
  readonly details: { readonly [name: string]: Json | undefined };
  readonly legalBasis: readonly string[];
}

/** Inserts the sanction and returns its id. A repetition with the same effect key returns the first one's id. */
export async function insertSanction(
  tx: Queryable,
  caseId: string,
  effectKey: string,
  sanction: NewSanction,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into sanction (id, effect_key, case_id, subject, subject_kind, kind, amount_fen, days, decided_on, details, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      sanction.subject.name,
      sanction.subject.kind,
      sanction.kind,
      sanction.amountFen,
      sanction.days,
      sanction.decidedOn,
      JSON.stringify(sanction.details),
      sanction.legalBasis,
    ],
  );
  return rows[0]!.id;
}

export interface SanctionChange {
  readonly state: string;
  /** null: unchanged. */
  readonly amountFen: number | null;
  readonly days: number | null;
  /** Merged into the existing details. */
  readonly details: Json;
}

/** Changes a sanction after a review (CPLI#186) or after it was executed. */
export async function updateSanction(tx: Queryable, id: string, change: SanctionChange): Promise<void> {
  await tx.query(
    `update sanction set state = $2, amount_fen = coalesce($3, amount_fen), days = coalesce($4, days), details = details || $5 where id = $1`,
    [id, change.state, change.amountFen, change.days, JSON.stringify(change.details)],
  );
}

/** All sanctions of a case, by the date of the decision. */
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
