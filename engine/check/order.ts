// What may come before what: by the flows, whatever the conditions say.
import type { Element, Graph } from '../graph.ts';

export interface Order {
  /** Whether the other can be reached from the one. */
  readonly leads: (one: string, other: string) => boolean;
  /** Whether the one may happen before the other or beside it: not if it is only ever reached from there. */
  readonly mayPrecede: (one: string, other: string) => boolean;
}

export function orderOf(graph: Graph): Order {
  const known = new Map<string, ReadonlySet<string>>();
  const leads = (one: string, other: string): boolean => {
    const after = known.get(one) ?? reached(graph, one);
    known.set(one, after);
    return after.has(other);
  };
  return { leads, mayPrecede: (one, other) => leads(one, other) || (one !== other && !leads(other, one)) };
}

function reached(graph: Graph, from: string): Set<string> {
  const found = new Set<string>();
  const open = [...next(graph, graph.elements[from]!)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...next(graph, graph.elements[id]!));
  }
  return found;
}

/** Also what follows the scopes around it, and what may be triggered in them. */
function next(graph: Graph, element: Element): string[] {
  const { starts = [], trigger, event, compensatedBy } = element;
  const links = event?.type === 'link' && event.target ? [event.target] : [];
  const here = [...starts, ...links, ...[trigger, compensatedBy].filter((id) => id !== undefined)];
  return [...here, ...[element, ...scopesOf(graph, element)].flatMap((scope) => after(graph, scope))];
}

function after(
  { flows }: Graph,
  { type, outgoing, boundary = [], eventSubProcesses = [], loop, starts = [] }: Element,
) {
  const left = type === 'process' ? [] : [...outgoing.map((id) => flows[id]!.target), ...boundary];
  return [...left, ...eventSubProcesses, ...(loop ? starts : [])];
}

function scopesOf(graph: Graph, { scope }: Element): Element[] {
  if (scope === undefined) return [];
  const around = graph.elements[scope]!;
  return [around, ...scopesOf(graph, around)];
}
