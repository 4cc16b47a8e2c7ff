// Conditions on sequence flows (BPMN 2.0.2 §13.4).
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { say } from '../messages.ts';
import type { Run } from '../run.ts';
import { truthOf } from './expressions.ts';
import { IncidentError } from './incidents.ts';
import { visibleVariables } from './variables.ts';

/** Flows whose condition holds, in the model's order, at most `limit`; else the default flow, else an incident. */
export function chosenFlows(
  run: Run,
  element: Element,
  key: number,
  limit = Number.POSITIVE_INFINITY,
): readonly string[] {
  const { outgoing, defaultFlow } = element;
  if (outgoing.length === 0) return outgoing;
  const variables = visibleVariables(run, key);
  const found: string[] = [];
  for (const flowId of outgoing) {
    if (found.length === limit) break;
    if (flowId !== defaultFlow && holds(run, flowId, variables, element)) found.push(flowId);
  }
  if (found.length > 0) return found;
  if (defaultFlow) return [defaultFlow];
  const { id, name } = element;
  throw new IncidentError('condition', say('incident.noFlow', { id, name, count: outgoing.length }));
}

function holds(run: Run, flowId: string, variables: Variables, element: Element): boolean {
  const { condition } = run.model.graph.flows[flowId]!;
  const name = () => say('value.flowCondition', { flow: flowId });
  return condition === undefined || truthOf(run, condition, variables, element, name);
}
