// What may come before what: by the flows, whatever the conditions say.
import type { Element, Graph } from '../graph.ts';

/** Whether the one may happen before the other does, or beside it: not if it is only ever reached from there. */
export function mayPrecede(graph: Graph): (one: string, other: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  const after = (id: string): ReadonlySet<string> => {
    const set = known.get(id) ?? reached(graph, id);
    known.set(id, set);
    return set;
  };
  return (one, other) => after(one).has(other) || (one !== other && !after(other).has(one));
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
  const around = scopesOf(graph, element);
  return [
    ...starts,
    ...(trigger ? [trigger] : []),
    ...links,
    ...(compensatedBy ? [compensatedBy] : []),
    ...[element, ...around].flatMap(
      ({ type, outgoing, boundary = [], eventSubProcesses = [], loop, starts: again = [] }) => [
        ...(type === 'process' ? [] : [...outgoing.map((id) => graph.flows[id]!.target), ...boundary]),
        ...eventSubProcesses,
        ...(loop ? again : []),
      ],
    ),
  ];
}

function scopesOf(graph: Graph, { scope }: Element): Element[] {
  if (scope === undefined) return [];
  const around = graph.elements[scope]!;
  return [around, ...scopesOf(graph, around)];
}
