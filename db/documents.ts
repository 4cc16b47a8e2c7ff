// The documents (法律文书) of a case and their service (送达); tables `document` and `service_of_document`.
import { randomUUID } from 'node:crypto';
import type { Json, Variables } from '../engine/event.ts';
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

export interface NewDocument {
  readonly number: string;
  readonly type: string;
  readonly title: string;
  readonly addressee: string | null;
  readonly body: string;
  readonly legalBasis: readonly string[];
  /** Legal date. */
  readonly issuedOn: string;
  readonly elementId: string;
  /** SHA-256 of the body, in hexadecimal. */
  readonly contentHash: string;
}

/** Inserts the document and returns its id. Call `issuedDocument` first: an effect key may be inserted only once. */
export async function insertDocument(
  tx: Queryable,
  caseId: string,
  effectKey: string,
  document: NewDocument,
): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `insert into document (id, effect_key, case_id, number, type, title, addressee, body, legal_basis, issued_on, element_id, content_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      effectKey,
      caseId,
      document.number,
      document.type,
      document.title,
      document.addressee,
      document.body,
      document.legalBasis,
      document.issuedOn,
      document.elementId,
      document.contentHash,
    ],
  );
  return id;
}

/**
 * Returns {id, number, type, title, addressee, issuedOn} as a process variable; undefined when no document was issued
 * under the effect key.
 */
export async function issuedDocument(db: Queryable, effectKey: string): Promise<Variables | undefined> {
  const { rows } = await db.query(
    `select id, number, type, title, addressee, to_char(issued_on, 'YYYY-MM-DD') as "issuedOn" from document where effect_key = $1`,
    [effectKey],
  );
  return rows[0];
}

/**
 * The next document's number in the case, from 1, in the order of issue. The case's row is locked until the transaction
 * ends, so that two instances never use the same number.
 */
export async function nextDocumentPosition(tx: Queryable, caseId: string): Promise<number> {
  await tx.query('select 1 from enforcement_case where id = $1 for update', [caseId]);
  const { rows } = await tx.query<{ next: string }>('select count(*) + 1 as next from document where case_id = $1', [
    caseId,
  ]);
  return Number(rows[0]!.next);
}

export interface NewService {
  readonly documentId: string;
  readonly addressee: string;
  readonly method: string;
  /** Legal date. */
  readonly servedOn: string;
  readonly proof: Json;
}

/** Inserts the service of a document; changes nothing when the effect key was used before. */
export async function insertService(tx: Queryable, effectKey: string, service: NewService): Promise<void> {
  await tx.query(
    `insert into service_of_document (id, effect_key, document_id, addressee, method, served_on, proof)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (effect_key) do nothing`,
    [
      randomUUID(),
      effectKey,
      service.documentId,
      service.addressee,
      service.method,
      service.servedOn,
      JSON.stringify(service.proof),
    ],
  );
}

const columns = `id, case_id as "caseId", number, type, title, addressee, legal_basis as "legalBasis", issued_on as "issuedOn",
  element_id as "elementId", content_hash as "contentHash",
  (select coalesce(jsonb_agg(jsonb_build_object('addressee', s.addressee, 'method', s.method, 'servedOn', s.served_on, 'proof', s.proof)
      order by s.served_on, s.id), '[]')
    from service_of_document s where s.document_id = document.id) as services`;

/** The documents of a case with their services, in the order of issue. */
export async function caseDocuments(db: Queryable, caseId: string): Promise<Document[]> {
  const { rows } = await db.query<Document>(`select ${columns} from document where case_id = $1 order by position`, [
    caseId,
  ]);
  return rows;
}

/** The document with its text; undefined when none has the id. */
export async function readDocument(
  db: Queryable,
  id: string,
): Promise<(Document & { readonly body: string }) | undefined> {
  const { rows } = await db.query<Document & { body: string }>(`select ${columns}, body from document where id = $1`, [
    id,
  ]);
  return rows[0];
}
