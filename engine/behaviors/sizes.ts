// Limits that refuse clearly instead of breaking late. On variables: one payload of Temporal holds 2 MB, and an
// instance's whole state must stay far below that. What comes in is refused (`refusal.ts`), or an incident where it is
// the result of work; what would go out is an incident. On what one event sets in motion: it is stored in one
// transaction.
import type { Bilingual } from '../catalogue.ts';
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { say } from '../messages.ts';
import type { Run } from '../run.ts';
import { IncidentError } from './incidents.ts';

const mostCharacters = 256 * 1024;
const usualMoves = 50_000;
const mostItems = 100_000;

export const isTooLarge = (variables: Variables): boolean => JSON.stringify(variables).length > mostCharacters;

export const tooLarge = (variables: Variables): Bilingual =>
  say('tooLarge', { limit: mostCharacters, found: JSON.stringify(variables).length });

/** Variables that leave the instance with a job, task, call, message or signal. @throws IncidentError */
export function withinLimit(variables: Variables, element: Element): Variables {
  if (!isTooLarge(variables)) return variables;
  const { id, name } = element;
  throw new IncidentError('size', say('incident.outgoingTooLarge', { id, name, size: tooLarge(variables) }));
}

/** Throws IncidentError. */
export function requireFewItems(items: readonly unknown[], { id, name }: Element): void {
  if (items.length <= mostItems) return;
  throw new IncidentError('size', say('incident.tooManyItems', { id, name, limit: mostItems, found: items.length }));
}

/**
 * A loop that does not wait is an incident where its token is by then; a retry lets it go on for as long again. Throws
 * IncidentError.
 */
export function requireProgress({ moves, model: { mostMoves = usualMoves } }: Run, { id, name }: Element): void {
  if (moves <= mostMoves) return;
  throw new IncidentError('endless', say('incident.endless', { id, name, limit: mostMoves }));
}
