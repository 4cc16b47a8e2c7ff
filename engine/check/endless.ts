// A loop that nothing leaves and in which nothing waits: its tokens go round for ever, within one step.
import type { Element, Graph } from '../graph.ts';
import type { Rule } from './rule.ts';

export const endless: Rule = function* (graph) {
  const inLoops = new Set<string>();
  for (const element of Object.values(graph.elements)) {
    if (inLoops.has(element.id)) continue;
    const loop = loopThrough(graph, element);
    if (!loop) continue;
    for (const id of loop) inLoops.add(id);
    yield {
      at: element,
      reason: `The loop ${loop.map((id) => `'${id}'`).join(', ')} goes on without end: nothing in it waits, and nothing in it chooses to leave.`,
      advice: 'Let an exclusive gateway with a condition lead out of it, or let something in it wait.',
    };
  }
};

/** Elements through which every token passes at once, by every one of its ways. */
const passing = new Set([
  'task',
  'scriptTask',
  'businessRuleTask',
  'intermediateThrowEvent',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
]);

function passesOn({ type, job, loop, hasConditions, incoming, outgoing }: Element): boolean {
  if (!passing.has(type) || job || loop) return false;
  if (type === 'parallelGateway' && incoming.length > 1) return false;
  return !hasConditions && !(type === 'exclusiveGateway' && outgoing.length > 1);
}

function loopThrough({ elements, flows }: Graph, begin: Element): readonly string[] | undefined {
  const open: (readonly string[])[] = [[begin.id]];
  const seen = new Set<string>();
  for (let path = open.pop(); path; path = open.pop()) {
    const element = elements[path.at(-1)!]!;
    if (!passesOn(element)) continue;
    for (const flowId of element.outgoing) {
      const { target } = flows[flowId]!;
      if (target === begin.id) return path;
      if (seen.has(target)) continue;
      seen.add(target);
      open.push([...path, target]);
    }
  }
  return undefined;
}
