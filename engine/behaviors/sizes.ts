// Limits, so that an excess is refused early and clearly. Variables: one payload of Temporal holds 2 MB, and the whole
// state of an instance must stay far below that. Incoming variables are refused (`refusal.ts`), or become an incident
// if they are the result of work; outgoing variables become an incident. Moves of one event: one transaction stores
// them.
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
 * A loop that does not wait becomes an incident at the current element of its token; a retry allows as many moves
 * again. Throws IncidentError.
 */
export function requireProgress({ moves, model: { mostMoves = usualMoves } }: Run, { id, name }: Element): void {
  if (moves <= mostMoves) return;
  throw new IncidentError('endless', say('incident.endless', { id, name, limit: mostMoves }));
}
