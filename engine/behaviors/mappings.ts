// Input and output mappings (zeebe:ioMapping).
import type { Json, Variables } from '../event.ts';
import type { Element, Mapping } from '../graph.ts';
import { say } from '../messages.ts';
import { findElement, type Run } from '../run.ts';
import { evaluateText } from './expressions.ts';
import { propagate, setLocal, visibleVariables } from './variables.ts';

export function applyInputs(run: Run, key: number, element: Element): void {
  if (element.inputs) setLocal(run, key, mapped(run, key, element.inputs, element));
}

/** Results of an element go through its output mappings; without mappings they go out as they are. */
export function applyOutputs(run: Run, key: number, element: Element, variables: Variables): void {
  if (!element.outputs) return propagate(run, key, variables);
  setLocal(run, key, variables);
  propagate(run, resultScope(run, key, element), mapped(run, key, element.outputs, element));
}

/**
 * The scope of results: for one instance of a multi-instance activity its own, which holds its input and output element
 * (Zeebe).
 */
export function resultScope(run: Run, key: number, { loop }: Element): number {
  return loop && !loop.standard ? key : findElement(run, key)!.scope;
}

/**
 * Mappings are evaluated in order; a later one sees what an earlier one set. `a.b` sets an entry of the context `a`.
 */
function mapped(run: Run, key: number, mappings: readonly Mapping[], element: Element): Variables {
  const seen = visibleVariables(run, key);
  let result: Variables = {};
  for (const { source, target } of mappings) {
    const value = evaluateText(run, source, { ...seen, ...result }, element, () => say('value.mapping', { target }));
    result = withEntry(result, target.split('.'), value, seen);
  }
  return result;
}

function withEntry(variables: Variables, [head, ...rest]: readonly string[], value: Json, outer: Variables): Variables {
  if (head === undefined) return variables;
  if (rest.length === 0) return { ...variables, [head]: value };
  const known = variables[head] ?? outer[head];
  const context = typeof known === 'object' && known !== null && !Array.isArray(known) ? (known as Variables) : {};
  return { ...variables, [head]: withEntry(context, rest, value, {}) };
}
