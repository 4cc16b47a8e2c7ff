// Triggers: an awaited event has happened, and the BPMN event that waits for it starts (BPMN 2.0.2 §13.5).
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { activate, activateTriggered, complete } from '../lifecycle.ts';
import { edit, elementOf, find, findElement, type Run, record, recordTaken } from '../run.ts';
import type { ElementInstance, Subscription } from '../state.ts';
import { terminate, terminateChildren } from '../termination.ts';
import { addTokens, removeInstance } from '../tokens.ts';
import { entries } from '../trie.ts';
import { clearIncident } from './incidents.ts';
import { closeSubscriptions, consume } from './subscriptions.ts';

export function trigger(run: Run, subscription: Subscription, variables: Variables): void {
  const on = run.model.graph.elements[subscription.on]!;
  const owner = findElement(run, subscription.scope)!;
  record(run, 'triggered', subscription, on, dataOf(subscription));
  consume(run, subscription, on);
  if (on.id === owner.element) complete(run, owner.key, variables);
  else if (on.type === 'boundaryEvent') triggerBoundary(run, owner, on, variables);
  else if (on.type === 'startEvent') triggerEventSubProcess(run, owner, on, variables);
  else triggerAfterGateway(run, owner, on, variables);
}

/**
 * All current listeners receive the signal; interrupting ones first, so that nothing starts only to be ended.
 */
export function receiveSignal(run: Run, name: string, variables: Variables): void {
  const listeners = run.signals?.[name];
  if (!listeners) return;
  const keys = [...entries(listeners)].map(([key]) => key);
  const [gentle, interrupting] = [true, false].map((isGentle) =>
    keys.filter((key) => (elementAt(run, key)?.interrupting === false) === isGentle),
  );
  for (const key of [...interrupting!, ...gentle!]) {
    const subscription = find(run, key);
    if (subscription?.type === 'subscription') trigger(run, subscription, variables);
  }
}

function elementAt(run: Run, key: number): Element | undefined {
  const subscription = find(run, key);
  return subscription?.type === 'subscription' ? run.model.graph.elements[subscription.on] : undefined;
}

const dataOf = ({ event }: Subscription): Variables =>
  event.type === 'timer'
    ? { due: event.due }
    : event.type === 'message'
      ? { message: event.name, correlationKey: event.correlationKey }
      : event.type === 'signal'
        ? { signal: event.name }
        : {};

export function triggerBoundary(run: Run, owner: ElementInstance, on: Element, variables: Variables): void {
  if (on.interrupting === false) addTokens(run, owner.scope, 1);
  else terminate(run, owner.key);
  activateTriggered(run, on, owner.scope, variables);
}

/** The first event decides and takes the gateway's token; the others are closed (BPMN 2.0.2 §13.4.4). */
function triggerAfterGateway(run: Run, gateway: ElementInstance, on: Element, variables: Variables): void {
  const element = elementOf(run, gateway);
  closeSubscriptions(run, gateway.key);
  record(run, 'completed', gateway, element);
  recordTaken(run, element.outgoing.find((id) => run.model.graph.flows[id]!.target === on.id)!, gateway.scope);
  removeInstance(run, gateway);
  activateTriggered(run, on, gateway.scope, variables);
}

/**
 * Interrupting: everything else in the scope ends, and no other event sub-process of it starts (BPMN 2.0.2 §13.5.4).
 */
export function triggerEventSubProcess(run: Run, scope: ElementInstance, start: Element, variables: Variables): void {
  if (start.interrupting !== false) {
    terminateChildren(run, scope.key);
    closeSubscriptions(run, scope.key, ({ type }) => type === 'startEvent');
    clearIncident(run, scope.key);
    const interrupted = edit(run, scope.key);
    interrupted.isInterrupted = true;
    // In a transaction that was being canceled, the compensation that still ran has ended with the rest.
    delete interrupted.compensating;
  }
  addTokens(run, scope.key, 1);
  const element = run.model.graph.elements[start.scope!]!;
  const startsAt = start.id === element.trigger ? {} : { startsAt: start.id };
  activate(run, element, scope.key, { variables, ...startsAt });
}
