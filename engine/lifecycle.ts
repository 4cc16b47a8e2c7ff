// How element instances live: activate, complete, terminate, and how tokens move between them (BPMN 2.0.2 §13.2, §13.3).
import { compensateNext, compensateRestored, isRestored, remember } from './behaviors/compensation.ts';
import { chosenFlows } from './behaviors/conditions.ts';
import { attempt, clearIncident } from './behaviors/incidents.ts';
import { hasBeenTold, listen } from './behaviors/listeners.ts';
import { activateLoop, activateNextInLoop, completeInLoop } from './behaviors/multi-instance.ts';
import { refuseEndless } from './behaviors/sizes.ts';
import { closeSubscriptions, openSubscriptions } from './behaviors/subscriptions.ts';
import { closeTask, isOpen, mustBeTold } from './behaviors/user-tasks.ts';
import { applyInputs, applyOutputs, propagate } from './behaviors/variables.ts';
import { elements } from './elements/index.ts';
import type { Variables } from './event.ts';
import type { Element } from './graph.ts';
import {
  add,
  addChild,
  callIdOf,
  childrenOf,
  drop,
  type EditableInstance,
  edit,
  elementOf,
  find,
  findElement,
  type Run,
  record,
  recordTaken,
  removeChild,
  sourceOf,
} from './run.ts';
import { type ElementInstance, rootKey } from './state.ts';
import { entries } from './trie.ts';

const noVariables: Variables = {};

/** What an element type does; all it does not declare is common to all. */
export interface ElementType {
  /** Joins: false while the token must wait on its flow. */
  arrive?(run: Run, element: Element, scopeKey: number, flowId: string | undefined): boolean;
  /** Begins the work; calls `complete` at once when there is none to wait for. Throws IncidentError. */
  activate(run: Run, element: Element, key: number): void;
  /** Of a scope: what it does when its last token has gone; absent: it completes. Throws IncidentError. */
  end?(run: Run, element: Element, key: number): void;
  /** Of a scope: something in it has completed. Throws IncidentError. */
  childCompleted?(run: Run, element: Element, key: number): void;
  /** The sequence flows its token leaves by; absent: all, or as their conditions say. Throws IncidentError. */
  outgoing?(run: Run, element: Element, key: number): readonly string[];
  /** What its token does beside its sequence flows. */
  leave?(run: Run, element: Element, scopeKey: number): void;
  /** Where going on without it makes no sense: nobody but the model can say where its token goes. */
  readonly cannotBeSkipped?: true;
}

/** A token reaches an element. */
export function arrive(run: Run, elementId: string, scopeKey: number, flowId?: string): void {
  const element = run.model.graph.elements[elementId]!;
  const scope = findElement(run, scopeKey);
  if (!scope) return;
  if (scope.isLoopBody) return activateNextInLoop(run, scopeKey, element);
  if (elements[element.type].arrive?.(run, element, scopeKey, flowId) === false) return;
  activate(run, element, scopeKey);
}

/** A new instance in the scope; the scope has counted its token already. */
export function activate(run: Run, element: Element, scopeKey: number, extra?: Partial<EditableInstance>): void {
  enter(run, create(run, element, scopeKey, extra));
}

/** A scope without its start events, for what is put into it by hand. */
export function openScope(run: Run, element: Element, scopeKey: number): number {
  const key = create(run, element, scopeKey);
  applyInputs(run, key, element);
  edit(run, key).tokens = 0;
  openSubscriptions(run, findElement(run, key)!, element);
  return key;
}

/** Keys of the element's active instances, but not of a repetition's body. */
export function countIn(run: Run, elementId: string): number[] {
  const keys = new Set([...entries(run.base.instances)].map(([key]) => key));
  for (const key of run.touched.keys()) keys.add(key);
  return [...keys].filter((key) => {
    const instance = findElement(run, key);
    return instance?.element === elementId && !instance.isLoopBody;
  });
}

/** An event has happened for which an element stands: the instance begins and completes with what the event brought. */
export function activateTriggered(run: Run, element: Element, scopeKey: number, variables: Variables): void {
  const key = create(run, element, scopeKey);
  attempt(run, key, 'complete', () => {
    refuseEndless(run, element);
    applyInputs(run, key, element);
    complete(run, key, variables);
  });
}

function create(run: Run, element: Element, scopeKey: number, extra?: Partial<EditableInstance>): number {
  const key = run.nextKey++;
  const instance: EditableInstance = { type: 'element', key, scope: scopeKey, element: element.id, ...extra };
  if (element.loop && instance.loopCounter === undefined) instance.isLoopBody = true;
  add(run, instance);
  addChild(run, scopeKey, key);
  countPopulation(run, scopeKey, element.id, 1);
  record(run, 'activated', instance, element, instance.loopCounter ? { loopCounter: instance.loopCounter } : undefined);
  return key;
}

/** From activation to waiting; an incident on the way leaves the instance where a retry enters again. */
export function enter(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'enter', () => {
    refuseEndless(run, element);
    if (instance.restored) return compensateRestored(run, element, key);
    if (!instance.isLoopBody) applyInputs(run, key, element);
    if (instance.isLoopBody || !listen(run, key, element, 'start')) begin(run, key);
  });
}

/** The element's own work begins, its listeners having been told. */
export function begin(run: Run, key: number, told?: 'creating'): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  attempt(run, key, 'enter', () => {
    if (!told) openSubscriptions(run, findElement(run, key)!, element);
    if (instance.isLoopBody) activateLoop(run, key, element);
    else if (told || !listen(run, key, element, 'creating')) elements[element.type].activate(run, element, key);
  });
}

/** The work is done: its results go into the variables, its listeners are told, then the token leaves. */
export function complete(run: Run, key: number, variables: Variables = noVariables): void {
  const instance = findElement(run, key);
  if (!instance) return;
  attempt(run, key, 'complete', () => {
    if (instance.awaits) delete edit(run, key).awaits;
    const element = elementOf(run, instance);
    if (isRestored(instance, element)) return depart(run, key);
    if (!instance.isLoopBody) applyOutputs(run, key, element, variables);
    if (instance.isLoopBody || !element.listeners?.end) return depart(run, key);
    // What is completing hears nothing more (Zeebe): an event sub-process that began now would outlive its scope.
    closeSubscriptions(run, key);
    listen(run, key, element, 'end');
  });
}

/** In a state of an older release the results wait for the listeners. */
export function finish(run: Run, key: number, variables: Variables): void {
  const element = elementOf(run, findElement(run, key)!);
  attempt(run, key, 'complete', () => {
    applyOutputs(run, key, element, variables);
    depart(run, key);
  });
}

/** Goes on as if the work were done, with these results and without the mappings. */
export function skip(run: Run, key: number, variables: Variables): void {
  const instance = findElement(run, key)!;
  const { scope, listening } = instance;
  if (listening?.phase === 'canceling') return hasBeenTold(run, key);
  withdraw(run, instance, elementOf(run, instance));
  terminateChildren(run, key);
  propagate(run, scope, variables);
  depart(run, key, true);
}

/** Tokens onto the outgoing flows; the scope ends when this was its last. */
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
    if (compensates === undefined) elements[element.type].leave?.(run, element, instance.scope);
    if (!isSkipped) remember(run, findElement(run, key)!, element);
    dropFromScope(run, instance);
    addTokens(run, instance.scope, -1);
    if (compensates !== undefined) compensateNext(run, compensates);
    if (compensates === undefined) tellScope(run, instance.scope);
    endScopeIfEmpty(run, instance.scope);
  });
}

/** Something in it has completed; what it cannot make of that is its own incident. */
function tellScope(run: Run, scopeKey: number): void {
  const element = scopeElement(run, scopeKey);
  const childCompleted = element && elements[element.type].childCompleted;
  if (childCompleted) attempt(run, scopeKey, 'end', () => childCompleted(run, element, scopeKey));
}

/** Again after an incident. */
export function retryEnd(run: Run, scopeKey: number): void {
  tellScope(run, scopeKey);
  endScopeIfEmpty(run, scopeKey);
}

function scopeElement(run: Run, key: number): Element | undefined {
  const scope = findElement(run, key);
  return scope && !scope.isLoopBody ? elementOf(run, scope) : undefined;
}

/** BPMN 2.0.2 §13.2.1: all outgoing flows; of conditional ones those whose condition holds, else the default. */
function leavingFlows(run: Run, element: Element, key: number): readonly string[] {
  const own = elements[element.type].outgoing;
  if (own) return own(run, element, key);
  return element.hasConditions ? chosenFlows(run, element, key) : element.outgoing;
}

/** A token moves along a sequence flow. */
function take(run: Run, flowId: string, scopeKey: number): void {
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

/** A scope that waits with an incident of its own ends by the incident's retry. */
export function endScopeIfEmpty(run: Run, scopeKey: number): void {
  const scope = findElement(run, scopeKey);
  if (!scope || scope.isLoopBody || scope.compensating || (scope.tokens ?? 0) > 0) return;
  if (scope.incident && scope.incident.retry !== 'watch') return;
  const element = elementOf(run, scope);
  const { end } = elements[element.type];
  if (end && !isRestored(scope, element)) attempt(run, scopeKey, 'end', () => end(run, element, scopeKey));
  else complete(run, scopeKey);
}

/** Out of the state and its scope's children; tokens are the caller's. */
export function forget(run: Run, key: number): void {
  dropFromScope(run, findElement(run, key)!);
}

function dropFromScope(run: Run, instance: ElementInstance): void {
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

/** Ends the instance and all within it; its token stays counted in the scope for whatever follows. */
export function terminate(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  if (mustBeTold(run, instance, element)) run.untold.push(key);
  terminateChildren(run, key);
  closeSubscriptions(run, key);
  withdraw(run, instance, element);
  clearIncident(run, key);
  record(run, 'terminated', instance, element);
  dropFromScope(run, instance);
}

/** Tells whoever was asked to do something for the instance that it is no longer wanted. */
function withdraw(run: Run, instance: ElementInstance, element: Element): void {
  const { key, awaits } = instance;
  const source = sourceOf(element, key);
  if (isOpen(instance)) closeTask(run, key, element, 'terminated');
  if (awaits === 'job') run.commands.push({ type: 'cancelJob', ...source });
  else if (awaits === 'call') run.commands.push({ type: 'cancelCall', ...source, callId: callIdOf(instance) });
}

/** Ends everything within a scope (but one instance): instances, tokens on their way and tokens waiting at joins. */
export function terminateChildren(run: Run, scopeKey: number, except?: number): void {
  const scope = findElement(run, scopeKey)!;
  if (scope.tokens === undefined) return;
  for (const childKey of childrenOf(run, scopeKey))
    if (childKey !== except && find(run, childKey)) terminate(run, childKey);
  const emptied = edit(run, scopeKey);
  emptied.tokens = except === undefined ? 0 : 1;
  delete emptied.waiting;
  withdrawArrivals(run, scopeKey);
}

/** In place: `settle` is walking along the list. */
function withdrawArrivals(run: Run, scopeKey: number): void {
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
