// Every decision and process that the model calls by name exists.
import { say } from './messages.ts';
import { isComputed, type Rule } from './rule.ts';

export const references: Rule = function* ({ elements, processId }, { decisionIds, processIds }) {
  for (const at of Object.values(elements)) {
    const decisionId = at.decision?.decisionId;
    if (decisionId !== undefined && isMissing(decisionId, decisionIds))
      yield {
        at,
        reason: say('check.references.decision', { found: decisionId }),
        advice: say('check.references.decision.advice'),
      };
    const called = at.call?.processId;
    if (called !== undefined && called !== processId && isMissing(called, processIds))
      yield {
        at,
        reason: say('check.references.process', { found: called }),
        advice: say('check.references.process.advice'),
      };
  }
};

const isMissing = (id: string, known: readonly string[] | undefined): boolean =>
  known !== undefined && !isComputed(id) && !known.includes(id);
