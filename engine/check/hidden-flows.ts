// A flow without condition at an exclusive gateway is always taken: those after it never are.
import type { Rule } from './rule.ts';

export const hiddenFlows: Rule = function* ({ elements, flows }) {
  for (const element of Object.values(elements)) {
    if (element.type !== 'exclusiveGateway') continue;
    const choices = element.outgoing.filter((id) => id !== element.defaultFlow);
    const always = choices.findIndex((id) => flows[id]!.condition === undefined);
    const isHiding =
      always >= 0 && (always < choices.length - 1 || (element.defaultFlow !== undefined && choices.length > 0));
    if (isHiding)
      yield {
        at: flows[choices[always]!]!,
        reason: `'${choices[always]}' has no condition: '${element.name}' always takes it and never what comes after.`,
        advice: 'Give the flow a condition, or make it the default flow.',
      };
  }
};
