// Decisions and processes that the model calls by name exist.
import { isComputed, type Rule } from './rule.ts';

export const references: Rule = function* ({ elements, processId }, { decisionIds, processIds }) {
  for (const at of Object.values(elements)) {
    const decisionId = at.decision?.decisionId;
    if (decisionId !== undefined && isMissing(decisionId, decisionIds))
      yield {
        at,
        reason: `Expected the id of a deployed decision; found '${decisionId}'.`,
        advice: 'Deploy the decision with the model, or correct the id.',
      };
    const called = at.call?.processId;
    if (called !== undefined && called !== processId && isMissing(called, processIds))
      yield {
        at,
        reason: `Expected the id of a deployed process; found '${called}'.`,
        advice: 'Deploy the called process with the model, or correct the id.',
      };
  }
};

const isMissing = (id: string, known: readonly string[] | undefined): boolean =>
  known !== undefined && !isComputed(id) && !known.includes(id);
