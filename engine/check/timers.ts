// Timers that are the same in every case, and wrong: no time at all, or one that is over when it begins.
import { forms, isTimerText } from '../behaviors/timers.ts';
import { constantOf } from './constant.ts';
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
        reason: `'${event.value}' is always ${JSON.stringify(value)}, which is no timer ${event.kind}.`,
        advice: `Write ${forms[event.kind]}, like ${examples[event.kind]}.`,
      };
    const isRival = elements[flows[incoming[0] ?? '']?.source ?? '']?.type === 'eventBasedGateway';
    const isEnding = isRival || (type === 'boundaryEvent' && interrupting !== false) || `${value}`.startsWith('-');
    if (isEnding && isDueAtOnce(at))
      yield {
        at,
        isPossible: true,
        reason: `'${at.name}' is due as soon as it begins to wait: nothing else comes to pass beside it.`,
        advice: 'Give it a time to come, or take it out.',
      };
  }
};

const examples = { date: '2026-03-02', duration: 'P15D', cycle: 'R3/P1D' };
