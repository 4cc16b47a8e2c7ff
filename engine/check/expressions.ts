// Every FEEL expression parses, and calls functions that there are.
import { compileExpression } from '../feel/index.ts';
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
      yield { at, reason: `'${text}' is no FEEL: ${compiled.error}`, advice: 'Correct the expression.' };
    else
      for (const name of compiled.unknownCalls)
        yield {
          at,
          reason: `'${text}' calls '${name}', which is no function of FEEL here.`,
          advice: byChance.has(name)
            ? 'It gives another value each time, which no replay can repeat: let a job bring the value.'
            : 'Correct its name.',
        };
  }
};

const byChance: ReadonlySet<string> = new Set(['uuid', 'random number']);
