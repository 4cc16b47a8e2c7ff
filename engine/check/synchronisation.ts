// Finds parallel branches that meet without a join: the elements after it are executed once for each branch.
import type { Element, Graph } from '../graph.ts';
import { quoted, say } from './messages.ts';
import { play } from './play.ts';
import type { Rule } from './rule.ts';

export const synchronisation: Rule = function* (graph) {
  const reported = new Set<string>();
  for (const { scope, doubled } of play(graph)) {
    // In an ad-hoc sub-process people choose the elements.
    if (scope.type === 'adHocSubProcess' || scope.type === 'adHocInnerInstance') continue;
    for (const [at, flows] of doubled) {
      if (reported.has(at.id) || !isWork(graph, at)) continue;
      reported.add(at.id);
      yield {
        at,
        isPossible: true,
        reason: say('check.synchronisation', { name: at.name, flows: quoted(flows, ' and ') }),
        advice: say('check.synchronisation.advice'),
      };
    }
  }
};

/** Tells whether the element, or one after it, does work before the end. */
function isWork({ elements, flows }: Graph, at: Element): boolean {
  const seen = new Set<Element>();
  const open = [at];
  for (let here = open.pop(); here; here = open.pop()) {
    if (seen.has(here) || here.type === 'endEvent') continue;
    if (!here.type.endsWith('Gateway')) return true;
    seen.add(here);
    open.push(...here.outgoing.map((id) => elements[flows[id]!.target]!));
  }
  return false;
}
