// Finds a process that always calls itself, or throws the message or signal that it starts by, before it waits for
// anything.
import type { Element, Graph } from '../graph.ts';
import { openFlows } from './choices.ts';
import { eventNamed, say } from './messages.ts';
import type { Complaint, Rule } from './rule.ts';
import { isWaiting } from './waiting.ts';

export const selfCalls: Rule = function* (graph) {
  yield* callsItself(graph);
  yield* startsItself(graph);
};

/** BPMN 2.0.2 §10.5.2, §13.5.1: each message or signal starts a new instance, which may be meant. */
function* startsItself(graph: Graph): Generator<Complaint> {
  const all = Object.values(graph.elements);
  for (const { type, scope, event, id } of all) {
    if (type !== 'startEvent' || scope !== graph.processId) continue;
    if (event?.type !== 'message' && event?.type !== 'signal') continue;
    const throwers = all.filter((one) => throwing.has(one.type) && !one.job && isSame(one.event, event));
    const [at] = throwers;
    if (!at || !leadingTo(graph, new Set(throwers.map((one) => one.id))).has(id)) continue;
    yield {
      at,
      isPossible: true,
      reason: say('check.selfCalls.byEvent', { name: at.name, event: eventNamed(event.type, event.name) }),
      advice: say('check.selfCalls.byEvent.advice'),
    };
  }
}

const throwing = new Set<Element['type']>(['sendTask', 'intermediateThrowEvent', 'endEvent']);

const isSame = (one: Element['event'], { type, name }: { readonly type: string; readonly name: string }): boolean =>
  one?.type === type && 'name' in one && one.name === name;

function* callsItself(graph: Graph): Generator<Complaint> {
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
}

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
