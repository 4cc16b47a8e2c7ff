// Conditional events (BPMN 2.0.2 §10.5.5, §13.5): they happen when their condition becomes true, be it at once.
// Conditions are evaluated again only after a step that changed variables; those with a filter only after a change that
// it accepts, and when they start to wait.
import type { ConditionalFilter, Element } from '../graph.ts';
import { add, find, findElement, type Run } from '../run.ts';
import type { Subscription } from '../state.ts';
import { entries } from '../trie.ts';
import { isTrueYet } from './expressions.ts';
import { IncidentError, raiseIncident } from './incidents.ts';
import { trigger } from './triggering.ts';

/** Lets the first conditional event happen whose condition has become true. True if one did. */
export function triggerConditions(run: Run): boolean {
  if (!run.watched || !run.isChanged) return false;
  for (const [key] of entries(run.watched)) {
    const subscription = find(run, key);
    const triggered = subscription?.type === 'subscription' ? becomeTrue(run, subscription) : undefined;
    if (!triggered) continue;
    trigger(run, triggered, {});
    return true;
  }
  run.isChanged = false;
  run.changes.length = 0;
  run.unevaluated.clear();
  return false;
}

/**
 * A condition that was true must have been false in between. One that gives `null` is not true yet: its variables may
 * still be set.
 */
function becomeTrue(run: Run, subscription: Subscription): Subscription | undefined {
  const { event, scope } = subscription;
  const on = run.model.graph.elements[subscription.on]!;
  if (event.type !== 'condition' || on.event?.type !== 'conditional') return undefined;
  const { filter } = on.event;
  if (filter && !run.unevaluated.has(subscription.key) && !concerns(run, filter, scope)) return undefined;
  const isTrue = holds(run, scope, on, on.event.condition);
  if (isTrue === undefined || isTrue === event.wasTrue) return undefined;
  const looked: Subscription = { ...subscription, event: { ...event, wasTrue: isTrue } };
  add(run, looked);
  return isTrue ? looked : undefined;
}

/** A variable that the filter names has changed in the named way, in a scope visible to the subscriber (Camunda 8). */
function concerns(run: Run, { names, events }: ConditionalFilter, key: number): boolean {
  const seen = new Set<number>();
  for (let instance = findElement(run, key); instance; instance = findElement(run, instance.scope))
    seen.add(instance.key);
  return run.changes.some(
    ({ scopeKey, name, event }) =>
      seen.has(scopeKey) && (!names || names.includes(name)) && (!events || events.includes(event)),
  );
}

/** Undefined if it cannot be evaluated: then the subscriber has an incident. */
function holds(run: Run, key: number, on: Element, condition: string): boolean | undefined {
  try {
    return isTrueYet(run, key, condition, on, 'condition');
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    if (!findElement(run, key)!.incident) raiseIncident(run, key, error.incidentType, error.text, 'watch');
    return undefined;
  }
}
