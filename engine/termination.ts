// Termination of element instances (BPMN 2.0.2 §13.2.2, §13.4.3): interrupted, withdrawn or canceled.
import { clearIncident } from './behaviors/incidents.ts';
import { closeSubscriptions } from './behaviors/subscriptions.ts';
import { closeTask, hasCancelingListeners, isOpen } from './behaviors/user-tasks.ts';
import type { Element } from './graph.ts';
import { callIdOf, childrenOf, edit, elementOf, find, findElement, type Run, record, sourceOf } from './run.ts';
import type { ElementInstance } from './state.ts';
import { removeInstance, withdrawArrivals } from './tokens.ts';

/** Terminates the instance and everything in it; its token stays counted in the scope for the element that follows. */
export function terminate(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  if (hasCancelingListeners(run, instance, element)) run.tasksToCancel.push(key);
  terminateChildren(run, key);
  closeSubscriptions(run, key);
  withdrawWork(run, instance, element);
  clearIncident(run, key);
  record(run, 'terminated', instance, element);
  removeInstance(run, instance);
}

/** Withdraws the user task, job or called process of the instance. */
export function withdrawWork(run: Run, instance: ElementInstance, element: Element): void {
  const { key, awaits } = instance;
  const source = sourceOf(element, key);
  if (isOpen(instance)) closeTask(run, key, element, 'terminated');
  if (awaits === 'job') run.commands.push({ type: 'cancelJob', ...source });
  else if (awaits === 'call') run.commands.push({ type: 'cancelCall', ...source, callId: callIdOf(instance) });
}

/** Terminates everything in a scope (except one instance): instances, tokens on their way and tokens waiting at joins. */
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
