// Every decision and process that the model calls by name exists, and a called process can start by a call.
import { canBeCalled } from '../graph.ts';
import { say } from './messages.ts';
import { isComputed, type Rule } from './rule.ts';

export const references: Rule = function* (graph, { decisionIds, processIds, graphs = [] }) {
  const { elements, processId } = graph;
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
    const model = [graph, ...graphs].find((one) => one.processId === called);
    if (model && !canBeCalled(model))
      yield {
        at,
        reason: say('check.references.noNoneStart', { found: model.processId }),
        advice: say('check.references.noNoneStart.advice'),
      };
  }
};

const isMissing = (id: string, known: readonly string[] | undefined): boolean =>
  known !== undefined && !isComputed(id) && !known.includes(id);
