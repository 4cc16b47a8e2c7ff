// Branches that run side by side and meet where nothing joins them: what follows is done once for each.
import type { Element, Graph } from '../graph.ts';
import { play } from './play.ts';
import type { Rule } from './rule.ts';

export const synchronisation: Rule = function* (graph) {
  const reported = new Set<string>();
  for (const { scope, doubled } of play(graph)) {
    // In an ad-hoc sub-process people choose.
    if (scope.type === 'adHocSubProcess' || scope.type === 'adHocInnerInstance') continue;
    for (const [at, flows] of doubled) {
      if (reported.has(at.id) || !isWork(graph, at, [])) continue;
      reported.add(at.id);
      yield {
        at,
        isPossible: true,
        reason: `'${at.name}' does not join what runs side by side: tokens come by ${flows.map((id) => `'${id}'`).join(' and ')}, and what follows is done for each.`,
        advice:
          'Join the branches by the kind of gateway that they were split by, or let each go its own way to the end.',
      };
    }
  }
};

/** Something is done there or after it, before the end. */
function isWork({ elements, flows }: Graph, { id, type, outgoing }: Element, before: readonly string[]): boolean {
  if (before.includes(id) || type === 'endEvent') return false;
  if (!type.endsWith('Gateway')) return true;
  return outgoing.some((flow) => isWork({ elements, flows } as Graph, elements[flows[flow]!.target]!, [...before, id]));
}
