// Documents (法律文书): issued from the templates of models/, numbered within the case, and their service (送达) proven.
import { createHash, randomUUID } from 'node:crypto';
import type { Queryable } from '../../db/pool.ts';
import type { Json, Variables } from '../../engine/event.ts';
import { citations, citationText } from '../../law/citation-text.ts';
import { chineseDate, chineseNumeral } from '../../law/numerals.ts';
import type { JobHandler } from './job.ts';
import { render } from './render-document.ts';

interface DocumentOrder {
  readonly type: string;
  readonly addressee?: string;
  readonly fields?: { readonly [name: string]: Json };
}

interface Recipient {
  readonly addressee: string;
  readonly method: string;
}

/** In: `document` {type, addressee, fields}; `serve`, a list of {addressee, method}, when it is served the same day.
 * Out: `document` {id, number, type, title, addressee, issuedOn}. The element's legalBasis is cited in the text. */
export const issueDocument: JobHandler = async (variables, context) => {
  const order = variables['document'] as unknown as DocumentOrder | undefined;
  if (!order?.type)
    throw new Error("Expected 'document.type' (the type that a template declares) in the job's variables.");
  const existing = await byEffect(context.tx, context.effectKey);
  if (existing) return { document: existing };
  const file = await caseFile(context.tx, context.caseId);
  const basis = citations(context.properties['legalBasis'] ?? '');
  const number = `${file.number}之${chineseNumeral(await nextPosition(context.tx, context.caseId))}`;
  const body = render(order.type, {
    ...file,
    ...readable(order.fields ?? {}),
    documentNumber: number,
    addressee: order.addressee ?? '',
    date: chineseDate(context.legalDate),
    legalBasis: basis.map((citation) => citationText(citation, context.legalDate)).join('、'),
  });
  const id = randomUUID();
  await context.tx.query(
    `insert into document (id, effect_key, case_id, number, type, title, addressee, body, legal_basis, issued_on, element_id, content_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      context.effectKey,
      context.caseId,
      number,
      order.type,
      `${file.court}${order.type}`,
      order.addressee ?? null,
      body,
      basis,
      context.legalDate,
      context.elementId,
      createHash('sha256').update(body).digest('hex'),
    ],
  );
  for (const [position, recipient] of ((variables['serve'] ?? []) as unknown as readonly Recipient[]).entries())
    await recordService(context.tx, `${context.effectKey}/${position + 1}`, id, recipient, context.legalDate, {});
  return { document: (await byEffect(context.tx, context.effectKey))! };
};

/** In: `document` {id}, `addressee`, `method`, `servedOn` (legal date; today when absent), `proof`. Out: `service` {servedOn, method}. */
export const serveDocument: JobHandler = async (variables, context) => {
  const { id } = (variables['document'] ?? {}) as { id?: string };
  if (!id) throw new Error("Expected 'document.id' of an issued document in the job's variables.");
  const servedOn = String(variables['servedOn'] ?? context.legalDate);
  const method = String(variables['method'] ?? 'electronic');
  const recipient = { addressee: String(variables['addressee'] ?? ''), method };
  await recordService(context.tx, context.effectKey, id, recipient, servedOn, variables['proof'] ?? {});
  return { service: { servedOn, method } };
};

async function recordService(
  tx: Queryable,
  effectKey: string,
  documentId: string,
  { addressee, method }: Recipient,
  servedOn: string,
  proof: Json,
): Promise<void> {
  await tx.query(
    `insert into service_of_document (id, effect_key, document_id, addressee, method, served_on, proof)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (effect_key) do nothing`,
    [randomUUID(), effectKey, documentId, addressee, method, servedOn, JSON.stringify(proof)],
  );
}

async function byEffect(tx: Queryable, effectKey: string): Promise<Variables | undefined> {
  const { rows } = await tx.query(
    `select id, number, type, title, addressee, to_char(issued_on, 'YYYY-MM-DD') as "issuedOn" from document where effect_key = $1`,
    [effectKey],
  );
  return rows[0];
}

/** Documents of one case are numbered in the order of issue; the case's row is locked so that two instances never share a number. */
async function nextPosition(tx: Queryable, caseId: string): Promise<number> {
  await tx.query('select 1 from enforcement_case where id = $1 for update', [caseId]);
  const { rows } = await tx.query<{ next: string }>('select count(*) + 1 as next from document where case_id = $1', [
    caseId,
  ]);
  return Number(rows[0]!.next);
}

async function caseFile(tx: Queryable, caseId: string) {
  const { rows } = await tx.query<{
    number: string;
    court: string;
    application: { instrument: { kind: string; number: string } };
    claim_fen: string;
  }>(
    'select c.number, court.name as court, c.application, c.claim_fen from enforcement_case c join court on court.code = c.court_code where c.id = $1',
    [caseId],
  );
  const parties = await tx.query<{ role: string; name: string }>(
    'select role, name from party where case_id = $1 order by position',
    [caseId],
  );
  const names = (role: string) => parties.rows.filter((party) => party.role === role).map((party) => party.name);
  const row = rows[0]!;
  return {
    number: row.number,
    court: row.court,
    applicants: names('applicant').join('、'),
    debtors: names('debtor').join('、'),
    instrument: `${row.application.instrument?.number ?? ''}${row.application.instrument?.kind ?? ''}`,
    claimYuan: yuan(BigInt(row.claim_fen)),
  };
}

/** Every amount `…Fen` gets a readable `…Yuan` beside it, every date and instant is written out, at any depth. */
function readable(fields: { readonly [name: string]: Json }): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      if (Array.isArray(value)) return [[name, value.map((item) => (isObject(item) ? readable(item) : item))]];
      if (isObject(value)) return [[name, readable(value)]];
      if (typeof value === 'string') return [[name, dateText(value)]];
      if (name.endsWith('Fen') && typeof value === 'number') {
        return [
          [name, value],
          [`${name.slice(0, -3)}Yuan`, yuan(BigInt(value))],
        ];
      }
      return [[name, value]];
    }),
  );
}

/** `2026-05-05` -> `2026年5月5日`, `2026-05-05T10:00:00+08:00` -> `2026年5月5日10时`; other texts stay. */
function dateText(text: string): string {
  const [, year, month, day, hour] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):\d{2}.*)?$/.exec(text) ?? [];
  if (year === undefined) return text;
  return `${year}年${Number(month)}月${Number(day)}日${hour === undefined ? '' : `${Number(hour)}时`}`;
}

const isObject = (value: unknown): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const yuan = (fen: bigint) => `${(fen / 100n).toLocaleString('en')}.${String(fen % 100n).padStart(2, '0')}元`;
