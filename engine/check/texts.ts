// Wherever an element may hold an expression.
import type { Element, Mapping } from '../graph.ts';

export function textsOf(element: Element): string[] {
  const { inputs, outputs, event, job, task, script, decision, call, loop, adHoc, listeners } = element;
  const texts = [
    ...sourcesOf(inputs),
    ...sourcesOf(outputs),
    ...eventTexts(event),
    job?.type,
    job?.retries,
    ...Object.values(listeners ?? {}).flatMap((all) => all.flatMap(({ type, retries }) => [type, retries])),
    ...Object.values(task ?? {}),
    script?.expression,
    decision?.decisionId,
    call?.processId,
    adHoc?.elements,
    adHoc?.completionCondition,
    loop?.inputCollection,
    loop?.outputElement,
    loop?.completionCondition,
    loop?.standard?.condition,
    loop?.standard?.maximum,
  ];
  return texts.filter((text) => text !== undefined);
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
    case 'conditional':
      return [event.condition];
    default:
      return [];
  }
}
