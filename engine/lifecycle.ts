// Lifecycle of element instances: activate, complete, and how the scope goes on (BPMN 2.0.2 §13.2, §13.3).
import { compensateNext, compensateRestored, isRestored, remember } from './behaviors/compensation.ts';
import { flowsAfterActivity } from './behaviors/conditions.ts';
import { attempt, clearIncident } from './behaviors/incidents.ts';
import { runListeners, taskMayBeCanceled } from './behaviors/listeners.ts';
import { applyInputs, applyOutputs } from './behaviors/mappings.ts';
import { activateLoop, activateNextInLoop, completeInLoop } from './behaviors/multi-instance.ts';
import { requireProgress } from './behaviors/sizes.ts';
import { closeSubscriptions, openSubscriptions } from './behaviors/subscriptions.ts';
import { propagate } from './behaviors/variables.ts';
import type { Variables } from './event.ts';
import type { Element } from './graph.ts';
import { drop, type EditableInstance, edit, elementOf, findElement, type Run, record } from './run.ts';
import { rootKey } from './state.ts';
import { terminateChildren, withdrawWork } from './termination.ts';
import { addTokens, createInstance, removeInstance, take } from './tokens.ts';

const noVariables: Variables = {};

/** A token reaches an element. */
export function arrive(run: Run, elementId: string, scopeKey: number, flowId?: string): void {
  const element = run.model.graph.elements[elementId]!;
  const scope = findElement(run, scopeKey);
  if (!scope) return;
  if (scope.isLoopBody) return activateNextInLoop(run, scopeKey, element);
  if (run.elementTypes[element.type].arrive?.(run, element, scopeKey, flowId) === false) return;
  activate(run, element, scopeKey);
}

/** A new instance in the scope; the scope has counted its token already. */
export function activate(run: Run, element: Element, scopeKey: number, extra?: Partial<EditableInstance>): void {
  enterElement(run, createInstance(run, element, scopeKey, extra));
}

/** Opens a scope without its start events, for elements that a person activates in it. */
export function openScope(run: Run, element: Element, scopeKey: number): number {
  const key = createInstance(run, element, scopeKey);
  applyInputs(run, key, element);
  edit(run, key).tokens = 0;
  openSubscriptions(run, findElement(run, key)!, element);
  return key;
}

/**
 * An event has happened that the element stands for: the instance is activated and completes with the event's
 * variables.
 */
export function activateTriggered(run: Run, element: Element, scopeKey: number, variables: Variables): void {
  const key = createInstance(run, element, scopeKey);
  attempt(run, key, 'complete', () => {
    requireProgress(run, element);
    applyInputs(run, key, element);
    complete(run, key, variables);
  });
}

/** From activation to waiting; after an incident on the way a retry starts here again. */
export function enterElement(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'enter', () => {
    requireProgress(run, element);
    if (instance.restored) return compensateRestored(run, element, key);
    if (!instance.isLoopBody) applyInputs(run, key, element);
    if (instance.isLoopBody || !runListeners(run, key, element, 'start')) startWork(run, key);
  });
}

/** Starts the element's own work, after its listeners. */
export function startWork(run: Run, key: number, done?: 'creating'): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'enter', () => {
    if (!done) openSubscriptions(run, findElement(run, key)!, element);
    if (instance.isLoopBody) activateLoop(run, key, element);
    else if (done || !runListeners(run, key, element, 'creating'))
      run.elementTypes[element.type].activate(run, element, key);
  });
}

/** The work is done: its results go into the variables, its end listeners run, then the token leaves. */
export function complete(run: Run, key: number, variables: Variables = noVariables): void {
  const instance = findElement(run, key);
  if (!instance) return;
  attempt(run, key, 'complete', () => {
    if (instance.awaits) delete edit(run, key).awaits;
    const element = elementOf(run, instance);
    if (isRestored(instance, element)) return depart(run, key);
    if (!instance.isLoopBody) applyOutputs(run, key, element, variables);
    if (instance.isLoopBody || !element.listeners?.end) return depart(run, key);
    // A completing element catches nothing more (Zeebe): an event sub-process started now would outlive its scope.
    closeSubscriptions(run, key);
    runListeners(run, key, element, 'end');
  });
}

/** Continues as if the work were done, with these results and without the mappings. */
export function skip(run: Run, key: number, variables: Variables): void {
  const instance = findElement(run, key)!;
  const { scope, listening } = instance;
  if (listening?.phase === 'canceling') return taskMayBeCanceled(run, key);
  withdrawWork(run, instance, elementOf(run, instance));
  terminateChildren(run, key);
  propagate(run, scope, variables);
  depart(run, key, true);
}

/** Sends tokens onto the outgoing flows; the scope ends if this was its last token. */
export function depart(run: Run, key: number, isSkipped = false): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'depart', () => {
    const { compensates } = instance;
    if (element.loop && !instance.isLoopBody && compensates === undefined)
      return completeInLoop(run, key, element, isSkipped);
    const flows = compensates === undefined ? leavingFlows(run, element, key) : [];
    closeSubscriptions(run, key);
    clearIncident(run, key);
    record(run, 'completed', instance, element);
    if (key === rootKey) return completeProcess(run);
    for (const flowId of flows) take(run, flowId, instance.scope);
    if (compensates === undefined) run.elementTypes[element.type].leave?.(run, element, instance.scope);
    if (!isSkipped) remember(run, findElement(run, key)!, element);
    removeInstance(run, instance);
    addTokens(run, instance.scope, -1);
    if (compensates !== undefined) compensateNext(run, compensates);
    if (compensates === undefined) notifyScope(run, instance.scope);
    endScopeIfEmpty(run, instance.scope);
  });
}

/** Tells the scope that a child has completed; a failure of the scope is the scope's own incident. */
function notifyScope(run: Run, scopeKey: number): void {
  const element = scopeElement(run, scopeKey);
  const childCompleted = element && run.elementTypes[element.type].childCompleted;
  if (childCompleted) attempt(run, scopeKey, 'end', () => childCompleted(run, element, scopeKey));
}

/** Ends the scope again after an incident. */
export function retryEnd(run: Run, scopeKey: number): void {
  notifyScope(run, scopeKey);
  endScopeIfEmpty(run, scopeKey);
}

function scopeElement(run: Run, key: number): Element | undefined {
  const scope = findElement(run, key);
  return scope && !scope.isLoopBody ? elementOf(run, scope) : undefined;
}

/** BPMN 2.0.2 §13.2.1: all outgoing flows; of conditional ones those whose condition holds, else the default. */
function leavingFlows(run: Run, element: Element, key: number): readonly string[] {
  const own = run.elementTypes[element.type].flowsToTake;
  if (own) return own(run, element, key);
  return element.hasConditions ? flowsAfterActivity(run, element, key) : element.outgoing;
}

/** A scope that waits with an incident of its own ends by the incident's retry. */
export function endScopeIfEmpty(run: Run, scopeKey: number): void {
  const scope = findElement(run, scopeKey);
  if (!scope || scope.isLoopBody || scope.compensating || (scope.tokens ?? 0) > 0) return;
  if (scope.incident && scope.incident.retry !== 'watch') return;
  const element = elementOf(run, scope);
  const { end } = run.elementTypes[element.type];
  if (end && !isRestored(scope, element)) attempt(run, scopeKey, 'end', () => end(run, element, scopeKey));
  else complete(run, scopeKey);
}

function completeProcess(run: Run): void {
  const { variables } = findElement(run, rootKey)!;
  drop(run, rootKey);
  run.status = 'completed';
  run.commands.push({ type: 'complete', variables: variables ?? noVariables });
}
