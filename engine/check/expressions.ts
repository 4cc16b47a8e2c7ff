// Every FEEL expression parses.
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
  }
};
