// A message without key would be taken by whichever case comes first.
import type { Element } from '../graph.ts';
import type { Rule } from './rule.ts';

export const messageKeys: Rule = function* ({ elements, processId }) {
  for (const element of Object.values(elements)) {
    const { event } = element;
    if (event?.type !== 'message' || event.correlationKey !== undefined || !awaitsMessage(element, processId)) continue;
    yield {
      at: element,
      reason: `'${element.name}' awaits the message '${event.name}' without a correlation key.`,
      advice: 'Give the message a zeebe:subscription with the correlation key, usually the case number.',
    };
  }
};

/** The start of a process has no case yet to be told apart from others. */
function awaitsMessage({ type, scope }: Element, processId: string): boolean {
  if (type === 'startEvent') return scope !== processId;
  return type === 'intermediateCatchEvent' || type === 'boundaryEvent' || type === 'receiveTask';
}
