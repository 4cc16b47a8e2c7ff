// Random models without any structure: gateways and tasks with flows between them as chance will have it. Many deadlock.
import fc from 'fast-check';
import type { Element, Flow, Graph, Model } from '../../../engine/index.ts';
import { withReach } from '../../../engine/read/reach.ts';
import { modelOf } from './model.ts';

const types = ['userTask', 'userTask', 'userTask', 'parallelGateway', 'exclusiveGateway', 'inclusiveGateway'] as const;

export interface Tangle {
  readonly nodes: readonly (typeof types)[number][];
  /** Pairs of node numbers; from -1 leads from the start. */
  readonly edges: readonly (readonly [number, number])[];
}

export const tangle: fc.Arbitrary<Tangle> = fc
  .array(fc.constantFrom(...types), { minLength: 2, maxLength: 9 })
  .chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(fc.tuple(fc.nat(nodes.length - 1), fc.nat(nodes.length - 1)), { minLength: 2, maxLength: 16 }),
    }),
  );

/** Without loops that never wait: a flow goes backwards only into a task. */
export function graphOf({ nodes, edges }: Tangle): Model {
  const flows: { [id: string]: Flow } = {};
  const elements: { [id: string]: Element } = {
    p: element('p', 'process'),
    start: element('start', 'startEvent', 'p'),
  };
  nodes.forEach((type, index) => {
    elements[`n${index}`] = element(`n${index}`, type, 'p');
  });
  const kept = edges.filter(([from, to]) => to > from || nodes[to] === 'userTask');
  const ends = [['start', 'n0'], ...kept.map(([from, to]) => [`n${from}`, `n${to}`])] as [string, string][];
  ends.forEach(([source, target], index) => {
    const id = `f${index}`;
    flows[id] = { id, name: '', source, target };
    elements[source] = { ...elements[source]!, outgoing: [...elements[source]!.outgoing, id] };
    elements[target] = { ...elements[target]!, incoming: [...elements[target]!.incoming, id] };
  });
  elements['p'] = { ...elements['p']!, starts: ['start'], hasInclusiveJoin: true };
  const graph: Graph = { format: 1, processId: 'p', name: 'p', elements, flows };
  return modelOf(withReach(graph));
}

function element(id: string, type: Element['type'], scope?: string): Element {
  return { id, type, name: id, properties: {}, incoming: [], outgoing: [], ...(scope ? { scope } : {}) };
}
