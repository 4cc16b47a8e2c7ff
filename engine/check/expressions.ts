// Every FEEL expression parses.
import { compileExpression } from '../feel/index.ts';
import type { Element, Mapping } from '../graph.ts';
import { isComputed, type Rule } from './rule.ts';

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

/** Wherever an element may hold an expression. */
function textsOf({ inputs, outputs, event, job, task, script, decision, call, loop }: Element): (string | undefined)[] {
  return [
    ...sourcesOf(inputs),
    ...sourcesOf(outputs),
    ...eventTexts(event),
    job?.type,
    job?.retries,
    ...Object.values(task ?? {}),
    script?.expression,
    decision?.decisionId,
    call?.processId,
    loop?.inputCollection,
    loop?.outputElement,
    loop?.completionCondition,
  ];
}

const sourcesOf = (mappings: readonly Mapping[] = []): string[] => mappings.map(({ source }) => source);

function eventTexts(event: Element['event']): (string | undefined)[] {
  switch (event?.type) {
    case 'message':
      return [event.name, event.correlationKey];
    case 'timer':
      return [event.value];
    case 'signal':
      return [event.name];
    case 'error':
    case 'escalation':
      return [event.code];
    default:
      return [];
  }
}
