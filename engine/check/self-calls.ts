// A process that calls itself whatever happens, before it waits for anything.
import type { Element, Graph } from '../graph.ts';
import { openFlows } from './choices.ts';
import type { Rule } from './rule.ts';
import { insideOf, isWaiting } from './waiting.ts';

export const selfCalls: Rule = function* (graph) {
  const { elements, processId } = graph;
  const calls = Object.values(elements).filter(({ call, boundary }) => call?.processId === processId && !boundary);
  const ids = new Set(calls.map(({ id }) => id));
  const starts = Object.values(elements).filter(
    ({ type, scope, event }) => type === 'startEvent' && scope === processId && !event,
  );
  for (const at of calls) {
    if (starts.length === 0 || !starts.every((start) => leadsTo(graph, start, ids, []))) continue;
    yield {
      at,
      reason: `'${at.name}' calls the process that it stands in, and nothing waits or chooses otherwise before: the calls have no end.`,
      advice: 'Let a condition decide whether it is called again.',
    };
    return;
  }
};

/** Whether every way from the element comes to one of them at once. */
function leadsTo(graph: Graph, element: Element, ids: ReadonlySet<string>, before: readonly string[]): boolean {
  const { id, type, event, hasConditions, incoming, boundary, starts } = element;
  if (ids.has(id)) return true;
  if (before.includes(id) || boundary || (type === 'parallelGateway' && incoming.length > 1)) return false;
  const isScope = type === 'subProcess' || type === 'transaction';
  if (isScope)
    return (
      (starts ?? []).some((start) => leadsTo(graph, graph.elements[start]!, ids, [...before, id])) ||
      (!insideOf(graph, element).some((inner) => isWaiting(graph, inner)) && goesOn())
    );
  if (isWaiting(graph, element)) return false;
  return goesOn();

  function goesOn(): boolean {
    const targets =
      event?.type === 'link' && event.target
        ? [event.target]
        : openFlows(graph, element).map((flow) => graph.flows[flow]!.target);
    const leads = (target: string) => leadsTo(graph, graph.elements[target]!, ids, [...before, id]);
    return targets.length > 0 && (hasConditions ? targets.every(leads) : targets.some(leads));
  }
}
