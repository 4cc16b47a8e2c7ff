// Jobs for fines and detentions (罚款、拘留) in the register: decide, and change or mark as executed later.
import { insertSanction, updateSanction } from '../../db/sanctions.ts';
import { citations } from '../../law/citation-text.ts';
import type { JobHandler } from './job.ts';

/**
 * Enters a sanction decided on the legal date.
 * In: `kind`, `subject` {name, kind}, `amountFen` or `days` (calendar days), `ground`, `documentId`. Out: `sanctionId`.
 */
export const decideSanction: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const { kind, ground, documentId } = variables;
  const sanctionId = await insertSanction(tx, caseId, effectKey, {
    subject: variables['subject'] as { name: string; kind: string },
    kind: kind as string,
    amountFen: (variables['amountFen'] ?? null) as number | null,
    days: (variables['days'] ?? null) as number | null,
    decidedOn: legalDate,
    details: { ground, documentId },
    legalBasis: citations(properties['legalBasis'] ?? ''),
  });
  return { sanctionId };
};

/**
 * Changes the state of a sanction.
 * In: `sanctionId`, `state` (upheld, changed, revoked: CPLI#186; executed), and the changed `amountFen`, `days` or
 * `details`.
 * Out: nothing.
 */
export const moveSanction: JobHandler = async (variables, { tx }) => {
  const { sanctionId, state } = variables;
  await updateSanction(tx, sanctionId as string, {
    state: state as string,
    amountFen: (variables['amountFen'] ?? null) as number | null,
    days: (variables['days'] ?? null) as number | null,
    details: variables['details'] ?? {},
  });
  return {};
};
