// What the specification does not allow, or we do not execute, in how elements stand to each other.
import type { Flow } from '../graph.ts';
import type { Draft, Reading } from './process.ts';

const catching = ['message', 'timer', 'signal', 'link'];
const attached = ['message', 'timer', 'signal', 'error', 'escalation'];
const beginning = ['message', 'timer', 'signal', 'error', 'escalation'];

export function checkStructure(
  elements: { readonly [id: string]: Draft },
  flows: { readonly [id: string]: Flow },
  reading: Reading,
): void {
  const refuse = ({ id, line }: { id: string; line?: number }, reason: string) =>
    reading.faults.push({ elementId: id, ...(line ? { line } : {}), reason });
  for (const flow of Object.values(flows)) {
    if (!elements[flow.source])
      refuse(flow, `Expected the source of the sequence flow to be an element that runs; found '${flow.source}'.`);
    if (!elements[flow.target])
      refuse(flow, `Expected the target of the sequence flow to be an element that runs; found '${flow.target}'.`);
    const [from, to] = [elements[flow.source]?.scope, elements[flow.target]?.scope];
    if (from !== undefined && to !== undefined && from !== to)
      refuse(flow, 'A sequence flow may not cross the border of a sub-process.');
  }
  for (const element of Object.values(elements)) {
    for (const reason of faultsOf(element, elements, flows)) refuse(element, reason);
  }
}

function* faultsOf(
  element: Draft,
  elements: { readonly [id: string]: Draft },
  flows: { readonly [id: string]: Flow },
): Generator<string> {
  const { type, event } = element;
  const kind = event?.type;
  if (type === 'boundaryEvent') {
    if (!element.attachedTo || !elements[element.attachedTo])
      yield 'Expected the boundary event to be attached to an activity.';
    if (!kind || !attached.includes(kind))
      yield `Expected one of ${attached.join(', ')} on a boundary event; found ${kind ?? 'none'}.`;
    if (element.incoming.length > 0) yield 'A boundary event has no incoming sequence flow.';
    if (kind === 'error' && element.interrupting === false) yield 'An error boundary event interrupts.';
  }
  if (type === 'intermediateCatchEvent' && !(kind && catching.includes(kind)))
    yield `Expected one of ${catching.join(', ')} on a catch event; found ${kind ?? 'none'}.`;
  if (type === 'intermediateThrowEvent' && kind && ['timer', 'error', 'terminate'].includes(kind))
    yield `A ${kind} event is not thrown in mid-process.`;
  if (type === 'endEvent' && (kind === 'timer' || kind === 'link')) yield `A ${kind} event does not end a process.`;
  if (type === 'startEvent') {
    const container = elements[element.scope ?? '']?.type;
    if (container === 'eventSubProcess' && !(kind && beginning.includes(kind)))
      yield `Expected one of ${beginning.join(', ')} to start an event sub-process; found ${kind ?? 'none'}.`;
    if (container === 'subProcess' && kind) yield 'A sub-process starts with a none start event.';
  }
  if (type === 'eventSubProcess' && !element.trigger) yield 'Expected a start event in the event sub-process.';
  if (type === 'receiveTask' && event?.type === 'message' && event.name === element.id)
    yield 'Expected a message on the receive task.';
  if (needsKey(element) && event?.type === 'message' && !event.correlationKey)
    yield 'Expected a correlation key (zeebe:subscription) on the message.';
  if (type === 'eventBasedGateway') {
    for (const flowId of element.outgoing) {
      const target = elements[flows[flowId]!.target];
      const waits =
        target?.type === 'receiveTask' || (target?.type === 'intermediateCatchEvent' && target.event?.type !== 'link');
      if (!waits)
        yield `Expected only catch events and receive tasks after the event-based gateway; found '${target?.id}'.`;
    }
  }
  if (element.defaultFlow && !element.outgoing.includes(element.defaultFlow))
    yield 'Expected the default flow among the outgoing sequence flows.';
}

/** A message that starts a process is correlated by its name alone; every other receiver waits under a key. */
function needsKey({ type, scope }: Draft): boolean {
  return (
    type === 'intermediateCatchEvent' ||
    type === 'boundaryEvent' ||
    type === 'receiveTask' ||
    (type === 'startEvent' && scope === undefined)
  );
}
