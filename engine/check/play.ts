// Explores the markings of each scope by itself, up to a bound. Conditions are not evaluated, and activities let their
// tokens pass.
import { type Element, type Graph, triggersOf } from '../graph.ts';
import { openFlows } from './choices.ts';
import { orderOf } from './order.ts';
import { insideOf } from './waiting.ts';

/** The most markings that are explored in a scope; a scope with more gets no finding. */
const mostMarkings = 2_000;
/** With more tokens on one flow their number counts as unbounded, and the marking is not explored further. */
const mostTokens = 2;

type Marking = ReadonlyMap<string, number>;

/** An error or a cancellation leaves the scope with all its tokens. */
const left: Marking = new Map();

interface Ground extends Graph {
  /** Sub-processes that always end by an error and never complete. */
  readonly neverComplete: Set<string>;
}

/** The result of exploring a scope. */
interface Outcome {
  readonly scope: Element;
  /** A marking whose tokens can never move again. */
  readonly stuck?: Marking;
  /** Elements that do not join, but at which tokens can arrive by several flows at the same time. */
  readonly doubled: ReadonlyMap<Element, readonly string[]>;
}

/** Explores inner scopes first, because outer scopes depend on whether they complete. */
export function play(graph: Graph): readonly Outcome[] {
  const known = played.get(graph);
  if (known) return known;
  const ground: Ground = { ...graph, neverComplete: new Set() };
  const outcomes: Outcome[] = [];
  for (const scope of Object.values(graph.elements).toSorted((one, other) => depth(graph, other) - depth(graph, one))) {
    for (const begin of beginnings(graph, scope)) {
      const { completes, ...found } = explore(ground, begin);
      if (!completes) ground.neverComplete.add(scope.id);
      outcomes.push({ scope, ...found });
    }
  }
  played.set(graph, outcomes);
  return outcomes;
}

/** Cached, because more than one rule asks. */
const played = new WeakMap<Graph, readonly Outcome[]>();

function depth(graph: Graph, { scope }: Element): number {
  return scope === undefined ? 0 : 1 + depth(graph, graph.elements[scope]!);
}

/** The sets of elements at which the scope starts: each start event by itself, or all without an incoming flow. */
function beginnings(graph: Graph, scope: Element): readonly (readonly string[])[] {
  if (!scope.starts && !scope.trigger) return [];
  if (scope.type === 'eventSubProcess') return triggersOf(scope).map((id) => [id]);
  const events = insideOf(graph, scope)
    .filter(({ type }) => type === 'startEvent')
    .map(({ id }) => id);
  if (scope.type === 'process' && events.length > 0) return events.map((id) => [id]);
  return scope.starts ? [scope.starts] : [];
}

/**
 * Returns a marking in which no token can move, if one was found, and whether the scope may complete.
 */
function explore(graph: Ground, begin: readonly string[]): Omit<Outcome, 'scope'> & { readonly completes: boolean } {
  let first: Marking[] = [new Map()];
  for (const id of begin) first = first.flatMap((marking) => outcomes(graph, graph.elements[id]!, marking));
  const seen = new Set<string>();
  const open = [...first];
  const doubled = new Map<Element, readonly string[]>();
  let completes = false;
  for (let marking = open.pop(); marking; marking = open.pop()) {
    if (marking === left) continue;
    const text = textOf(marking);
    if (seen.has(text)) continue;
    if (seen.size >= mostMarkings) return { completes: true, doubled };
    seen.add(text);
    const isUnbounded = [...marking.values()].some((count) => count > mostTokens);
    if (marking.size === 0 || isUnbounded) completes = true;
    if (isUnbounded) continue;
    const next = moves(graph, marking, doubled);
    if (next.length === 0 && marking.size > 0) return { stuck: marking, completes: true, doubled };
    open.push(...next);
  }
  return { completes, doubled };
}

const textOf = (marking: Marking): string =>
  [...marking]
    .map(([id, count]) => `${id} ${count}`)
    .sort()
    .join();

/**
 * The markings after one element has moved. A merge moves after the others, to see whether several tokens meet there;
 * an inclusive join moves only if no other element can and if it awaits no token.
 */
function moves(graph: Ground, marking: Marking, doubled: Map<Element, readonly string[]>): Marking[] {
  const targets = [...new Set([...marking.keys()].map((id) => graph.flows[id]!.target))].map(
    (id) => graph.elements[id]!,
  );
  const full = ({ incoming }: Element) => incoming.filter((id) => marking.has(id));
  // One order is enough: the move of one element does not prevent that of another.
  const ready = targets.find((element) =>
    element.type === 'parallelGateway'
      ? full(element).length === element.incoming.length
      : element.incoming.length === 1,
  );
  if (ready) return outcomes(graph, ready, without(marking, full(ready)));
  const merges = targets.filter(({ type }) => type !== 'parallelGateway' && type !== 'inclusiveGateway');
  for (const merge of merges) if (full(merge).length > 1) doubled.set(merge, doubled.get(merge) ?? full(merge));
  const first = firstOf(graph, merges);
  if (first) return outcomes(graph, first, without(marking, full(first).slice(0, 1)));
  return targets
    .filter((element) => element.type === 'inclusiveGateway' && !isAwaiting(element, targets, marking))
    .flatMap((element) => outcomes(graph, element, without(marking, full(element))));
}

/** A merge to which no other leads. With many merges any one is taken, because comparing them costs too much. */
function firstOf(graph: Graph, merges: readonly Element[]): Element | undefined {
  if (merges.length < 2 || merges.length > 10) return merges[0];
  const { mayPrecede } = orderOf(graph);
  return merges.find(({ id }) => merges.every((other) => mayPrecede(id, other.id))) ?? merges[0];
}

/** BPMN 2.0.2 §13.4.3: a token at another join can still reach an empty flow, and no flow that has a token. */
function isAwaiting(
  { id, incoming, reach, directReach }: Element,
  joins: readonly Element[],
  marking: Marking,
): boolean {
  const full = incoming.filter((flow) => marking.has(flow));
  const empty = incoming.filter((flow) => !marking.has(flow));
  return joins.some(
    (other) =>
      other.id !== id &&
      empty.some((flow) => reach?.[flow]?.[other.id]) &&
      !full.some((flow) => directReach?.[flow]?.[other.id]),
  );
}

function without(marking: Marking, flows: readonly string[]): Marking {
  const rest = new Map(marking);
  for (const id of flows) {
    const left = (rest.get(id) ?? 0) - 1;
    if (left > 0) rest.set(id, left);
    else rest.delete(id);
  }
  return rest;
}

/** The possible markings after an element has been passed. */
function outcomes(graph: Ground, element: Element, rest: Marking): Marking[] {
  const { event, type } = element;
  if (type === 'endEvent' && event?.type === 'terminate') return [new Map()];
  if (type === 'endEvent' && (event?.type === 'cancel' || event?.type === 'error')) return [left];
  if (event?.type === 'link' && event.target) return outcomes(graph, graph.elements[event.target]!, rest);
  // Compensation takes no token (BPMN 2.0.2 §13.5.5).
  const boundary = (element.boundary ?? [])
    .map((id) => graph.elements[id]!)
    .filter((on) => on.event?.type !== 'compensation');
  const ways = graph.neverComplete.has(element.id) ? [left] : choices(graph, element).map((flows) => put(rest, flows));
  const interrupted = boundary
    .filter(({ interrupting }) => interrupting !== false)
    .flatMap((on) => outcomes(graph, on, rest));
  // A non-interrupting boundary event may occur in addition; one occurrence is enough to see its effect.
  const beside = boundary
    .filter(({ interrupting }) => interrupting === false)
    .flatMap((on) => ways.flatMap((way) => (way === left ? [] : outcomes(graph, on, way))));
  return [...ways, ...interrupted, ...beside];
}

function put(marking: Marking, flows: readonly string[]): Marking {
  const more = new Map(marking);
  for (const id of flows) more.set(id, (more.get(id) ?? 0) + 1);
  return more;
}

/**
 * The sets of flows by which tokens may leave the element: one flow, all flows, or any set. For any set, each single
 * flow and all flows together stand for the rest.
 */
function choices(graph: Graph, element: Element): readonly (readonly string[])[] {
  const { type, hasConditions } = element;
  const outgoing = openFlows(graph, element);
  if (outgoing.length === 0) return [[]];
  if (type === 'exclusiveGateway') return (hasConditions ? outgoing : outgoing.slice(0, 1)).map((id) => [id]);
  if (type === 'eventBasedGateway') return outgoing.map((id) => [id]);
  if (!hasConditions || outgoing.length === 1) return [outgoing];
  return [...outgoing.map((id) => [id]), outgoing];
}
