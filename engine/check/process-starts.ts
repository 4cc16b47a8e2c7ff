// A process begins in a case: it is filed or called, or a message or a signal of the case begins it
// (docs/using/messages.md). What nobody could begin so is refused rather than deployed for nothing.
import { type Complaint, isComputed, type Rule } from './rule.ts';

export const processStarts: Rule = function* ({ elements, processId }) {
  const first = new Map<string, string>();
  for (const at of Object.values(elements)) {
    const { event } = at;
    if (at.type !== 'startEvent' || at.scope !== processId || !event) continue;
    if (event.type === 'timer') yield { at, ...noCase('a timer has no case to begin it in') };
    if (event.type === 'conditional') yield { at, ...noCase('a condition has no case to look at') };
    if (event.type !== 'message' && event.type !== 'signal') continue;
    const what = `the ${event.type} '${event.name}'`;
    const other = first.get(what);
    first.set(what, other ?? at.id);
    if (isComputed(event.name))
      yield {
        at,
        reason: `Expected the name of the ${event.type} that begins the process; found the expression '${event.name}'.`,
        advice: 'Write the name itself: nobody is there to compute it before the process begins.',
      };
    else if (other !== undefined)
      yield {
        at,
        reason: `Expected one start event for ${what}; found '${other}' too.`,
        advice: 'Draw one start event, and decide after it which way to go.',
      };
  }
};

const noCase = (why: string): Omit<Complaint, 'at'> => ({
  reason: `A process begins in a case, when it is filed or called or by a message or a signal; ${why}.`,
  advice:
    'Begin it by a message or call it; what each case does at its time is a timer or a condition after the start or in an event sub-process.',
});
