// Every job that the model asks for has a handler.
import { listed } from '../catalogue.ts';
import { say } from './messages.ts';
import { isComputed, type Rule } from './rule.ts';

export const jobTypes: Rule = function* ({ elements }, { jobTypes: known }) {
  if (!known) return;
  for (const at of Object.values(elements)) {
    for (const { type } of [...(at.job ? [at.job] : []), ...Object.values(at.listeners ?? {}).flat()]) {
      if (isComputed(type) || handles(known, type)) continue;
      yield {
        at,
        reason: say('check.jobTypes', { found: type }),
        advice: say('check.jobTypes.advice', { known: listed(near(known, type)) }),
      };
    }
  }
};

const handles = (known: readonly string[], type: string): boolean =>
  known.some((one) => (one.endsWith('*') ? type.startsWith(one.slice(0, -1)) : type === one));

/** The known types of the same family; all types if the family is unknown. */
function near(known: readonly string[], type: string): readonly string[] {
  const family = type.slice(0, type.search(/[.:][^.:]*$/) + 1);
  const others = family ? known.filter((one) => one.startsWith(family)) : [];
  return others.length > 0 ? others : known;
}
