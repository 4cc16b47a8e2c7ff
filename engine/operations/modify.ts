// Modification: a person sets a running instance right by activating elements and ending others, where no way in the model leads.

import { compensateNext } from '../behaviors/compensation.ts';
import { faultOf } from '../behaviors/incidents.ts';
import { elements as elementTypes } from '../elements/index.ts';
import type { EngineEvent } from '../event.ts';
import type { Model } from '../graph.ts';
import { activate, endScopeIfEmpty, openScope } from '../lifecycle.ts';
import { elementOf, findElement, newRun, type Run, record } from '../run.ts';
import { type ElementInstance, rootKey, type State } from '../state.ts';
import { terminate } from '../termination.ts';
import { addTokens, instancesOf } from '../tokens.ts';
import { get, values } from '../trie.ts';

export type Modified = Extract<EngineEvent, { type: 'modified' }>;

/** Why it cannot be done, before anything is touched; undefined when it can. */
export function refusalOfModification(model: Model, state: State, event: Modified): string | undefined {
  const { activate, terminate } = event;
  if (activate.length + terminate.length === 0) return 'Expected elements to activate or to terminate; found none.';
  for (const key of terminate) {
    const instance = get(state.instances, key);
    if (instance?.type !== 'element') return `No element with the key ${key} is active.`;
    if (key === rootKey) return 'Expected an element to terminate; a whole process instance is cancelled.';
    const scope = get(state.instances, instance.scope);
    if (scope?.type === 'element' && scope.isLoopBody)
      return `'${instance.element}' is one instance of a repetition: terminate the whole (key ${scope.key}).`;
  }
  for (const { elementId, scopeKey } of activate) {
    const reason =
      refusalOfElement(model, elementId) ?? refusalOfActivation(model, state, elementId, scopeKey, terminate);
    if (reason) return reason;
  }
  // Mappings and events of a sub-process that is opened around an element are evaluated as it is opened.
  return faultOf(() => modify(newRun(elementTypes, model, state, event.at), event));
}

const cannotBegin = new Set(['process', 'boundaryEvent', 'eventSubProcess', 'adHocInnerInstance']);

function refusalOfElement({ graph }: Model, elementId: string): string | undefined {
  const element = graph.elements[elementId];
  if (!element) return `Expected an element of '${graph.processId}' to activate; found '${elementId}'.`;
  if (cannotBegin.has(element.type) || element.forCompensation || element.event?.type === 'link')
    return `'${elementId}' (${element.type}) cannot be activated by itself.`;
  if (element.type === 'startEvent' && graph.elements[element.scope!]!.type === 'eventSubProcess')
    return `'${elementId}' begins only by its event.`;
  return undefined;
}

function refusalOfActivation(
  model: Model,
  state: State,
  elementId: string,
  scopeKey: number | undefined,
  terminate: readonly number[],
): string | undefined {
  const element = model.graph.elements[elementId]!;
  const scopes = activeScopes(state, element.scope!).filter(({ key }) => !terminate.includes(key));
  const closed = scopes.find(({ tokens, listening }) => tokens === undefined || listening);
  if (closed)
    return `'${closed.element}' (key ${closed.key}) has not begun, or is ending: nothing can be activated in it now.`;
  if (scopeKey !== undefined)
    return scopes.some(({ key }) => key === scopeKey)
      ? undefined
      : `Expected the key of an active '${element.scope}' as scope of '${elementId}'; found ${scopeKey}.`;
  if (opensAnew(model, element.scope!)) return refusalOfActivation(model, state, element.scope!, undefined, terminate);
  if (scopes.length > 1)
    return `Expected a scope key for '${elementId}': '${element.scope}' is active ${scopes.length} times (${scopes.map(({ key }) => key).join(', ')}).`;
  const outer = model.graph.elements[element.scope!]!;
  if (scopes.length === 0 && (outer.loop || outer.type === 'eventSubProcess'))
    return `'${elementId}' lies in '${outer.id}', which is not active and cannot be begun without its ${outer.loop ? 'items' : 'event'}.`;
  return scopes.length === 0 ? refusalOfActivation(model, state, outer.id, undefined, terminate) : undefined;
}

/** Each element that an ad-hoc sub-process begins has its own scope, where results are collected. */
const opensAnew = ({ graph }: Model, scopeId: string): boolean =>
  graph.elements[scopeId]!.type === 'adHocInnerInstance';

function activeScopes(state: State, elementId: string): ElementInstance[] {
  const all = [...values(state.instances)].filter(
    (instance): instance is ElementInstance => instance.type === 'element',
  );
  return all.filter(({ element, isLoopBody }) => element === elementId && !isLoopBody);
}

/** Activates first, so that a scope whose last element is replaced does not end. */
export function modify(run: Run, { activate: begun, terminate: ended, reason }: Modified): void {
  const root = findElement(run, rootKey)!;
  record(run, 'modified', root, elementOf(run, root), {
    activate: begun.map(({ elementId }) => elementId),
    terminate: ended.map((key) => findElement(run, key)!.element),
    reason,
  });
  for (const { elementId, scopeKey, variables } of begun) {
    const scope = scopeKey ?? scopeFor(run, elementId, ended);
    addTokens(run, scope, 1);
    activate(run, run.model.graph.elements[elementId]!, scope, variables ? { variables } : {});
  }
  const scopes = new Set<number>();
  const throwers = new Set<number>();
  for (const key of ended) {
    const instance = findElement(run, key);
    if (!instance) continue;
    terminate(run, key);
    addTokens(run, instance.scope, -1);
    scopes.add(instance.scope);
    if (instance.compensates !== undefined) throwers.add(instance.compensates);
  }
  // Who threw the compensation waits for its handlers: what a person has ended counts as undone.
  for (const thrower of throwers) compensateNext(run, thrower);
  for (const scope of scopes) endScopeIfEmpty(run, scope);
}

/** The active scope that the element lies in; one that is not active is begun without its start events. */
function scopeFor(run: Run, elementId: string, ended: readonly number[]): number {
  const { elements } = run.model.graph;
  const scopeId = elements[elementId]!.scope!;
  const active = opensAnew(run.model, scopeId)
    ? undefined
    : instancesOf(run, scopeId).find((key) => !ended.includes(key));
  if (active !== undefined) return active;
  const outer = scopeFor(run, scopeId, ended);
  addTokens(run, outer, 1);
  return openScope(run, elements[scopeId]!, outer);
}
