// Finds joins at which a token can wait forever.
import { quoted, say } from './messages.ts';
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
        reason: say('check.deadlock', { name: gateway.name, flow: flowId, missing: quoted(missing) }),
        advice: say('check.deadlock.advice'),
      };
    }
  }
};
