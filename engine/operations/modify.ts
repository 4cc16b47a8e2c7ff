// Modification: a person corrects a running instance by activating elements and ending others where no path in the
// model leads.

import { compensateNext } from '../behaviors/compensation.ts';
import { faultOf } from '../behaviors/incidents.ts';
import { type Bilingual, listed } from '../catalogue.ts';
import { elements as elementTypes } from '../elements/index.ts';
import type { EngineEvent } from '../event.ts';
import type { Model } from '../graph.ts';
import { activate, endScopeIfEmpty, openScope } from '../lifecycle.ts';
import { say, typeName } from '../messages.ts';
import { elementOf, findElement, newRun, type Run, record } from '../run.ts';
import { type ElementInstance, rootKey, type State } from '../state.ts';
import { terminate } from '../termination.ts';
import { addTokens, instancesOf } from '../tokens.ts';
import { get, values } from '../trie.ts';

export type Modified = Extract<EngineEvent, { type: 'modified' }>;

/** Returns the reason if the modification is refused; touches nothing. */
export function refusalOfModification(model: Model, state: State, event: Modified): Bilingual | undefined {
  const { activate, terminate } = event;
  if (activate.length + terminate.length === 0) return say('modify.nothing');
  for (const key of terminate) {
    const instance = get(state.instances, key);
    if (instance?.type !== 'element') return say('modify.notActive', { key });
    if (key === rootKey) return say('modify.wholeProcess');
    const scope = get(state.instances, instance.scope);
    if (scope?.type === 'element' && scope.isLoopBody)
      return say('modify.oneOfLoop', { id: instance.element, key: scope.key });
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

function refusalOfElement({ graph }: Model, elementId: string): Bilingual | undefined {
  const element = graph.elements[elementId];
  if (!element) return say('modify.noElement', { process: graph.processId, id: elementId });
  if (cannotBegin.has(element.type) || element.forCompensation || element.event?.type === 'link')
    return say('modify.notByItself', { id: elementId, type: typeName(element.type) });
  if (element.type === 'startEvent' && graph.elements[element.scope!]!.type === 'eventSubProcess')
    return say('modify.onlyByEvent', { id: elementId });
  return undefined;
}

function refusalOfActivation(
  model: Model,
  state: State,
  elementId: string,
  scopeKey: number | undefined,
  terminate: readonly number[],
): Bilingual | undefined {
  const element = model.graph.elements[elementId]!;
  const scopes = activeScopes(state, element.scope!).filter(({ key }) => !terminate.includes(key));
  const closed = scopes.find(({ tokens, listening }) => tokens === undefined || listening);
  if (closed) return say('modify.closedScope', { id: closed.element, key: closed.key });
  if (scopeKey !== undefined)
    return scopes.some(({ key }) => key === scopeKey)
      ? undefined
      : say('modify.otherScope', { scope: element.scope!, id: elementId, key: scopeKey });
  if (opensAnew(model, element.scope!)) return refusalOfActivation(model, state, element.scope!, undefined, terminate);
  if (scopes.length > 1) {
    const keys = listed(scopes.map(({ key }) => key));
    return say('modify.manyScopes', { id: elementId, scope: element.scope!, count: scopes.length, keys });
  }
  const outer = model.graph.elements[element.scope!]!;
  if (scopes.length === 0 && (outer.loop || outer.type === 'eventSubProcess'))
    return say(outer.loop ? 'modify.noItems' : 'modify.noEvent', { id: elementId, scope: outer.id });
  return scopes.length === 0 ? refusalOfActivation(model, state, outer.id, undefined, terminate) : undefined;
}

/** Each element that an ad-hoc sub-process starts has its own scope, where results are collected. */
const opensAnew = ({ graph }: Model, scopeId: string): boolean =>
  graph.elements[scopeId]!.type === 'adHocInnerInstance';

function activeScopes(state: State, elementId: string): ElementInstance[] {
  const all = [...values(state.instances)].filter(
    (instance): instance is ElementInstance => instance.type === 'element',
  );
  return all.filter(({ element, isLoopBody }) => element === elementId && !isLoopBody);
}

/** Activates first, so that a scope whose last element is replaced does not end. */
export function modify(run: Run, { activate: activations, terminate: terminated, reason }: Modified): void {
  const root = findElement(run, rootKey)!;
  record(run, 'modified', root, elementOf(run, root), {
    activate: activations.map(({ elementId }) => elementId),
    terminate: terminated.map((key) => findElement(run, key)!.element),
    reason,
  });
  for (const { elementId, scopeKey, variables } of activations) {
    const scope = scopeKey ?? scopeFor(run, elementId, terminated);
    addTokens(run, scope, 1);
    activate(run, run.model.graph.elements[elementId]!, scope, variables ? { variables } : {});
  }
  const scopes = new Set<number>();
  const throwers = new Set<number>();
  for (const key of terminated) {
    const instance = findElement(run, key);
    if (!instance) continue;
    terminate(run, key);
    addTokens(run, instance.scope, -1);
    scopes.add(instance.scope);
    if (instance.compensates !== undefined) throwers.add(instance.compensates);
  }
  // The thrower of the compensation waits for its handlers: an element that a person has ended counts as undone.
  for (const thrower of throwers) compensateNext(run, thrower);
  for (const scope of scopes) endScopeIfEmpty(run, scope);
}

/** The active scope that the element lies in; one that is not active is opened without its start events. */
function scopeFor(run: Run, elementId: string, terminated: readonly number[]): number {
  const { elements } = run.model.graph;
  const scopeId = elements[elementId]!.scope!;
  const active = opensAnew(run.model, scopeId)
    ? undefined
    : instancesOf(run, scopeId).find((key) => !terminated.includes(key));
  if (active !== undefined) return active;
  const outer = scopeFor(run, scopeId, terminated);
  addTokens(run, outer, 1);
  return openScope(run, elements[scopeId]!, outer);
}
