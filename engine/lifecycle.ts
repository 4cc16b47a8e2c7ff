// How element instances live: activate, complete, terminate, and how tokens move between them (BPMN 2.0.2 §13.2, §13.3).
import { attempt } from './behaviors/incidents.ts';
import { activateLoop, loopInstanceEnded } from './behaviors/multi-instance.ts';
import { closeSubscriptions, openSubscriptions } from './behaviors/subscriptions.ts';
import { applyInputs, applyOutputs } from './behaviors/variables.ts';
import { elements } from './elements/index.ts';
import type { Variables } from './event.ts';
import type { Element } from './graph.ts';
import { add, drop, type EditableInstance, edit, elementOf, find, findElement, type Run, record } from './run.ts';
import { rootKey } from './state.ts';
import { emptyTrie, entries, remove, set } from './trie.ts';

const noVariables: Variables = {};

/** What an element type does; all it does not declare is common to all. */
export interface ElementType {
  /** Joins: false while the token must wait on its flow. */
  arrive?(run: Run, element: Element, scopeKey: number, flowId: string | undefined): boolean;
  /** Begins the work; calls `complete` at once when there is none to wait for. Throws IncidentError. */
  activate(run: Run, element: Element, key: number): void;
  /** Withdraws what was begun, when the instance is terminated or completed from outside. */
  terminate?(run: Run, element: Element, key: number): void;
  /** The sequence flows its token leaves by; all of them where absent. Throws IncidentError. */
  outgoing?(run: Run, element: Element, key: number): readonly string[];
}

/** A token reaches an element. */
export function arrive(run: Run, elementId: string, scopeKey: number, flowId?: string): void {
  const element = run.model.graph.elements[elementId]!;
  if (!findElement(run, scopeKey)) return;
  if (elements[element.type].arrive?.(run, element, scopeKey, flowId) === false) return;
  activate(run, element, scopeKey);
}

/** A new instance in the scope; the scope has counted its token already. */
export function activate(run: Run, element: Element, scopeKey: number, extra: Partial<EditableInstance> = {}): number {
  const key = run.nextKey++;
  const instance: EditableInstance = { type: 'element', key, scope: scopeKey, element: element.id, ...extra };
  if (element.loop && extra.loopCounter === undefined) instance.isLoopBody = true;
  add(run, instance);
  if (scopeKey !== 0) {
    const scope = edit(run, scopeKey);
    scope.children = set(scope.children ?? emptyTrie, key, true);
  }
  record(
    run,
    'activated',
    instance,
    element,
    extra.loopCounter === undefined ? undefined : { loopCounter: extra.loopCounter },
  );
  enter(run, key);
  return key;
}

/** From activation to waiting; an incident on the way leaves the instance where a retry enters again. */
export function enter(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'enter', () => {
    closeSubscriptions(run, key);
    if (instance.isLoopBody) {
      openSubscriptions(run, key, element);
      activateLoop(run, key, element);
      return;
    }
    applyInputs(run, key, element);
    if (!element.loop) openSubscriptions(run, key, element);
    elements[element.type].activate(run, element, key);
  });
}

/** An event has happened for which an element stands: the instance begins and completes with what the event brought. */
export function activateTriggered(run: Run, element: Element, scopeKey: number, variables: Variables): void {
  const key = run.nextKey++;
  const instance: EditableInstance = { type: 'element', key, scope: scopeKey, element: element.id };
  add(run, instance);
  const scope = edit(run, scopeKey);
  scope.children = set(scope.children ?? emptyTrie, key, true);
  record(run, 'activated', instance, element);
  attempt(run, key, 'complete', () => {
    applyInputs(run, key, element);
    complete(run, key, variables);
  });
}

/** The work is done: results into the variables, tokens onto the outgoing flows, and the scope ends when it was the last. */
export function complete(run: Run, key: number, variables: Variables = noVariables): void {
  const instance = findElement(run, key);
  if (!instance) return;
  const element = elementOf(run, instance);
  attempt(run, key, 'complete', () => {
    if (!instance.isLoopBody) applyOutputs(run, key, instance.scope, element, variables);
    if (element.loop && !instance.isLoopBody) {
      closeSubscriptions(run, key);
      loopInstanceEnded(run, key, element);
      return;
    }
    const flows = elements[element.type].outgoing?.(run, element, key) ?? element.outgoing;
    closeSubscriptions(run, key);
    record(run, 'completed', instance, element);
    if (key === rootKey) return completeProcess(run);
    for (const flowId of flows) take(run, flowId, instance.scope);
    leave(run, key);
  });
}

/** A token moves along a sequence flow. */
export function take(run: Run, flowId: string, scopeKey: number): void {
  const flow = run.model.graph.flows[flowId]!;
  run.commands.push({
    type: 'record',
    record: {
      key: 0,
      scopeKey,
      elementId: flowId,
      elementType: 'sequenceFlow',
      name: flow.name,
      properties: {},
      intent: 'taken',
    },
  });
  sendToken(run, flow.target, scopeKey, flowId);
}

export function sendToken(run: Run, elementId: string, scopeKey: number, flowId?: string): void {
  addTokens(run, scopeKey, 1);
  run.arrivals.push({ elementId, scopeKey, ...(flowId === undefined ? {} : { flowId }) });
}

export function addTokens(run: Run, scopeKey: number, count: number): void {
  const scope = edit(run, scopeKey);
  scope.tokens = (scope.tokens ?? 0) + count;
}

/** The instance has gone, and with it one token of its scope. */
export function leave(run: Run, key: number): void {
  const { scope: scopeKey } = findElement(run, key)!;
  forget(run, key);
  addTokens(run, scopeKey, -1);
  endScopeIfEmpty(run, scopeKey);
}

export function endScopeIfEmpty(run: Run, scopeKey: number): void {
  const scope = findElement(run, scopeKey);
  if (scope && !scope.isLoopBody && (scope.tokens ?? 0) === 0) complete(run, scopeKey);
}

/** Removes the instance from the state and from its scope's children; tokens are the caller's. */
export function forget(run: Run, key: number): void {
  const { scope: scopeKey } = findElement(run, key)!;
  drop(run, key);
  const scope = edit(run, scopeKey);
  scope.children = remove(scope.children ?? emptyTrie, key);
}

/** Ends the instance and all within it; its token stays counted in the scope for whatever follows. */
export function terminate(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  terminateChildren(run, key);
  closeSubscriptions(run, key);
  if (!instance.isLoopBody) elements[element.type].terminate?.(run, element, key);
  if (instance.incident)
    run.commands.push({
      type: 'resolveIncident',
      key,
      elementId: element.id,
      name: element.name,
      properties: element.properties,
    });
  record(run, 'terminated', instance, element);
  if (key === rootKey) drop(run, key);
  else forget(run, key);
}

/** Ends everything within a scope (but one instance): instances, tokens on their way and tokens waiting at joins. */
export function terminateChildren(run: Run, scopeKey: number, except?: number): void {
  const scope = findElement(run, scopeKey)!;
  if (!scope.children) return;
  for (const [childKey] of [...entries(scope.children)])
    if (childKey !== except && find(run, childKey)) terminate(run, childKey);
  const emptied = edit(run, scopeKey);
  emptied.tokens = except === undefined ? 0 : 1;
  delete emptied.waiting;
  removeArrivals(run, scopeKey);
}

/** In place: `settle` is walking along the list. */
function removeArrivals(run: Run, scopeKey: number): void {
  for (let index = 0; index < run.arrivals.length; index++) {
    if (run.arrivals[index]?.scopeKey === scopeKey) run.arrivals[index] = null;
  }
}

function completeProcess(run: Run): void {
  const { variables } = findElement(run, rootKey)!;
  drop(run, rootKey);
  run.status = 'completed';
  run.commands.push({ type: 'complete', variables: variables ?? noVariables });
}
