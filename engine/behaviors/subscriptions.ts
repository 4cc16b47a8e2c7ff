// Subscriptions of an instance: to timers, messages and signals of its own, of its boundary events, of the event
// sub-processes in it and of the events after an event-based gateway (BPMN 2.0.2 §13.5).
import { type Element, triggersOf } from '../graph.ts';
import {
  add,
  drop,
  edit,
  find,
  findElement,
  type Run,
  record,
  sourceOf,
  subscribeToSignal,
  unsubscribeFromSignal,
  unwatchCondition,
  watchCondition,
} from '../run.ts';
import type { Awaited, ElementInstance, Subscription } from '../state.ts';
import { evaluateText, textIn, valueIn } from './expressions.ts';
import { IncidentError } from './incidents.ts';
import { nextTurn, timerPlan } from './timers.ts';
import { visibleVariables } from './variables.ts';

/**
 * Events attached to the activity (to the body of a multi-instance activity), and those that start event sub-processes
 * inside it. After an incident they are opened anew, but a running period continues: a retry extends no period.
 */
export function openSubscriptions(
  run: Run,
  { key, isLoopBody, subscriptions }: ElementInstance,
  element: Element,
): void {
  const { elements } = run.model.graph;
  const before = subscriptions?.map((one) => find(run, one) as Subscription) ?? [];
  closeSubscriptions(run, key);
  const openAgain = (id: string) => {
    const running = before.find(({ on, event }) => on === id && event.type === 'timer');
    if (running) open(run, key, elements[id]!, running.event);
    else openSubscription(run, key, elements[id]!);
  };
  if (element.boundary && (isLoopBody || !element.loop)) element.boundary.forEach(openAgain);
  if (element.eventSubProcesses && !isLoopBody)
    element.eventSubProcesses.flatMap((one) => triggersOf(elements[one]!)).forEach(openAgain);
}

/**
 * Does nothing for events that are thrown within the process (error, escalation): the thrower looks for their catcher.
 */
export function openSubscription(run: Run, ownerKey: number, on: Element): void {
  const definition = on.event;
  if (definition?.type === 'timer') {
    const value = valueIn(run, ownerKey, definition.value, on, 'timer');
    open(run, ownerKey, on, { type: 'timer', openedAt: run.at, ...timerPlan(definition.kind, value, run.at, on) });
  } else if (definition?.type === 'message') {
    const name = textIn(run, ownerKey, definition.name, on, 'messageName');
    // A boundary event stands in the activity's scope, not in the activity (Zeebe).
    const seenFrom = on.type === 'boundaryEvent' ? findElement(run, ownerKey)!.scope : ownerKey;
    const correlationKey = textIn(run, seenFrom, definition.correlationKey ?? '', on, 'correlationKey');
    open(run, ownerKey, on, { type: 'message', name, correlationKey });
  } else if (definition?.type === 'signal') {
    open(run, ownerKey, on, { type: 'signal', name: textIn(run, ownerKey, definition.name, on, 'signalName') });
  } else if (definition?.type === 'conditional') {
    open(run, ownerKey, on, { type: 'condition', wasTrue: false });
  }
}

function open(run: Run, ownerKey: number, on: Element, event: Awaited): void {
  const key = run.nextKey++;
  add(run, { type: 'subscription', key, scope: ownerKey, on: on.id, event });
  const owner = edit(run, ownerKey);
  owner.subscriptions = [...(owner.subscriptions ?? []), key];
  const source = sourceOf(on, key);
  if (event.type === 'timer') run.commands.push({ type: 'startTimer', ...source, due: event.due });
  else if (event.type === 'message')
    run.commands.push({
      type: 'subscribe',
      ...source,
      messageName: event.name,
      correlationKey: event.correlationKey,
    });
  else if (event.type === 'condition') watchCondition(run, key);
  else {
    subscribeToSignal(run, event.name, key);
    run.commands.push({ type: 'subscribeSignal', ...source, signalName: event.name });
  }
}

export function closeSubscriptions(run: Run, ownerKey: number, isMeant: (on: Element) => boolean = () => true): void {
  const keys = findElement(run, ownerKey)?.subscriptions;
  if (!keys) return;
  const left = keys.filter((key) => !isMeant(eventOf(run, key)));
  for (const key of keys) if (!left.includes(key)) close(run, key, 'terminated');
  keepSubscriptions(run, ownerKey, left);
}

const eventOf = (run: Run, key: number): Element => run.model.graph.elements[(find(run, key) as Subscription).on]!;

export function keepSubscriptions(run: Run, ownerKey: number, subscriptions: readonly number[]): void {
  const owner = edit(run, ownerKey);
  if (subscriptions.length > 0) owner.subscriptions = subscriptions;
  else delete owner.subscriptions;
}

function close(run: Run, key: number, reason: 'correlated' | 'terminated'): void {
  withdraw(run, find(run, key) as Subscription, sourceOf(eventOf(run, key), key), reason);
}

/** `source` is given because a migration may have removed its element. */
export function withdraw(
  run: Run,
  { key, event }: Subscription,
  source: ReturnType<typeof sourceOf>,
  reason: 'correlated' | 'terminated',
): void {
  drop(run, key);
  if (event.type === 'timer') {
    if (reason === 'terminated') run.commands.push({ type: 'cancelTimer', ...source });
  } else if (event.type === 'message') run.commands.push({ type: 'unsubscribe', ...source, reason });
  else if (event.type === 'condition') unwatchCondition(run, key);
  else {
    unsubscribeFromSignal(run, event.name, key);
    run.commands.push({ type: 'unsubscribeSignal', ...source });
  }
}

/**
 * A subscription serves once; that of a non-interrupting event is opened anew, a cycle's as long as it has turns left.
 */
export function consume(run: Run, { key, scope, event }: Subscription, on: Element): void {
  close(run, key, 'correlated');
  keepSubscriptions(
    run,
    scope,
    findElement(run, scope)!.subscriptions!.filter((other) => other !== key),
  );
  if (on.interrupting !== false) return;
  const next = event.type === 'timer' ? nextTurn(event) : event;
  if (next) open(run, scope, on, next);
}

/**
 * A calendar published after the timer was opened may move the end of its period (CPL#85): then the timer continues.
 * @returns whether the timer continues
 */
export function postponeTimer(run: Run, subscription: Subscription): boolean {
  const { key, event } = subscription;
  const on = run.model.graph.elements[subscription.on]!;
  const due = dueAgain(run, subscription, on);
  if (event.type !== 'timer' || due === undefined || due <= run.at) return false;
  add(run, { ...subscription, event: { ...event, due } });
  record(run, 'evaluated', subscription, on, { due, before: event.due });
  run.commands.push({ type: 'startTimer', ...sourceOf(on, key), due });
  return true;
}

/** Evaluated as of the instant at which it was opened. A date that cannot be evaluated any more stays as it was. */
function dueAgain(run: Run, { scope, event }: Subscription, on: Element): string | undefined {
  if (event.type !== 'timer' || on.event?.type !== 'timer' || on.event.kind !== 'date') return undefined;
  if (!on.event.value.startsWith('=')) return undefined;
  try {
    const value = evaluateText(run, on.event.value, visibleVariables(run, scope), on, 'timer', event.openedAt);
    return timerPlan('date', value, event.openedAt, on).due;
  } catch (error) {
    if (error instanceof IncidentError) return undefined;
    throw error;
  }
}
