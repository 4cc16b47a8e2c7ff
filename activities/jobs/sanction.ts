// Fines and detentions (罚款、拘留) in the register: decided, and what became of them.
import { randomUUID } from 'node:crypto';
import { citations } from '../../law/citation-text.ts';
import type { JobHandler } from './job.ts';

/** In: `kind`, `subject` {name, kind}, `amountFen` or `days`, `ground`, `documentId`. Out: `sanctionId`. */
export const decideSanction: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const { kind, ground, documentId } = variables;
  const subject = variables['subject'] as { name: string; kind: string };
  const { rows } = await tx.query<{ id: string }>(
    `insert into sanction (id, effect_key, case_id, subject, subject_kind, kind, amount_fen, days, decided_on, details, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      subject.name,
      subject.kind,
      kind,
      variables['amountFen'] ?? null,
      variables['days'] ?? null,
      legalDate,
      JSON.stringify({ ground, documentId }),
      citations(properties['legalBasis'] ?? ''),
    ],
  );
  return { sanctionId: rows[0]!.id };
};

/** In: `sanctionId`, `state` (upheld, changed, revoked: CPLI#186; executed), and what changed: `amountFen`, `days`, `details`. */
export const moveSanction: JobHandler = async (variables, { tx }) => {
  const { sanctionId, state } = variables;
  await tx.query(
    `update sanction set state = $2, amount_fen = coalesce($3, amount_fen), days = coalesce($4, days), details = details || $5 where id = $1`,
    [
      sanctionId,
      state,
      variables['amountFen'] ?? null,
      variables['days'] ?? null,
      JSON.stringify(variables['details'] ?? {}),
    ],
  );
  return {};
};
