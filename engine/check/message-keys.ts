// Finds messages without a correlation key, or with the same key in every case: any case could receive them.
import type { Element } from '../graph.ts';
import { constantOf } from './constant.ts';
import { say } from './messages.ts';
import type { Rule } from './rule.ts';

export const messageKeys: Rule = function* ({ elements, processId }) {
  for (const at of Object.values(elements)) {
    const { event } = at;
    if (event?.type !== 'message' || !awaitsMessage(at, processId)) continue;
    const { correlationKey: key, name: message } = event;
    const value = key === undefined ? '' : constantOf(key);
    if (value === undefined) continue;
    const isUsable = typeof value === 'number' || (typeof value === 'string' && value !== '');
    yield {
      at,
      ...(isUsable ? { isPossible: true } : {}),
      reason:
        key === undefined
          ? say('check.messageKeys.none', { name: at.name, message })
          : isUsable
            ? say('check.messageKeys.same', { name: at.name, message, key })
            : say('check.messageKeys.value', { name: at.name, message, key, value: JSON.stringify(value) }),
      advice: say('check.messageKeys.advice'),
    };
  }
};

/** The start event of a process needs no key, because there is no instance yet. */
function awaitsMessage({ type, scope }: Element, processId: string): boolean {
  if (type === 'startEvent') return scope !== processId;
  return type === 'intermediateCatchEvent' || type === 'boundaryEvent' || type === 'receiveTask';
}
