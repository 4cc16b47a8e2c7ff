// What an instance waits for: timers, messages and signals of its own, of its boundary events, of the event sub-processes in
// it and of the events after an event-based gateway (BPMN 2.0.2 §13.5).

import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import {
  activate,
  activateTriggered,
  addTokens,
  complete,
  forget,
  take,
  terminate,
  terminateChildren,
} from '../lifecycle.ts';
import { add, drop, edit, elementOf, find, findElement, type Run, record, sourceOf } from '../run.ts';
import type { ElementInstance, Subscription } from '../state.ts';
import { timerPlan } from './timers.ts';
import { evaluateText, setLocal, textIn, valueIn, visibleVariables } from './variables.ts';

/** Events attached to the activity, and those that start event sub-processes inside it. */
export function openSubscriptions(run: Run, key: number, element: Element): void {
  const { elements } = run.model.graph;
  for (const id of element.boundary ?? []) subscribe(run, key, elements[id]!);
  for (const id of element.eventSubProcesses ?? []) subscribe(run, key, elements[elements[id]!.trigger!]!);
}

/** Nothing for events that are thrown within the process (error, escalation): those look for their catcher themselves. */
export function subscribe(run: Run, ownerKey: number, on: Element): void {
  const definition = on.event;
  if (definition?.type === 'timer') {
    const value = valueIn(run, ownerKey, definition.value, on, 'the timer');
    const { due, left } = timerPlan(definition.kind, value, run.at, on);
    const event = { type: 'timer' as const, due, openedAt: run.at, ...(left === undefined ? {} : { left }) };
    const key = open(run, ownerKey, on, event);
    run.commands.push({ type: 'startTimer', ...sourceOf(on, key), due });
  } else if (definition?.type === 'message') {
    const messageName = textIn(run, ownerKey, definition.name, on, 'the message name');
    const correlationKey = textIn(run, ownerKey, definition.correlationKey ?? '', on, 'the correlation key');
    const key = open(run, ownerKey, on, { type: 'message', name: messageName, correlationKey });
    run.commands.push({ type: 'subscribe', ...sourceOf(on, key), messageName, correlationKey });
  } else if (definition?.type === 'signal') {
    const signalName = textIn(run, ownerKey, definition.name, on, 'the signal name');
    const key = open(run, ownerKey, on, { type: 'signal', name: signalName });
    run.commands.push({ type: 'subscribeSignal', ...sourceOf(on, key), signalName });
  }
}

function open(run: Run, ownerKey: number, on: Element, event: Subscription['event']): number {
  const key = run.nextKey++;
  add(run, { type: 'subscription', key, scope: ownerKey, on: on.id, event });
  const owner = edit(run, ownerKey);
  owner.subscriptions = [...(owner.subscriptions ?? []), key];
  return key;
}

export function closeSubscriptions(run: Run, ownerKey: number): void {
  const keys = findElement(run, ownerKey)?.subscriptions;
  if (!keys) return;
  for (const key of keys) close(run, key, 'terminated');
  delete edit(run, ownerKey).subscriptions;
}

function close(run: Run, key: number, reason: 'correlated' | 'terminated'): void {
  const subscription = find(run, key);
  if (subscription?.type !== 'subscription') return;
  const source = sourceOf(run.model.graph.elements[subscription.on]!, key);
  drop(run, key);
  if (subscription.event.type === 'timer') {
    if (reason === 'terminated') run.commands.push({ type: 'cancelTimer', ...source });
  } else if (subscription.event.type === 'message') run.commands.push({ type: 'unsubscribe', ...source, reason });
  else run.commands.push({ type: 'unsubscribeSignal', ...source });
}

/** What was waited for has happened. */
export function trigger(run: Run, subscription: Subscription, variables: Variables): void {
  const { elements } = run.model.graph;
  const on = elements[subscription.on]!;
  const owner = findElement(run, subscription.scope)!;
  record(run, 'triggered', subscription, on, triggerData(subscription));
  consume(run, subscription, on, owner);
  if (on.id === owner.element) complete(run, owner.key, variables);
  else if (on.type === 'boundaryEvent') triggerBoundary(run, owner, on, variables);
  else if (elementOf(run, owner).type === 'eventBasedGateway') triggerAfterGateway(run, owner, on, variables);
  else triggerEventSubProcess(run, owner, on, variables);
}

/** A subscription serves once, but for a non-interrupting message or signal and a cycle with turns left. */
function consume(run: Run, subscription: Subscription, on: Element, owner: ElementInstance): void {
  const { key, event } = subscription;
  close(run, key, 'correlated');
  const editable = edit(run, owner.key);
  editable.subscriptions = (editable.subscriptions ?? []).filter((other) => other !== key);
  if (on.interrupting !== false) return;
  if (event.type === 'timer') {
    if (event.left === undefined || event.left === 0 || on.event?.type !== 'timer') return;
    const value = valueIn(run, owner.key, on.event.value, on, 'the timer');
    const { due } = timerPlan('cycle', value, event.due, on);
    const left = event.left < 0 ? event.left : event.left - 1;
    const next = open(run, owner.key, on, { type: 'timer', due, openedAt: event.openedAt, left });
    run.commands.push({ type: 'startTimer', ...sourceOf(on, next), due });
  } else subscribe(run, owner.key, on);
}

const triggerData = ({ event }: Subscription): Variables =>
  event.type === 'timer'
    ? { due: event.due }
    : event.type === 'message'
      ? { message: event.name, correlationKey: event.correlationKey }
      : { signal: event.name };

export function triggerBoundary(run: Run, owner: ElementInstance, on: Element, variables: Variables): void {
  if (on.interrupting === false) addTokens(run, owner.scope, 1);
  else terminate(run, owner.key);
  activateTriggered(run, on, owner.scope, variables);
}

/** The first event decides; the others are withdrawn (BPMN 2.0.2 §13.4.4). */
function triggerAfterGateway(run: Run, gateway: ElementInstance, on: Element, variables: Variables): void {
  const element = elementOf(run, gateway);
  closeSubscriptions(run, gateway.key);
  record(run, 'completed', gateway, element);
  const flowId = element.outgoing.find((id) => run.model.graph.flows[id]!.target === on.id)!;
  take(run, flowId, gateway.scope);
  run.arrivals.pop();
  forget(run, gateway.key);
  addTokens(run, gateway.scope, -1);
  activateTriggered(run, on, gateway.scope, variables);
}

/** Interrupting: everything else in the scope ends, and no other event sub-process of it starts (BPMN 2.0.2 §13.5.4). */
export function triggerEventSubProcess(run: Run, scope: ElementInstance, start: Element, variables: Variables): void {
  if (start.interrupting !== false) {
    terminateChildren(run, scope.key);
    closeSubscriptions(run, scope.key);
  }
  addTokens(run, scope.key, 1);
  const subProcess = run.model.graph.elements[start.scope!]!;
  const key = activate(run, subProcess, scope.key);
  if (!start.outputs) setLocal(run, key, variables);
  addTokens(run, key, 1);
  activateTriggered(run, start, key, start.outputs ? variables : {});
}

/** The due instant of a `date` timer by today's calendar, read with the clock of the moment it was opened (CPL#85). */
export function dueAgain(run: Run, subscription: Subscription): string | undefined {
  const { event } = subscription;
  const on = run.model.graph.elements[subscription.on]!;
  if (event.type !== 'timer' || on.event?.type !== 'timer' || on.event.kind !== 'date') return undefined;
  const variables = visibleVariables(run, subscription.scope);
  const value = evaluateText(run, on.event.value, variables, on, 'the timer', event.openedAt);
  return timerPlan('date', value, event.openedAt, on).due;
}
