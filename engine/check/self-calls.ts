// Finds a process that always calls itself before it waits for anything.
import type { Element, Graph } from '../graph.ts';
import { openFlows } from './choices.ts';
import { say } from './messages.ts';
import type { Rule } from './rule.ts';
import { isWaiting } from './waiting.ts';

export const selfCalls: Rule = function* (graph) {
  const { elements, processId } = graph;
  const calls = Object.values(elements).filter(({ call, boundary }) => call?.processId === processId && !boundary);
  const ids = new Set(calls.map(({ id }) => id));
  const starts = Object.values(elements).filter(
    ({ type, scope, event }) => type === 'startEvent' && scope === processId && !event,
  );
  const [at] = calls;
  if (!at || starts.length === 0) return;
  const leading = leadingTo(graph, ids);
  if (!starts.every(({ id }) => leading.has(id))) return;
  yield {
    at,
    reason: say('check.selfCalls', { name: at.name }),
    advice: say('check.selfCalls.advice'),
  };
};

/** The elements from which every way reaches one of the given elements without waiting. */
function leadingTo(graph: Graph, ids: ReadonlySet<string>): ReadonlySet<string> {
  const leading = new Set(ids);
  const others = Object.values(graph.elements)
    .filter(({ id }) => !ids.has(id))
    .toReversed();
  for (let before = -1; before !== leading.size; ) {
    before = leading.size;
    for (const element of others)
      if (!leading.has(element.id) && leads(graph, element, leading)) leading.add(element.id);
  }
  return leading;
}

function leads(graph: Graph, element: Element, leading: ReadonlySet<string>): boolean {
  const { type, event, hasConditions, incoming, boundary, starts } = element;
  if (boundary || (type === 'parallelGateway' && incoming.length > 1)) return false;
  const isScope = type === 'subProcess' || type === 'transaction';
  if (isScope && (starts ?? []).some((start) => leading.has(start))) return true;
  if (isWaiting(graph, element)) return false;
  const isLeading = (target: string) => leading.has(target);
  const targets =
    event?.type === 'link' && event.target
      ? [event.target]
      : openFlows(graph, element).map((flow) => graph.flows[flow]!.target);
  return targets.length > 0 && (hasConditions ? targets.every(isLeading) : targets.some(isLeading));
}
