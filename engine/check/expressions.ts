// Every FEEL expression parses, and calls only functions that exist.
import { compileExpression } from '../feel/index.ts';
import { say } from './messages.ts';
import { isComputed, type Rule } from './rule.ts';
import { textsOf } from './texts.ts';

export const expressions: Rule = function* (graph) {
  const sources = [
    ...Object.values(graph.elements).flatMap((at) => textsOf(at).map((text) => ({ at, text }))),
    ...Object.values(graph.flows).map((at) => ({ at, text: at.condition })),
  ];
  for (const { at, text } of sources) {
    if (text === undefined || !isComputed(text)) continue;
    const compiled = compileExpression(text.slice(1));
    if ('error' in compiled)
      yield {
        at,
        reason: say('check.expressions.noFeel', { text, problem: compiled.error }),
        advice: say('check.expressions.noFeel.advice'),
      };
    else
      for (const name of compiled.unknownCalls)
        yield {
          at,
          reason: say('check.expressions.unknownCall', { text, name }),
          advice: say(
            byChance.has(name) ? 'check.expressions.byChance.advice' : 'check.expressions.unknownCall.advice',
          ),
        };
  }
};

const byChance: ReadonlySet<string> = new Set(['uuid', 'random number']);
