// Finds constant timers that are wrong: not a time at all, or due as soon as they start.
import { forms, isTimerText } from '../behaviors/timers.ts';
import { timerForms } from '../read/messages.ts';
import { constantOf } from './constant.ts';
import { say, timerKinds } from './messages.ts';
import { isComputed, type Rule } from './rule.ts';
import { isDueAtOnce } from './waiting.ts';

export const timers: Rule = function* ({ elements, flows }) {
  for (const at of Object.values(elements)) {
    const { event, type, interrupting, incoming } = at;
    if (event?.type !== 'timer') continue;
    const value = constantOf(event.value);
    if (
      value !== undefined &&
      isComputed(event.value) &&
      !(typeof value === 'string' && isTimerText(event.kind, value))
    )
      yield {
        at,
        reason: say('check.timers.noTime', {
          timer: event.value,
          value: JSON.stringify(value),
          kind: { zh: timerKinds[event.kind], en: event.kind },
        }),
        advice: say('check.timers.noTime.advice', {
          form: { zh: timerForms[event.kind], en: forms[event.kind] },
          example: examples[event.kind],
        }),
      };
    const isRival = elements[flows[incoming[0] ?? '']?.source ?? '']?.type === 'eventBasedGateway';
    const isEnding = isRival || (type === 'boundaryEvent' && interrupting !== false) || `${value}`.startsWith('-');
    if (isEnding && isDueAtOnce(at))
      yield {
        at,
        isPossible: true,
        reason: say('check.timers.atOnce', { name: at.name }),
        advice: say('check.timers.atOnce.advice'),
      };
  }
};

const examples = { date: '2026-03-02', duration: 'P15D', cycle: 'R3/P1D' };
