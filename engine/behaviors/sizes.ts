// A size limit on variables that refuses clearly instead of breaking late: one payload of Temporal holds 2 MB, and an instance's whole state must stay
// far below that. What comes in is refused (`refusal.ts`), or an incident where it is the result of work; what would go out is an incident.
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { IncidentError } from './incidents.ts';

const mostCharacters = 256 * 1024;

export const isTooLarge = (variables: Variables): boolean => JSON.stringify(variables).length > mostCharacters;

export const tooLarge = (variables: Variables): string =>
  `Expected variables of at most ${mostCharacters} characters; found ${JSON.stringify(variables).length}. Keep what is large elsewhere and hand over where it is.`;

/** What leaves the instance with a job, task, call, message or signal. Throws IncidentError. */
export function outgoing(variables: Variables, element: Element): Variables {
  if (!isTooLarge(variables)) return variables;
  throw new IncidentError(
    'size',
    `'${element.id}': ${tooLarge(variables)} Its input mappings choose what it is given.`,
  );
}
