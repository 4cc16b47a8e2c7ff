// When an inclusive join goes on (BPMN 2.0.2 §13.4.3): some incoming flow has a token, and each token elsewhere with a
// path to an empty incoming flow also has a path to a full one. Paths that visit the join do not count.
//
// The specification's paths are sequence flows. A token in an activity may also leave by a boundary event. The join
// waits for a token that can come that way, but a path through an exception does not replace the usual path.
import type { Scope } from './marking.ts';
import { into, type Net, type Node, outOf } from './net.ts';

export function isEnabled(net: Net, { tokens, active }: Scope, { id }: Node): boolean {
  const full = into(net, id).filter((flow) => tokens[flow.id]);
  const isEmpty = into(net, id).filter((flow) => !tokens[flow.id]);
  if (full.length === 0) return false;
  const places = [
    ...Object.keys(tokens)
      .map((flow) => net.flows[flow]!.to)
      .filter((to) => to !== id),
    ...active.map(({ node }) => node),
  ];
  return places.every((place) => {
    const usual = reachable(net, place, id, false);
    const any = reachable(net, place, id, true);
    return !isEmpty.some(({ from }) => any.has(from)) || full.some(({ from }) => usual.has(from));
  });
}

function reachable(net: Net, from: string, avoiding: string, byBoundaries: boolean): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === avoiding || seen.has(node)) continue;
    seen.add(node);
    open.push(...outOf(net, node).map(({ to }) => to));
    if (byBoundaries) open.push(...(net.boundaries[node] ?? []).map(({ id }) => id));
  }
  return seen;
}
