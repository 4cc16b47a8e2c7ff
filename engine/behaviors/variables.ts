// Variables live in scopes; a name is looked up from the element outward, and set where it is found, else in the
// process (Zeebe's variable propagation; BPMN 2.0.2 §10.4 leaves it open).
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { type Change, edit, findElement, type Run } from '../run.ts';
import { rootKey } from '../state.ts';

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

/** A variable that is set to its own value does not change. */
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

/** Variables of a job or task: the results of its input mappings, or all visible variables if it has none. */
export function ownVariables(run: Run, key: number, element: Element): Variables {
  return element.inputs ? (findElement(run, key)?.variables ?? none) : visibleVariables(run, key);
}

function isEmpty(variables: object): boolean {
  for (const _ in variables) return false;
  return true;
}
