// Finds events that can never occur: their host never waits, no element throws them, or another event always precedes
// them.
import { addDuration } from '../behaviors/timers.ts';
import type { Bilingual } from '../catalogue.ts';
import { type Element, type Graph, triggersOf } from '../graph.ts';
import { anyInstant, constantOf } from './constant.ts';
import { eventNamed, say } from './messages.ts';
import { type Complaint, isComputed, type Rule } from './rule.ts';
import { isThrowing } from './unheard.ts';
import { insideOf, isWaiting } from './waiting.ts';

export const unmet: Rule = function* (graph) {
  for (const element of Object.values(graph.elements)) {
    const boundary = (element.boundary ?? []).map((id) => graph.elements[id]!);
    const triggers = (element.eventSubProcesses ?? []).flatMap((id) => triggersOf(graph.elements[id]!));
    const starts = triggers.map((id) => graph.elements[id]!);
    for (const on of boundary) yield* neverAt(graph, element, on);
    for (const on of starts) if (isThrown(on)) yield* neverThrown(graph, element, on);
    for (const rivals of [[...boundary, element], starts, afterGateway(graph, element)]) yield* alwaysLater(rivals);
    yield* takenAround(graph, element);
  }
};

const isThrown = ({ event }: Element): boolean => event?.type === 'error' || event?.type === 'escalation';

const fromOutside = new Set(['message', 'timer', 'signal', 'conditional']);

function* neverAt(graph: Graph, host: Element, on: Element): Generator<Complaint> {
  if (isThrown(on)) return yield* neverThrown(graph, host, on);
  if (!fromOutside.has(on.event?.type ?? '') || isWaiting(graph, host)) return;
  yield {
    at: on,
    // The host waits only if it has an incident.
    isPossible: true,
    reason: say('check.unmet.neverWaits', { name: on.name, host: host.name }),
    advice: say('check.unmet.neverWaits.advice'),
  };
}

function* neverThrown(graph: Graph, scope: Element, on: Element): Generator<Complaint> {
  if (throws(graph, scope, on)) return;
  yield {
    at: on,
    reason: say('check.unmet.notThrown', { name: on.name, scope: scope.name, event: withCode(on) }),
    advice: say('check.unmet.notThrown.advice'),
  };
}

const codeOf = ({ event }: Element): string | undefined =>
  event?.type === 'error' || event?.type === 'escalation' ? event.code : undefined;

const withCode = (on: Element): Bilingual => eventNamed(on.event!.type as 'error' | 'escalation', codeOf(on), 'an');

/** A job may throw any error, a called process any error or escalation. */
function throws(graph: Graph, element: Element, on: Element): boolean {
  const { type, job, listeners, event } = element;
  if (type === 'callActivity') return true;
  if (on.event!.type === 'error' && (job || listeners)) return true;
  const isThrowing = type === 'endEvent' || type === 'intermediateThrowEvent';
  if (isThrowing && event?.type === on.event!.type) {
    const [thrown, caught] = [codeOf(element) ?? '', codeOf(on)];
    if (caught === undefined || thrown === caught || isComputed(thrown) || isComputed(caught)) return true;
  }
  return insideOf(graph, element).some((inner) => throws(graph, inner, on));
}

function afterGateway({ elements, flows }: Graph, { type, outgoing }: Element): Element[] {
  return type === 'eventBasedGateway' ? outgoing.map((id) => elements[flows[id]!.target]!) : [];
}

/**
 * Events that wait side by side: a message goes to the first event that awaits it, and an earlier timer may end the
 * waiting of all.
 */
function* alwaysLater(rivals: readonly Element[]): Generator<Complaint> {
  for (const [index, on] of rivals.entries()) {
    const twin = rivals.slice(0, index).find((other) => other.interrupting !== false && isSameMessage(other, on));
    const earlier = rivals.find((other) => other.interrupting !== false && isEarlier(other, on));
    if (twin)
      yield {
        at: on,
        reason: say('check.unmet.twin', { name: on.name, other: twin.name }),
        advice: say('check.unmet.message.advice'),
      };
    if (earlier)
      yield {
        at: on,
        reason: say('check.unmet.earlier', { name: on.name, other: earlier.name }),
        advice: say('check.unmet.earlier.advice'),
      };
  }
}

/** An outer event that awaits the same message has waited longer, receives it, and terminates the inner one. */
function* takenAround({ elements }: Graph, on: Element): Generator<Complaint> {
  if (on.event?.type !== 'message' || isThrowing(on) || on.type === 'startEvent') return;
  let inner = on.id;
  for (let here = elements[on.scope ?? '']; here; here = elements[here.scope ?? '']) {
    const beside = (here.eventSubProcesses ?? [])
      .filter((id) => id !== inner)
      .flatMap((id) => triggersOf(elements[id]!));
    inner = here.id;
    const other = [...(here.boundary ?? []), ...beside]
      .map((id) => elements[id]!)
      .find((one) => one.interrupting !== false && isSameMessage(one, on));
    if (!other) continue;
    yield {
      at: on,
      isPossible: true,
      reason: say('check.unmet.around', { name: on.name, other: other.name }),
      advice: say('check.unmet.message.advice'),
    };
    return;
  }
}

function isSameMessage({ event: one }: Element, { event: other }: Element): boolean {
  if (one?.type !== 'message' || other?.type !== 'message') return false;
  return one.name === other.name && one.correlationKey === other.correlationKey;
}

function isEarlier({ event: one }: Element, { event: other }: Element): boolean {
  if (one?.type !== 'timer' || other?.type !== 'timer' || one.kind !== 'duration' || other.kind !== 'duration')
    return false;
  const [first, second] = [one, other].map(({ value }) => {
    const duration = constantOf(value);
    return typeof duration === 'string' ? addDuration(anyInstant, duration) : undefined;
  });
  return first !== undefined && second !== undefined && first < second;
}
