// Finds loops that never wait and are never left: their tokens go round forever within one step. A loop that is left by
// a condition is endless too if no element in it changes the variables of the condition.
import type { Bilingual } from '../catalogue.ts';
import { compileExpression } from '../feel/index.ts';
import type { Element, Graph } from '../graph.ts';
import { openFlows } from './choices.ts';
import { constantOf } from './constant.ts';
import { groupsIn, type Ways } from './groups.ts';
import { quoted, say } from './messages.ts';
import type { Complaint, Rule } from './rule.ts';
import { setBy } from './sources.ts';
import { insideOf, isDueAtOnce, isWaiting } from './waiting.ts';

export const endless: Rule = function* (graph) {
  const elements = Object.values(graph.elements);
  const passing = elements.filter((element) => passesOn(graph, element));
  const ways: Ways = new Map(passing.map((element) => [element.id, nextTo(graph, element)]));
  const endlessOnes = staying(graph, ways);
  for (const [loop] of loopsIn(graph, endlessOnes))
    yield forEver(loop!, say('check.endless.never', { loop: idsOf(loop!) }));
  for (const loop of loopsIn(graph, ways).flat()) {
    if (loop.some(({ id }) => endlessOnes.has(id)) || isDecidedAnew(graph, loop, conditionsIn(graph, loop))) continue;
    yield { ...forEver(loop, say('check.endless.unchanged', { loop: idsOf(loop) })), isPossible: true };
  }
  for (const element of elements) {
    const { condition, maximum } = element.loop?.standard ?? {};
    if (condition === undefined || maximum !== undefined || isWaiting(graph, element)) continue;
    const loop = idsOf([element]);
    if (constantOf(condition) === true) yield forEver([element], say('check.endless.always', { loop, condition }));
    else if (!isDecidedAnew(graph, [element], [condition]))
      yield { ...forEver([element], say('check.endless.sameCondition', { loop, condition })), isPossible: true };
  }
};

const idsOf = (loop: readonly Element[]): Bilingual => quoted(loop.map(({ id }) => id));

const forEver = (loop: readonly Element[], reason: Bilingual): Complaint => ({
  at: loop[0]!,
  reason,
  advice: say('check.endless.advice'),
});

const types = new Set<Element['type']>([
  'task',
  'sendTask',
  'scriptTask',
  'businessRuleTask',
  'subProcess',
  'transaction',
  'intermediateThrowEvent',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
]);

/** Tells whether every token passes the element without waiting and leaves it by its flows. */
function passesOn(graph: Graph, element: Element): boolean {
  const { type, event, incoming, boundary } = element;
  if (type === 'intermediateCatchEvent') return event?.type === 'link' || isDueAtOnce(element);
  const mayJoin = type === 'parallelGateway' || type === 'inclusiveGateway';
  if (!types.has(type) || boundary || (mayJoin && incoming.length > 1)) return false;
  return !isWaiting(graph, element) && !mayEndMore(graph, element);
}

const alone = new Set(['message', 'link', 'terminate']);

/** Tells whether an event that the element or its content throws may terminate the surrounding scope. */
function mayEndMore(graph: Graph, element: Element): boolean {
  const { type, event } = element;
  const isThrowing = type === 'intermediateThrowEvent' || type === 'endEvent';
  const isHeard =
    event?.type !== 'signal' || Object.values(graph.elements).some((other) => isAwaiting(other, event.name));
  if (isThrowing && event && !alone.has(event.type) && isHeard) return true;
  return insideOf(graph, element).some((inner) => mayEndMore(graph, inner));
}

const isAwaiting = ({ type, event }: Element, signal: string): boolean =>
  event?.type === 'signal' && event.name === signal && type !== 'endEvent' && type !== 'intermediateThrowEvent';

/**
 * The elements among which a token stays forever: every choice leads to one of them, or at least one of the tokens that
 * it becomes stays.
 */
function staying({ elements }: Graph, ways: Ways): Ways {
  const left = new Map([...ways].toReversed());
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [id, targets] of left) {
      const isKept = (target: string) => left.has(target);
      const stays = elements[id]!.hasConditions ? targets.every(isKept) : targets.some(isKept);
      if (!stays || targets.length === 0) left.delete(id);
    }
  }
  return left;
}

function nextTo(graph: Graph, element: Element): readonly string[] {
  const { event, type, hasConditions } = element;
  if (event?.type === 'link')
    return event.target ? [event.target] : element.outgoing.map((id) => graph.flows[id]!.target);
  const open = openFlows(graph, element);
  const taken = type === 'exclusiveGateway' && !hasConditions ? open.slice(0, 1) : open;
  return taken.map((id) => graph.flows[id]!.target);
}

/**
 * For each group of elements that lead to one another: the shortest loop through each element that no earlier loop of
 * the group contains.
 */
function loopsIn({ elements }: Graph, ways: Ways): Element[][][] {
  const place = new Map(Object.keys(elements).map((id, index) => [id, index]));
  return [...groupsIn(ways)].map((group) => {
    const done = new Set<string>();
    return [...group]
      .toSorted((one, other) => place.get(one)! - place.get(other)!)
      .flatMap((id) => {
        const loop = done.has(id) ? undefined : loopThrough(id, group, ways);
        for (const inner of loop ?? []) done.add(inner);
        return loop ? [loop.map((inner) => elements[inner]!)] : [];
      });
  });
}

function loopThrough(begin: string, group: ReadonlySet<string>, ways: Ways): readonly string[] | undefined {
  const open: (readonly string[])[] = [[begin]];
  const seen = new Set<string>();
  for (let path = open.shift(); path; path = open.shift()) {
    for (const target of ways.get(path.at(-1)!)!) {
      if (target === begin) return path;
      if (seen.has(target) || !group.has(target)) continue;
      seen.add(target);
      open.push([...path, target]);
    }
  }
  return undefined;
}

const conditionsIn = (graph: Graph, loop: readonly Element[]): string[] =>
  loop.flatMap(({ outgoing }) => outgoing.map((id) => graph.flows[id]!.condition ?? '')).filter((text) => text !== '');

/** Tells whether an element of the loop sets a variable of the conditions, or does unspecified work. */
function isDecidedAnew(graph: Graph, loop: readonly Element[], conditions: readonly string[]): boolean {
  if (loop.some((element) => isVague(graph, element))) return true;
  const set = new Set(loop.flatMap((element) => namesSetIn(graph, element)));
  return conditions.some((condition) => {
    const compiled = compileExpression(condition.slice(1));
    return 'error' in compiled || [...compiled.names, ...compiled.optionalNames].some((name) => set.has(name));
  });
}

const isVague = (graph: Graph, element: Element): boolean =>
  element.type === 'task' || insideOf(graph, element).some((inner) => isVague(graph, inner));

const namesSetIn = (graph: Graph, element: Element): string[] => [
  ...setBy(element).flatMap(({ names = [] }) => names),
  ...insideOf(graph, element).flatMap((inner) => namesSetIn(graph, inner)),
];
