// Jobs for documents (法律文书): issue them from templates, numbered within the case, and record their service (送达).
import { createHash } from 'node:crypto';
import { readCase } from '../../db/cases.ts';
import { insertDocument, insertService, issuedDocument, nextDocumentPosition } from '../../db/documents.ts';
import { caseParties } from '../../db/parties.ts';
import type { Json } from '../../engine/event.ts';
import { citations, citationText } from '../../law/citation-text.ts';
import { chineseDate, chineseNumeral } from '../../law/numerals.ts';
import { caseFields, readable } from '../documents/fields.ts';
import { render } from '../documents/render.ts';
import { JobFailure, type JobHandler } from './job.ts';
import { say } from './messages.ts';

interface DocumentOrder {
  readonly type: string;
  readonly addressee?: string;
  readonly fields?: { readonly [name: string]: Json };
}

interface Recipient {
  readonly addressee: string;
  readonly method: string;
}

/**
 * Issues a document on the legal date; its text cites the element's `legalBasis`.
 * In: `document` {type, addressee, fields}; `serve`, a list of {addressee, method}, if it is served the same day.
 * Out: `document` {id, number, type, title, addressee, issuedOn}.
 * @throws JobFailure when no template has that type
 */
export const issueDocument: JobHandler = async (variables, context) => {
  const { tx, caseId, effectKey, legalDate, elementId, properties } = context;
  const order = variables['document'] as unknown as DocumentOrder | undefined;
  if (!order?.type) throw new JobFailure(say('document.noType'));
  const existing = await issuedDocument(tx, effectKey);
  if (existing) return { document: existing };
  const filed = (await readCase(tx, caseId))!;
  const legalBasis = citations(properties['legalBasis'] ?? '');
  const number = `${filed.number}之${chineseNumeral(await nextDocumentPosition(tx, caseId))}`;
  const body = render(order.type, {
    ...caseFields(filed, await caseParties(tx, caseId)),
    ...readable(order.fields ?? {}),
    documentNumber: number,
    addressee: order.addressee ?? '',
    date: chineseDate(legalDate),
    legalBasis: legalBasis.map((citation) => citationText(citation, legalDate)).join('、'),
  });
  const documentId = await insertDocument(tx, caseId, effectKey, {
    number,
    type: order.type,
    title: `${filed.courtName}${order.type}`,
    addressee: order.addressee ?? null,
    body,
    legalBasis,
    issuedOn: legalDate,
    elementId,
    contentHash: createHash('sha256').update(body).digest('hex'),
  });
  const recipients = (variables['serve'] ?? []) as unknown as readonly Recipient[];
  for (const [index, { addressee, method }] of recipients.entries()) {
    const service = { documentId, addressee, method, servedOn: legalDate, proof: {} };
    await insertService(tx, `${effectKey}/${index + 1}`, service);
  }
  return { document: (await issuedDocument(tx, effectKey))! };
};

/**
 * Records the service of a document.
 * In: `document` {id}, `addressee`, `method` (`electronic` when absent), `servedOn` (legal date; today when absent),
 * `proof`.
 * Out: `service` {servedOn, method}.
 */
export const serveDocument: JobHandler = async (variables, { tx, effectKey, legalDate }) => {
  const { id } = (variables['document'] ?? {}) as { id?: string };
  if (!id) throw new JobFailure(say('document.noId'));
  const servedOn = String(variables['servedOn'] ?? legalDate);
  const method = String(variables['method'] ?? 'electronic');
  const addressee = String(variables['addressee'] ?? '');
  await insertService(tx, effectKey, { documentId: id, addressee, method, servedOn, proof: variables['proof'] ?? {} });
  return { service: { servedOn, method } };
};
