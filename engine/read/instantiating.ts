// A process that a receive task or the events after an event-based gateway instantiate (BPMN 2.0.2 §10.3.3, §10.6.6,
// §13.3.3). Each of these elements becomes a start event; the gateway only marks them and is removed.
import type { Bilingual } from '../catalogue.ts';
import { say } from './messages.ts';
import type { Draft, Drafts } from './process.ts';
import { refusedEventGateway } from './structure.ts';
import { fault, type Reading } from './tree.ts';

/** Must run before the elements are connected. */
export function beginByReceiving(drafts: Drafts, reading: Reading): void {
  const { elements, tags } = drafts;
  for (const element of Object.values(elements)) {
    const tag = tags.get(element.id);
    if (tag?.['instantiate'] !== true) continue;
    const refuse = (reason: Bilingual) => fault(reading, tag, reason);
    if (elements[element.scope!]!.type !== 'process') refuse(say('read.instantiateScope'));
    else if (element.type === 'eventBasedGateway') dissolve(element, drafts, reading.isSketch ? 1 : 2, refuse);
    else if (element.loop || element.forCompensation) refuse(say('read.instantiateRepeated'));
    else element.type = 'startEvent';
  }
}

function dissolve(gateway: Draft, drafts: Drafts, least: number, refuse: (reason: Bilingual) => void): void {
  const { elements, flows } = drafts;
  const { id } = gateway;
  const leading = Object.values(flows).find(({ target }) => target === id);
  if (leading) return refuse(say('read.instantiateIncoming', { found: leading.id }));
  const outgoing = Object.keys(flows).filter((flowId) => flows[flowId]!.source === id);
  const reasons = [...refusedEventGateway({ ...gateway, outgoing }, drafts, least)];
  if (reasons.length > 0) return reasons.forEach(refuse);
  for (const flowId of outgoing) {
    elements[flows[flowId]!.target]!.type = 'startEvent';
    delete flows[flowId];
  }
  delete elements[id];
}
