// Fines and detentions (罚款、拘留) in the register: decided, and changed or carried out later.
import { insertSanction, updateSanction } from '../../db/sanctions.ts';
import { citations } from '../citation.ts';
import type { JobHandler } from './job.ts';

/** In: `kind`, `subject` {name, kind}, `amountFen` or `days`, `ground`, `documentId`. Out: `sanctionId`. */
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
 * In: `sanctionId`, `state` (upheld, changed, revoked: CPLI#186; executed), and what changed: `amountFen`, `days`,
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
