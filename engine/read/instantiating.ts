// A process that begins by receiving (BPMN 2.0.2 §10.3.3, §10.6.6, §13.3.3): a receive task, or the events after an
// event-based gateway, that instantiate it. Each of them is a start event of what it receives; the gateway itself only
// says that they are.
import type { Bilingual } from '../catalogue.ts';
import { say } from './messages.ts';
import type { Draft, Drafts } from './process.ts';
import { refusedEventGateway } from './structure.ts';
import { fault, type Reading } from './tree.ts';

/** Before the elements are connected. */
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
