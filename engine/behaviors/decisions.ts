// The version of a decision that a business rule task calls: the newest, the one it was deployed with, or the newest with a tag.
import type { Decisions } from '../dmn/index.ts';
import type { CalledDecision, Model } from '../graph.ts';

/** Key under which the model holds a bound decision and its requirements; with a tag each decision has its own version. */
export const boundKey = (
  { binding, versionTag }: Pick<CalledDecision, 'binding' | 'versionTag'>,
  decisionId: string,
): string => (binding === 'versionTag' ? `${versionTag} ${decisionId}` : 'deployment');

/** Without a deployment (on the command line) the binding `deployment` means the given decisions. */
export function decisionsMeant({ bound, decisions }: Model, called: CalledDecision, decisionId: string): Decisions {
  if (called.binding === undefined) return decisions;
  return bound?.[boundKey(called, decisionId)] ?? (called.binding === 'deployment' ? decisions : {});
}
