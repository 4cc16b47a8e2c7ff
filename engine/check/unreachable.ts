// Finds elements that no token can reach.
import { type Element, type Graph, triggersOf } from '../graph.ts';
import { say } from './messages.ts';
import type { Rule } from './rule.ts';

export const unreachable: Rule = function* (graph) {
  const reached = reachedFrom(graph);
  for (const element of Object.values(graph.elements)) {
    if (reached.has(element.id) || (element.scope !== undefined && !reached.has(element.scope))) continue;
    yield {
      at: element,
      reason: say('check.unreachable', { name: element.name }),
      advice: say('check.unreachable.advice'),
    };
  }
};

function reachedFrom(graph: Graph): Set<string> {
  const reached = new Set<string>();
  const open = [graph.processId, ...processStarts(graph)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...next(graph, graph.elements[id]!));
  }
  return reached;
}

/** The process may start at each of its start events, not only at the default one. */
function processStarts({ elements, processId }: Graph): string[] {
  return Object.values(elements)
    .filter(({ type, scope }) => type === 'startEvent' && scope === processId)
    .map(({ id }) => id);
}

function next({ elements, flows }: Graph, element: Element): string[] {
  const { starts = [], eventSubProcesses = [], boundary = [], event, compensatedBy } = element;
  const links = event?.type === 'link' && event.target ? [event.target] : [];
  const targets = element.outgoing.map((id) => flows[id]!.target);
  const inside = [...starts, ...triggersOf(element), ...eventSubProcesses];
  const handlers = compensatedBy ? [compensatedBy] : [];
  return [...inside, ...boundary, ...links, ...handlers, ...targets].filter((id) => elements[id]);
}
