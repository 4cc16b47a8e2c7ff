// The order in which elements may occur, by the flows alone; conditions are not evaluated.
import type { Element, Graph } from '../graph.ts';
import { groupsIn, type Ways } from './groups.ts';

export interface Order {
  /** Tells whether `one` may occur before `other` or beside it: not if it can only be reached after it. */
  readonly mayPrecede: (one: string, other: string) => boolean;
}

/** Cached, because more than one rule asks. */
export function orderOf(graph: Graph): Order {
  const known = orders.get(graph.elements) ?? ordered(graph);
  orders.set(graph.elements, known);
  return known;
}

const orders = new WeakMap<Graph['elements'], Order>();

function ordered(graph: Graph): Order {
  const ways = waysIn(graph);
  const loops = new Map([...groupsIn(ways)].flatMap((group, index) => [...group].map((id) => [id, index] as const)));
  const leads = reachIn(ways);
  return {
    mayPrecede: (one, other) =>
      (loops.has(one) && loops.get(one) === loops.get(other)) || (one !== other && !leads(other, one)),
  };
}

/**
 * Tells whether `other` can be reached from `one`. Uses arrays, because sets of ids are too slow for large models,
 * where every pair is queried.
 */
function reachIn(ways: Ways): (one: string, other: string) => boolean {
  const places = new Map([...ways.keys()].map((id, index) => [id, index]));
  const next = [...ways.values()].map((targets) => targets.map((id) => places.get(id)!));
  const known = new Map<string, Uint8Array>();
  return (one, other) => {
    let after = known.get(one);
    if (!after) {
      after = reached(next, places.get(one)!);
      if (known.size >= mostKept) known.clear();
      known.set(one, after);
    }
    return after[places.get(other)!] === 1;
  };
}

/** The most elements whose reachable elements are cached. */
const mostKept = 500;

function reached(next: readonly (readonly number[])[], from: number): Uint8Array {
  const found = new Uint8Array(next.length);
  const open = [...next[from]!];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found[place] === 1) continue;
    found[place] = 1;
    for (const target of next[place]!) if (found[target] === 0) open.push(target);
  }
  return found;
}

/**
 * The ways from each element, including those after the scopes around it and those of events in them. The exit of each
 * scope is an entry of its own.
 */
function waysIn({ elements, flows }: Graph): Ways {
  const ways = new Map<string, readonly string[]>();
  for (const element of Object.values(elements)) {
    const { id, scope, starts = [], trigger, event, compensatedBy } = element;
    const links = event?.type === 'link' && event.target ? [event.target] : [];
    const around = scope === undefined ? [] : [exitOf(scope)];
    const here = [...starts, ...links, ...[trigger, compensatedBy].filter((other) => other !== undefined)];
    const left = after(element, flows);
    ways.set(id, [...here, ...left, ...around]);
    ways.set(exitOf(id), [...left, ...around]);
  }
  return ways;
}

const exitOf = (scope: string): string => `${scope} left`;

function after(
  { type, outgoing, boundary = [], eventSubProcesses = [], loop, starts = [] }: Element,
  flows: Graph['flows'],
): string[] {
  const left = type === 'process' ? [] : [...outgoing.map((id) => flows[id]!.target), ...boundary];
  return [...left, ...eventSubProcesses, ...(loop ? starts : [])];
}
