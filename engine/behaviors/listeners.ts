// Listeners (Camunda 8): jobs that run one after the other before an element's work or after it, and around the life of a user
// task. The element waits for them. Their results become the element's own variables; those of a completing listener become
// results of the task, and those of an end listener go to the scope around it.
import type { Variables } from '../event.ts';
import type { Element, ListenerPhase } from '../graph.ts';
import { complete, depart, startWork } from '../lifecycle.ts';
import { edit, elementOf, findElement, type Run } from '../run.ts';
import { attempt } from './incidents.ts';
import { runJob } from './jobs.ts';
import { resultScope } from './mappings.ts';
import { assign, closeTask, update } from './user-tasks.ts';
import { propagate, setLocal } from './variables.ts';

/** Runs the first listener of the phase; returns false if there is none. */
export function runListeners(
  run: Run,
  key: number,
  element: Element,
  phase: ListenerPhase,
  carried: Variables = {},
): boolean {
  if (!element.listeners?.[phase]) return false;
  edit(run, key).listening = { phase, index: 0, carried };
  requestJob(run, element, key);
  return true;
}

/** A job that cannot be created is an incident, whatever else the event does. */
const requestJob = (run: Run, element: Element, key: number): void =>
  attempt(run, key, 'job', () => runJob(run, element, key));

/** A listener's job is done: runs the next listener, or continues. */
export function listenerDone(run: Run, key: number, variables: Variables): void {
  const element = elementOf(run, findElement(run, key)!);
  const { listening } = findElement(run, key)!;
  const { phase, index, carried } = listening!;
  const isResult = phase === 'completing';
  if (phase === 'end') propagate(run, resultScope(run, key, element), variables);
  else if (!isResult) setLocal(run, key, variables);
  const results = isResult ? { ...carried, ...variables } : carried;
  if (index + 1 < element.listeners![phase]!.length) {
    edit(run, key).listening = { ...listening!, index: index + 1, carried: results };
    return requestJob(run, element, key);
  }
  const instance = edit(run, key);
  delete instance.listening;
  delete instance.awaits;
  continueAfter(run, key, element, phase, results);
}

/** Continues with the work that the listeners of the phase come before. */
function continueAfter(run: Run, key: number, element: Element, phase: ListenerPhase, carried: Variables): void {
  switch (phase) {
    case 'start':
      return startWork(run, key);
    case 'end':
      return depart(run, key);
    case 'creating':
      return startWork(run, key, phase);
    case 'assigning':
      edit(run, key).awaits = 'task';
      return assign(run, key, (carried['assignee'] ?? null) as string | null);
    case 'updating':
      edit(run, key).awaits = 'task';
      return update(run, key, carried);
    case 'completing':
      return completeUserTask(run, key, element, carried);
    case 'canceling':
      return taskMayBeCanceled(run, key);
    default:
      phase satisfies never;
  }
}

/** The event that cancels the task happens once the listeners of all tasks that it cancels are done (`step`). */
export function taskMayBeCanceled(run: Run, key: number): void {
  const instance = edit(run, key);
  delete instance.listening;
  instance.awaits = 'task';
  instance.areCancelingListenersDone = true;
}

export function completeUserTask(run: Run, key: number, element: Element, variables: Variables): void {
  closeTask(run, key, element, 'completed');
  complete(run, key, variables);
}
