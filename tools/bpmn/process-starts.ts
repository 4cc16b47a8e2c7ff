// The processes that a message or a signal starts in a simulation.
import { evaluate } from '../../engine/feel/index.ts';
import type { Model } from '../../engine/index.ts';

/** @param now the legal instant, by which a computed name is evaluated */
export function startsBy(
  models: ReadonlyMap<string, Model>,
  type: 'message' | 'signal',
  name: string,
  now: string,
): readonly (readonly [processId: string, startElementId: string])[] {
  return [...models].flatMap(([processId, model]) =>
    Object.values(model.graph.elements)
      .filter(({ scope, type: elementType }) => scope === processId && elementType === 'startEvent')
      .filter(({ event }) => event?.type === type && evaluateName(event.name, model, now) === name)
      .map(({ id }) => [processId, id] as const),
  );
}

/** Before an instance exists, a name is computed from the clock alone (as at deployment in Zeebe). */
function evaluateName(text: string, { calendar }: Model, at: string): unknown {
  if (!text.startsWith('=')) return text;
  const result = evaluate(text.slice(1), {}, { at, calendar });
  return 'value' in result ? result.value : undefined;
}
