// A process starts in a case: by filing, a call, a message or a signal of the case (docs/using/messages.md). A start
// event that can never start in a case is refused.
import { eventName, say } from './messages.ts';
import { type Complaint, isComputed, type Rule } from './rule.ts';

export const processStarts: Rule = function* ({ elements, processId }) {
  const first = new Map<string, string>();
  for (const at of Object.values(elements)) {
    const { event } = at;
    if (at.type !== 'startEvent' || at.scope !== processId || !event) continue;
    if (event.type === 'timer') yield { at, ...noCase('check.processStarts.timer') };
    if (event.type === 'conditional') yield { at, ...noCase('check.processStarts.condition') };
    if (event.type !== 'message' && event.type !== 'signal') continue;
    const trigger = `${event.type} ${event.name}`;
    const other = first.get(trigger);
    first.set(trigger, other ?? at.id);
    if (isComputed(event.name))
      yield {
        at,
        reason: say('check.processStarts.computed', { event: eventName(event.type), found: event.name }),
        advice: say('check.processStarts.computed.advice'),
      };
    else if (other !== undefined)
      yield {
        at,
        reason: say('check.processStarts.twice', { event: eventName(event.type), name: event.name, found: other }),
        advice: say('check.processStarts.twice.advice'),
      };
  }
};

const noCase = (id: 'check.processStarts.timer' | 'check.processStarts.condition'): Omit<Complaint, 'at'> => ({
  reason: say(id),
  advice: say('check.processStarts.noCase.advice'),
});
