// Token arithmetic (BPMN 2.0.2 §13.2.1): which instances and tokens a scope holds, and tokens on their way between elements.
import type { Element } from './graph.ts';
import {
  add,
  addChild,
  drop,
  type EditableInstance,
  edit,
  elementOf,
  findElement,
  type Run,
  record,
  recordTaken,
  removeChild,
} from './run.ts';
import { type ElementInstance, rootKey } from './state.ts';
import { entries } from './trie.ts';

/** A new instance in the scope, which has counted its token already. */
export function createInstance(
  run: Run,
  element: Element,
  scopeKey: number,
  extra?: Partial<EditableInstance>,
): number {
  const key = run.nextKey++;
  const instance: EditableInstance = { type: 'element', key, scope: scopeKey, element: element.id, ...extra };
  if (element.loop && instance.loopCounter === undefined) instance.isLoopBody = true;
  add(run, instance);
  addChild(run, scopeKey, key);
  countPopulation(run, scopeKey, element.id, 1);
  record(run, 'activated', instance, element, instance.loopCounter ? { loopCounter: instance.loopCounter } : undefined);
  return key;
}

/** A token takes a sequence flow. */
export function take(run: Run, flowId: string, scopeKey: number): void {
  recordTaken(run, flowId, scopeKey);
  sendToken(run, run.model.graph.flows[flowId]!.target, scopeKey, flowId);
}

export function sendToken(run: Run, elementId: string, scopeKey: number, flowId?: string): void {
  addTokens(run, scopeKey, 1);
  run.arrivals.push({ elementId, scopeKey, ...(flowId === undefined ? {} : { flowId }) });
}

export function addTokens(run: Run, scopeKey: number, count: number): void {
  const scope = edit(run, scopeKey);
  scope.tokens = (scope.tokens ?? 0) + count;
}

/** Removes the instance from the state and from its scope's children; the caller counts the token. */
export function removeInstance(run: Run, instance: ElementInstance): void {
  drop(run, instance.key);
  if (instance.key === rootKey) return;
  removeChild(run, instance.scope, instance.key);
  countPopulation(run, instance.scope, instance.element, -1);
}

function countPopulation(run: Run, scopeKey: number, elementId: string, change: number): void {
  const counted = findElement(run, scopeKey)!;
  if (counted.isLoopBody || !elementOf(run, counted).hasInclusiveJoin) return;
  const scope = edit(run, scopeKey);
  const { [elementId]: count = 0, ...others } = scope.population ?? {};
  scope.population = count + change > 0 ? { ...others, [elementId]: count + change } : others;
}

/** Withdraws the scope's tokens on their way; in place, because `settle` is iterating over the list. */
export function withdrawArrivals(run: Run, scopeKey: number): void {
  for (let index = 0; index < run.arrivals.length; index++) {
    if (run.arrivals[index]?.scopeKey === scopeKey) run.arrivals[index] = null;
  }
}

/** Keys of the element's active instances, without the bodies of loops. */
export function instancesOf(run: Run, elementId: string): number[] {
  const keys = new Set([...entries(run.base.instances)].map(([key]) => key));
  for (const key of run.touched.keys()) keys.add(key);
  return [...keys].filter((key) => {
    const instance = findElement(run, key);
    return instance?.element === elementId && !instance.isLoopBody;
  });
}
