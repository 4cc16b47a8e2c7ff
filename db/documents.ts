// The documents (法律文书) of a case and their service (送达).
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface Document {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly type: string;
  readonly title: string;
  readonly addressee: string | null;
  readonly legalBasis: readonly string[];
  readonly issuedOn: string;
  readonly elementId: string;
  readonly contentHash: string;
  readonly services: readonly Service[];
}

export interface Service {
  readonly addressee: string;
  readonly method: 'electronic' | 'post' | 'inPerson' | 'publicNotice' | 'agencyChannel';
  readonly servedOn: string;
  readonly proof: Json;
}

const columns = `id, case_id as "caseId", number, type, title, addressee, legal_basis as "legalBasis", issued_on as "issuedOn",
  element_id as "elementId", content_hash as "contentHash",
  (select coalesce(jsonb_agg(jsonb_build_object('addressee', s.addressee, 'method', s.method, 'servedOn', s.served_on, 'proof', s.proof)
      order by s.served_on, s.id), '[]')
    from service_of_document s where s.document_id = document.id) as services`;

export async function caseDocuments(db: Queryable, caseId: string): Promise<Document[]> {
  const { rows } = await db.query<Document>(`select ${columns} from document where case_id = $1 order by position`, [
    caseId,
  ]);
  return rows;
}

export async function readDocument(
  db: Queryable,
  id: string,
): Promise<(Document & { readonly body: string }) | undefined> {
  const { rows } = await db.query<Document & { body: string }>(`select ${columns}, body from document where id = $1`, [
    id,
  ]);
  return rows[0];
}
