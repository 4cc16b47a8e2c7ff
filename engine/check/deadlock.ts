// Joins at which a token can wait for ever.
import { play } from './play.ts';
import type { Rule } from './rule.ts';

export const deadlock: Rule = function* (graph) {
  const reported = new Set<string>();
  for (const { stuck } of play(graph)) {
    for (const [flowId] of stuck ?? []) {
      const gateway = graph.elements[graph.flows[flowId]!.target]!;
      if (reported.has(gateway.id)) continue;
      reported.add(gateway.id);
      const missing = gateway.incoming.filter((id) => !stuck!.has(id));
      yield {
        at: gateway,
        isPossible: true,
        reason: `'${gateway.name}' can wait for ever: a token comes by '${flowId}' and none by ${missing.map((id) => `'${id}'`).join(', ')}.`,
        advice: 'Join by the kind of gateway that the branches were split by, or lead every branch to it.',
      };
    }
  }
};
