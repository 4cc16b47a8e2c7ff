// A message without key, or with the same in every case, would be taken by whichever case comes first.
import type { Element } from '../graph.ts';
import { constantOf } from './constant.ts';
import type { Rule } from './rule.ts';

export const messageKeys: Rule = function* ({ elements, processId }) {
  for (const at of Object.values(elements)) {
    const { event } = at;
    if (event?.type !== 'message' || !awaitsMessage(at, processId)) continue;
    const { correlationKey: key } = event;
    const value = key === undefined ? '' : constantOf(key);
    if (value === undefined) continue;
    const isUsable = typeof value === 'number' || (typeof value === 'string' && value !== '');
    yield {
      at,
      ...(isUsable ? { isPossible: true } : {}),
      reason: `'${at.name}' awaits the message '${event.name}' ${key === undefined ? 'without a correlation key' : isUsable ? `with the correlation key '${key}', which is the same in every case` : `with the correlation key '${key}', which is always ${JSON.stringify(value)}`}.`,
      advice: 'Give the message a zeebe:subscription with the correlation key, usually the case number.',
    };
  }
};

/** The start of a process has no case yet to be told apart from others. */
function awaitsMessage({ type, scope }: Element, processId: string): boolean {
  if (type === 'startEvent') return scope !== processId;
  return type === 'intermediateCatchEvent' || type === 'boundaryEvent' || type === 'receiveTask';
}
