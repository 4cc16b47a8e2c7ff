// An event with several definitions catches any one of them (BPMN 2.0.2 §10.5.1). It is
// split into one event for each definition. They lead to a point with the event's own id, from which its sequence flows
// leave. All other code therefore knows only events of one definition.
import type { Flow } from '../graph.ts';
import { say } from './messages.ts';
import type { Draft, Drafts } from './process.ts';
import { fault, type Reading } from './tree.ts';

/** Must run before the elements are connected. */
export function drawApart(drafts: Drafts, reading: Reading): void {
  for (const element of Object.values(drafts.elements)) {
    const { alternatives, ...one } = element;
    if (!alternatives) continue;
    const event: Draft = { ...one, drawn: { id: one.id, type: one.type } };
    delete drafts.elements[element.id];
    if (event.type === 'intermediateCatchEvent') drawCatching(event, alternatives, drafts, reading);
    else drawMerged(event, alternatives, drafts);
  }
}

type Alternatives = NonNullable<Draft['alternatives']>;

/**
 * The event becomes an event-based gateway before its parts, unless such a gateway stands before it already.
 */
function drawCatching(event: Draft, alternatives: Alternatives, drafts: Drafts, reading: Reading): void {
  const { id } = event;
  const { elements, flows, tags } = drafts;
  const leading = Object.values(flows).filter(({ target }) => target === id);
  const decided = leading.find(({ source }) => elements[source]?.type === 'eventBasedGateway');
  if (decided && leading.length > 1) return fault(reading, tags.get(id), say('read.gatewayOtherWay', { id }));
  if (decided) {
    const apart = drawMerged(event, alternatives, drafts);
    for (const [index, { id: target }] of apart.entries())
      put(flows, { ...decided, id: index === 0 ? decided.id : `${decided.id}#${index + 1}`, target });
    return;
  }
  const after = `${id}#after`;
  for (const flow of Object.values(flows)) if (flow.source === id) put(flows, { ...flow, source: after });
  const { start, ...ending } = event.listeners ?? {};
  const apart = drawMerged({ ...event, id: after, listeners: ending }, alternatives, drafts, id);
  const { event: _none, outputs: _later, ...waiting } = event;
  elements[id] = { ...waiting, type: 'eventBasedGateway', ...(start ? { listeners: { start } } : {}) };
  if (!start) delete elements[id].listeners;
  for (const { id: target } of apart) put(flows, link(id, target));
}

/** Draws one event for each definition, and the point with the event's id at which their flows meet. */
function drawMerged(event: Draft, alternatives: Alternatives, drafts: Drafts, id = event.id): Draft[] {
  const { elements, flows, tags } = drafts;
  const { listeners, ...silent } = event;
  const apart = alternatives.map((one, index): Draft => ({ ...silent, id: `${id}#${index + 1}`, event: one }));
  const { event: _none, inputs: _in, outputs: _out, attachedTo: _host, interrupting: _kind, ...point } = event;
  elements[point.id] = { ...point, type: 'intermediateThrowEvent' };
  if (!listeners || Object.keys(listeners).length === 0) delete elements[point.id]!.listeners;
  tags.set(point.id, tags.get(id)!);
  for (const one of apart) {
    elements[one.id] = one;
    tags.set(one.id, tags.get(id)!);
    put(flows, link(one.id, point.id));
  }
  return apart;
}

const link = (source: string, target: string): Flow => ({
  id: `${source}-${target}`,
  name: '',
  source,
  target,
  isWithin: true,
});

function put(flows: Drafts['flows'], flow: Flow): void {
  flows[flow.id] = flow;
}

/** Tells whether the id is a second or later part of a split event, so that a fault is reported only once. */
export const isFurtherPart = (id: string): boolean => /#(?!1$)\d+$/.test(id);
