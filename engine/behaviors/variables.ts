// Variables live in scopes; a name is looked up from the element outward, and set where it is found, else in the process
// (Zeebe's variable propagation; BPMN 2.0.2 §10.4 leaves it open).
import type { Json, Variables } from '../event.ts';
import type { Element, Mapping } from '../graph.ts';
import { type Change, edit, findElement, type Run } from '../run.ts';
import { rootKey } from '../state.ts';
import { evaluateText } from './expressions.ts';

const none: Variables = {};

/** All variables that the instance sees, inner ones hiding outer ones. */
export function visibleVariables(run: Run, key: number): Variables {
  const layers: Variables[] = [];
  for (let instance = findElement(run, key); instance; instance = findElement(run, instance.scope)) {
    if (instance.variables) layers.push(instance.variables);
  }
  if (layers.length <= 1) return layers[0] ?? none;
  return Object.assign({}, ...layers.reverse());
}

export function setLocal(run: Run, key: number, variables: Variables): void {
  if (isEmpty(variables)) return;
  const instance = edit(run, key);
  if (run.watched) run.changes.push(...changesOf(key, instance.variables ?? none, variables));
  instance.variables = { ...instance.variables, ...variables };
  run.isChanged = true;
}

/** Set to what it is already, a variable does not change. */
function changesOf(scopeKey: number, before: Variables, set: Variables): Change[] {
  return Object.keys(set).flatMap((name): Change[] => {
    if (!Object.hasOwn(before, name)) return [{ scopeKey, name, event: 'create' }];
    return JSON.stringify(before[name]) === JSON.stringify(set[name]) ? [] : [{ scopeKey, name, event: 'update' }];
  });
}

/** Sets each variable in the nearest scope that has it, from `key` outward, else in the process. */
export function propagate(run: Run, key: number, variables: Variables): void {
  for (const name of Object.keys(variables)) setLocal(run, scopeWith(run, key, name), { [name]: variables[name]! });
}

function scopeWith(run: Run, key: number, name: string): number {
  for (let instance = findElement(run, key); instance; instance = findElement(run, instance.scope)) {
    if (instance.variables && Object.hasOwn(instance.variables, name)) return instance.key;
  }
  return rootKey;
}

export function applyInputs(run: Run, key: number, element: Element): void {
  if (element.inputs) setLocal(run, key, mapped(run, key, element.inputs, element));
}

/** What an element's completion brings: through its output mappings, or as it is where it has none. */
export function applyOutputs(run: Run, key: number, element: Element, variables: Variables): void {
  if (!element.outputs) return propagate(run, key, variables);
  setLocal(run, key, variables);
  propagate(run, resultScope(run, key, element), mapped(run, key, element.outputs, element));
}

/** Of one of several instances its own: there its input and output element are (Zeebe). */
export function resultScope(run: Run, key: number, { loop }: Element): number {
  return loop && !loop.standard ? key : findElement(run, key)!.scope;
}

/** Mappings are evaluated in order; a later one sees what an earlier one set. `a.b` sets an entry of the context `a`. */
function mapped(run: Run, key: number, mappings: readonly Mapping[], element: Element): Variables {
  const seen = visibleVariables(run, key);
  let result: Variables = {};
  for (const { source, target } of mappings) {
    const value = evaluateText(run, source, { ...seen, ...result }, element, `the mapping to '${target}'`);
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

/** Variables of a job or task: what its input mappings made, or all it sees where it has none. */
export function ownVariables(run: Run, key: number, element: Element): Variables {
  return element.inputs ? (findElement(run, key)?.variables ?? none) : visibleVariables(run, key);
}

function isEmpty(variables: object): boolean {
  for (const _ in variables) return false;
  return true;
}
