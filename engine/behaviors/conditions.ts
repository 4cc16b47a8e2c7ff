// Conditions on sequence flows (BPMN 2.0.2 §13.4).
import type { Element } from '../graph.ts';
import type { Run } from '../run.ts';
import { IncidentError } from './incidents.ts';
import { evaluateText, visibleVariables } from './variables.ts';

/** Flows whose condition holds, in the model's order; at most `limit` are looked for. The default flow is not among them. */
export function trueFlows(run: Run, element: Element, key: number, limit = Number.POSITIVE_INFINITY): string[] {
  const variables = visibleVariables(run, key);
  const found: string[] = [];
  for (const flowId of element.outgoing) {
    if (found.length === limit) break;
    if (flowId !== element.defaultFlow && holds(run, flowId, variables, element)) found.push(flowId);
  }
  return found;
}

/** As above, or the default flow, or an incident. */
export function chosenFlows(run: Run, element: Element, key: number, limit?: number): string[] {
  const found = trueFlows(run, element, key, limit);
  if (found.length > 0) return found;
  if (element.defaultFlow) return [element.defaultFlow];
  const count = element.outgoing.length;
  throw new IncidentError(
    'condition',
    `Expected a true condition or a default flow at '${element.id}'; all ${count} conditions were false.`,
  );
}

function holds(run: Run, flowId: string, variables: ReturnType<typeof visibleVariables>, element: Element): boolean {
  const { condition } = run.model.graph.flows[flowId]!;
  if (condition === undefined) return true;
  const value = evaluateText(
    run,
    condition.startsWith('=') ? condition : `=${condition}`,
    variables,
    element,
    `the condition of '${flowId}'`,
  );
  if (typeof value === 'boolean') return value;
  throw new IncidentError(
    'condition',
    `Expected true or false from the condition of '${flowId}'; found ${JSON.stringify(value)}.`,
  );
}
