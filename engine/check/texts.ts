// The texts of an element that may be expressions.
import type { Element, Mapping } from '../graph.ts';

export const textsOf = (element: Element): string[] => [...textsBefore(element), ...textsAfter(element)];

/** Texts that are read after the element has done its work; they see its results. */
export function textsAfter({ outputs, loop, adHoc }: Element): string[] {
  const { outputElement, completionCondition, standard } = loop ?? {};
  const texts = [outputElement, completionCondition, standard?.condition, adHoc?.output?.element];
  return present([...sourcesOf(outputs), ...texts, adHoc?.completionCondition]);
}

/** Texts that are read when the element is activated. */
export function textsBefore({
  inputs,
  event,
  job,
  task,
  script,
  decision,
  call,
  loop,
  adHoc,
  listeners,
}: Element): string[] {
  return present([
    ...sourcesOf(inputs),
    ...eventTexts(event),
    job?.type,
    job?.retries,
    ...Object.values(listeners ?? {}).flatMap((all) => all.flatMap(({ type, retries }) => [type, retries])),
    ...Object.values(task ?? {}),
    script?.expression,
    decision?.decisionId,
    call?.processId,
    adHoc?.elements,
    loop?.inputCollection,
    loop?.standard?.maximum,
  ]);
}

const present = (texts: readonly (string | undefined)[]): string[] => texts.filter((text) => text !== undefined);

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
