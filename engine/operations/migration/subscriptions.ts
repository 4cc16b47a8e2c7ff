// Moves subscriptions: one continues, is closed, or is opened for an event that only the new model has.
import { isRestored } from '../../behaviors/compensation.ts';
import { keepSubscriptions, openSubscription, withdraw } from '../../behaviors/subscriptions.ts';
import type { ElementMapping } from '../../event.ts';
import { type Element, type Graph, type Model, triggersOf } from '../../graph.ts';
import { elementOf, findElement, type Run, sourceOf } from '../../run.ts';
import type { ElementInstance, Subscription } from '../../state.ts';
import { target } from './mapping.ts';

/** A subscription continues if its event still belongs to the subscriber; otherwise it is closed. */
export function keepSubscription(
  run: Run,
  { key, scope, on: before }: Subscription,
  dissolved: ReadonlyMap<number, ElementInstance>,
): void {
  const owner = dissolved.has(scope) ? undefined : findElement(run, scope);
  const subscription = run.touched.get(key) as Subscription;
  const on = run.model.graph.elements[subscription.on];
  if (owner && on && belongs(run, owner, on) && on.event?.type === kindOf(subscription)) return;
  if (owner) keepSubscriptions(run, scope, owner.subscriptions?.filter((one) => one !== key) ?? []);
  const source = on ? sourceOf(on, key) : { key, elementId: before, name: before, properties: {} };
  withdraw(run, subscription, source, 'terminated');
}

const kindOf = ({ event }: Subscription): string => (event.type === 'condition' ? 'conditional' : event.type);

/** The element itself, its boundary event, an event after its gateway, or the start of an event sub-process in it. */
function belongs(run: Run, owner: ElementInstance, on: Element): boolean {
  const { elements, flows } = run.model.graph;
  if (on.id === owner.element || on.attachedTo === owner.element) return true;
  if (on.type === 'startEvent') return elements[on.scope!]!.scope === owner.element;
  return elements[owner.element]!.outgoing.some((id) => flows[id]!.target === on.id);
}

/**
 * Subscribes to events that only the new model has, if the instance has started and is not completing. Events that the
 * old model has too keep their subscription, or have happened and do not happen again.
 */
export function awaitMore(run: Run, before: ElementInstance, from: Model, mapping: ElementMapping): void {
  const instance = findElement(run, before.key)!;
  const phase = instance.listening?.phase;
  if (phase === 'start' || phase === 'end' || isRestored(instance, elementOf(run, instance))) return;
  const known = eventsOf(from.graph, before).map((id) => [target(mapping, id), from.graph.elements[id]!.event?.type]);
  const isKnown = (id: string) =>
    known.some(([other, type]) => other === id && type === run.model.graph.elements[id]!.event?.type);
  for (const id of eventsOf(run.model.graph, instance))
    if (!isKnown(id)) openSubscription(run, before.key, run.model.graph.elements[id]!);
}

/** Boundary events, starts of event sub-processes and events after its gateway, that such an instance waits for. */
function eventsOf({ elements, flows }: Graph, { element: id, isLoopBody, isInterrupted }: ElementInstance): string[] {
  const { type, loop, boundary = [], eventSubProcesses = [], outgoing } = elements[id]!;
  return [
    ...(isLoopBody || !loop ? boundary : []),
    ...(isLoopBody || isInterrupted ? [] : eventSubProcesses.flatMap((one) => triggersOf(elements[one]!))),
    ...(type === 'eventBasedGateway' ? outgoing.map((flow) => flows[flow]!.target) : []),
  ];
}
