// The flows by which a token can leave an element, as far as the conditions alone tell.
import type { Element, Flow, Graph } from '../graph.ts';
import { constantOf } from './constant.ts';

export interface Hidden {
  readonly flow: Flow;
  /** The flow that is always taken instead; absent if the flow's own condition is never true. */
  readonly by?: Flow;
}

/** Flows that are never taken, whatever the variables are. */
export function hiddenAt({ flows }: Graph, element: Element): Hidden[] {
  const { type, outgoing, defaultFlow, hasConditions } = element;
  if (type === 'eventBasedGateway' || (type !== 'exclusiveGateway' && !hasConditions)) return [];
  const choices = outgoing.filter((id) => id !== defaultFlow).map((id) => flows[id]!);
  const always = choices.find(({ condition }) => condition === undefined || constantOf(condition) === true);
  const before = new Map<string | undefined, Flow>();
  let passed: Flow | undefined;
  const hidden = choices.flatMap((flow): Hidden[] => {
    const text = flow.condition?.replaceAll(/\s/g, '');
    const by = passed ?? before.get(text);
    if (!before.has(text)) before.set(text, flow);
    if (flow === always) passed = flow;
    if (flow.condition !== undefined && constantOf(flow.condition) === false) return [{ flow }];
    return type === 'exclusiveGateway' && by ? [{ flow, by }] : [];
  });
  return always && defaultFlow !== undefined ? [...hidden, { flow: flows[defaultFlow]!, by: always }] : hidden;
}

export function openFlows(graph: Graph, element: Element): readonly string[] {
  const hidden = hiddenAt(graph, element).map(({ flow }) => flow.id);
  return hidden.length > 0 ? element.outgoing.filter((id) => !hidden.includes(id)) : element.outgoing;
}
