// Random models without any structure: arbitrary elements with arbitrary flows between them. Many deadlock.
import fc from 'fast-check';
import type { Element, Flow, Graph, Model } from '../../../engine/index.ts';
import { withReach } from '../../../engine/read/reach.ts';
import { connect } from '../../../engine/read/structure.ts';
import { modelOf } from './model.ts';

type EventDefinition = NonNullable<Element['event']>;
type Draft = { -readonly [K in keyof Element]: Element[K] };

const types = [
  'userTask',
  'userTask',
  'userTask',
  'userTask',
  'serviceTask',
  'parallelGateway',
  'exclusiveGateway',
  'inclusiveGateway',
  'inclusiveGateway',
  'task',
  'intermediateCatchEvent',
  'eventBasedGateway',
  'subProcess',
  'subProcess',
  'endEvent',
  'terminate',
  'error',
  'escalation',
] as const;

export interface Tangle {
  readonly nodes: readonly NodeShape[];
  /** Pairs of node numbers, with the least `pick` under which a choosing element takes the flow. */
  readonly edges: readonly (readonly [from: number, to: number, atLeast: number])[];
  /** At most one of them starts by an error or an escalation, so that they do not start each other without end. */
  readonly handlers: readonly HandlerShape[];
}

interface NodeShape {
  readonly type: (typeof types)[number];
  readonly code: string;
  readonly inside: Tangle | null;
  readonly boundary: readonly {
    readonly by: Trigger;
    readonly interrupting: boolean;
    readonly to: readonly number[];
  }[];
  /** For an event-based gateway: the targets of its events. */
  readonly events: readonly number[];
  readonly rounds: { readonly count: number; readonly sequential: boolean } | null;
}

interface HandlerShape {
  readonly by: Trigger;
  readonly interrupting: boolean;
  readonly inside: Tangle;
}

type Trigger = 'timer' | 'message' | 'error' | 'escalation' | 'anyError' | 'anyEscalation';

const trigger = fc.constantFrom<Trigger[]>('timer', 'message', 'error', 'escalation', 'anyError', 'anyEscalation');
const target = fc.nat(6);

export const tangle: fc.Arbitrary<Tangle> = fc.letrec<{ tangle: Tangle; none: null }>((tie) => ({
  none: fc.constant(null),
  tangle: fc.record({
    nodes: fc.array(
      fc.record({
        type: fc.constantFrom(...types),
        code: fc.constantFrom('a', 'b'),
        inside: fc.oneof({ depthSize: 'small', maxDepth: 2 }, tie('none'), tie('tangle')),
        boundary: fc.array(
          fc.record({ by: trigger, interrupting: fc.boolean(), to: fc.array(target, { maxLength: 2 }) }),
          { maxLength: 2 },
        ),
        events: fc.array(target, { minLength: 2, maxLength: 3 }),
        rounds: fc.option(fc.record({ count: fc.nat(3), sequential: fc.boolean() }), { freq: 5 }),
      }),
      { minLength: 3, maxLength: 7 },
    ),
    edges: fc.array(fc.tuple(target, target, fc.nat(4)), { minLength: 4, maxLength: 12 }),
    handlers: fc.oneof(
      { depthSize: 'small', maxDepth: 2 },
      fc.constant([]),
      fc.array(fc.record({ by: trigger, interrupting: fc.boolean(), inside: tie('tangle') }), { maxLength: 2 }),
    ),
  }) as fc.Arbitrary<Tangle>,
})).tangle;

interface Drafts {
  readonly elements: { [id: string]: Draft };
  readonly flows: { [id: string]: Flow };
}

export function graphOf(shape: Tangle): Model {
  const drafts: Drafts = { elements: {}, flows: {} };
  add(drafts, { id: 'p', type: 'process' });
  draw(drafts, shape, 'p', 'n');
  connect({ ...drafts, tags: new Map() }, [], { isSketch: false } as Parameters<typeof connect>[2]);
  const graph: Graph = { format: 1, processId: 'p', name: 'p', ...drafts };
  return modelOf(withReach(graph));
}

function add({ elements }: Drafts, element: Partial<Element> & Pick<Element, 'id' | 'type'>): void {
  elements[element.id] = { name: element.id, properties: {}, incoming: [], outgoing: [], ...element };
}

function draw(drafts: Drafts, { nodes, edges, handlers }: Tangle, scope: string, prefix: string): void {
  const start = `${prefix}s`;
  const idOf = (index: number) => `${prefix}${index}`;
  add(drafts, { id: start, type: 'startEvent', scope });
  for (const [index, node] of nodes.entries()) drawNode(drafts, node, scope, idOf(index));
  flow(drafts, start, idOf(0));
  /** Without loops that never wait: a flow goes back only to an element that waits. */
  const lead = (from: string, index: number, number: number, atLeast?: number) => {
    const to = number % nodes.length;
    if (to > index || waits.has(nodes[to]!.type)) flow(drafts, from, idOf(to), atLeast);
  };
  for (const [number, to, atLeast] of edges) {
    const from = number % nodes.length;
    if (leaves(nodes[from]!)) lead(idOf(from), from, to, atLeast);
  }
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'eventBasedGateway')
      for (const [nth, to] of node.events.entries()) lead(`${idOf(index)}e${nth}`, index, to);
    if (canHost(node))
      for (const [nth, { to }] of node.boundary.entries())
        for (const one of to) lead(`${idOf(index)}b${nth}`, index, one);
  }
  for (const [nth, { by, interrupting, inside }] of handlers.entries()) {
    const id = `${prefix}h${nth}`;
    add(drafts, { id, type: 'eventSubProcess', scope });
    draw(drafts, inside, id, id);
    const outside = nth === 0 ? by : 'message';
    const event = eventBy(outside, outside === 'message' ? id : 'a');
    Object.assign(drafts.elements[`${id}s`]!, { event, interrupting: interrupting || event.type === 'error' });
  }
}

const waits = new Set<string>(['userTask', 'serviceTask', 'intermediateCatchEvent']);
const ends = new Set<string>(['endEvent', 'terminate', 'error']);

const leaves = ({ type }: NodeShape): boolean => !ends.has(type) && type !== 'eventBasedGateway';
const canHost = ({ type }: NodeShape): boolean =>
  type === 'userTask' || type === 'serviceTask' || type === 'subProcess';

function drawNode(drafts: Drafts, node: NodeShape, scope: string, id: string): void {
  const { type, code, inside, rounds } = node;
  if (type === 'terminate') return add(drafts, { id, type: 'endEvent', scope, event: { type } });
  if (type === 'error') return add(drafts, { id, type: 'endEvent', scope, event: { type, code } });
  if (type === 'escalation') return add(drafts, { id, type: 'intermediateThrowEvent', scope, event: { type, code } });
  add(drafts, { id, type, scope, ...(type === 'intermediateCatchEvent' ? { event: eventBy('message', id) } : {}) });
  const element = drafts.elements[id]!;
  if (type === 'serviceTask') element.job = { type: 'test', retries: '3', headers: {} };
  if (type === 'subProcess') draw(drafts, inside ?? simple, id, `${id}.`);
  if (canHost(node)) {
    if (rounds)
      element.loop = {
        sequential: rounds.sequential,
        // A task without rounds would not wait.
        inputCollection: `=[${[0, 1, 2].slice(0, type === 'subProcess' ? rounds.count : Math.max(rounds.count, 1)).join(', ')}]`,
      };
    node.boundary.forEach(({ by, interrupting }, nth) => {
      const event = eventBy(by, by === 'message' ? `${id}b${nth}` : 'a');
      const attached = { attachedTo: id, event, interrupting: interrupting || event.type === 'error' };
      add(drafts, { id: `${id}b${nth}`, type: 'boundaryEvent', scope, ...attached });
    });
  }
  if (type === 'eventBasedGateway')
    node.events.forEach((_, nth) => {
      const caught = eventBy(nth === 0 ? 'timer' : 'message', `${id}e${nth}`);
      add(drafts, { id: `${id}e${nth}`, type: 'intermediateCatchEvent', scope, event: caught });
      flow(drafts, id, `${id}e${nth}`);
    });
}

const simple: Tangle = {
  nodes: [{ type: 'userTask', code: 'a', inside: null, boundary: [], events: [], rounds: null }],
  edges: [],
  handlers: [],
};

function eventBy(by: Trigger, name: string): EventDefinition {
  switch (by) {
    case 'timer':
      return { type: 'timer', kind: 'duration', value: 'P1D' };
    case 'message':
      return { type: 'message', name, correlationKey: '' };
    case 'error':
    case 'escalation':
      return { type: by, code: name };
    case 'anyError':
      return { type: 'error' };
    case 'anyEscalation':
      return { type: 'escalation' };
    default:
      return by satisfies never;
  }
}

const chooses = new Set<Element['type']>(['exclusiveGateway', 'inclusiveGateway', 'userTask', 'task', 'subProcess']);

/** The last flow of a choosing element is taken when no other is. */
function flow({ elements, flows }: Drafts, source: string, target: string, atLeast = 0): void {
  const id = `f${Object.keys(flows).length}`;
  flows[id] = { id, name: '', source, target, ...(atLeast === 0 ? {} : { condition: `=pick >= ${atLeast}` }) };
  const from = elements[source]!;
  if (!chooses.has(from.type) || atLeast === 0) {
    const { condition: _none, ...plain } = flows[id]!;
    flows[id] = plain;
    return;
  }
  const before = from.defaultFlow;
  if (before !== undefined) flows[before] = { ...flows[before]!, condition: '=pick >= 2' };
  from.defaultFlow = id;
  const { condition: _default, ...plain } = flows[id]!;
  flows[id] = plain;
}
