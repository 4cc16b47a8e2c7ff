// Which version of a decision a business rule task means: the newest, the one it was deployed with, or the newest with a tag.
import type { Decisions } from '../dmn/index.ts';
import type { CalledDecision, Model } from '../graph.ts';

/** Under which the model holds a bound decision with all that it rests on; with a tag each decision has a version of its own. */
export const boundKey = (
  { binding, versionTag }: Pick<CalledDecision, 'binding' | 'versionTag'>,
  decisionId: string,
): string => (binding === 'versionTag' ? `${versionTag} ${decisionId}` : 'deployment');

/** Histories from before `bound` have the decisions of the deployment among the others. */
export function decisionsMeant({ bound, decisions }: Model, called: CalledDecision, decisionId: string): Decisions {
  if (called.binding === undefined) return decisions;
  return bound?.[boundKey(called, decisionId)] ?? (called.binding === 'deployment' ? decisions : {});
}
