// For each incoming flow of an inclusive join: the elements of its scope from which a token can still reach the flow
// without passing the join itself (BPMN 2.0.2 §13.4.3). Computed once, so that a running case only looks it up.
import type { Element, Graph, Reach } from '../graph.ts';

export function withReach(graph: Graph): Graph {
  const joins = Object.values(graph.elements).filter(
    ({ type, incoming }) => type === 'inclusiveGateway' && incoming.length > 1,
  );
  if (joins.length === 0) return graph;
  const before = predecessors(graph, true);
  const directlyBefore = predecessors(graph, false);
  const elements = { ...graph.elements };
  for (const join of joins)
    elements[join.id] = {
      ...join,
      reach: reachOf(join, graph, before),
      directReach: reachOf(join, graph, directlyBefore),
    };
  return { ...graph, elements };
}

function reachOf(join: Element, graph: Graph, before: Map<string, string[]>): Reach {
  const reachOfFlow = (flowId: string) => {
    const reached: { [elementId: string]: true } = {};
    const open = [graph.flows[flowId]!.source];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === join.id || reached[id]) continue;
      reached[id] = true;
      open.push(...(before.get(id) ?? []));
    }
    return reached;
  };
  return Object.fromEntries(join.incoming.map((flowId) => [flowId, reachOfFlow(flowId)]));
}

/** Along sequence flows, from a link to its catch event, and from an activity to its boundary events. */
function predecessors(graph: Graph, throughBoundaries: boolean): Map<string, string[]> {
  const before = new Map<string, string[]>();
  const connect = (from: string, to: string) => before.set(to, [...(before.get(to) ?? []), from]);
  for (const { source, target } of Object.values(graph.flows)) connect(source, target);
  const all = Object.values(graph.elements);
  for (const { id, boundary, type, event, scope } of all) {
    if (throughBoundaries) for (const boundaryId of boundary ?? []) connect(id, boundaryId);
    if (type !== 'intermediateThrowEvent' || event?.type !== 'link') continue;
    for (const other of all) {
      const matches =
        other.type === 'intermediateCatchEvent' && other.event?.type === 'link' && other.event.name === event.name;
      if (matches && other.scope === scope) connect(id, other.id);
    }
  }
  return before;
}
