// The texts of a failure for an incident. Temporal wraps the failure of an activity, so the cause has the useful
// message.
import { ApplicationFailure } from '@temporalio/workflow';
import type { Bilingual } from '../engine/catalogue.ts';

export function failureOf(error: unknown): { readonly message: string; readonly messageZh?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : error;
  // An activity gives both languages in the details.
  const [text] = (cause instanceof ApplicationFailure && cause.details) || [];
  const messageZh = (text as Partial<Bilingual> | null | undefined)?.zh;
  return { message: cause.message, ...(typeof messageZh === 'string' ? { messageZh } : {}) };
}
