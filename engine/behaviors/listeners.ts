// Listeners (Camunda 8): jobs that are done one after the other when an element begins or has done its work, and around a user task's life. The
// element waits for them; what they bring back becomes its own variables, when a task completes its results, and at its end variables around it.
import type { Variables } from '../event.ts';
import type { Element, Job, ListenerPhase } from '../graph.ts';
import { begin, depart, finish } from '../lifecycle.ts';
import { edit, elementOf, findElement, type Run } from '../run.ts';
import { attempt } from './incidents.ts';
import { runJob } from './jobs.ts';
import { assign, completeUserTask, update } from './user-tasks.ts';
import { propagate, resultScope, setLocal } from './variables.ts';

/** Begins with the first; false where there is none for that phase. */
export function listen(
  run: Run,
  key: number,
  element: Element,
  phase: ListenerPhase,
  carried: Variables = {},
): boolean {
  if (!element.listeners?.[phase]) return false;
  edit(run, key).listening = { phase, index: 0, carried, ...(phase === 'end' ? { isMapped: true } : {}) };
  tell(run, element, key);
  return true;
}

/** A job that cannot be asked for is an incident, whatever else the event does. */
const tell = (run: Run, element: Element, key: number): void =>
  attempt(run, key, 'job', () => runJob(run, element, key));

/** The job that the instance waits for, when it is a listener's. */
export function listenerJob(run: Run, key: number, element: Element): Job | undefined {
  const listening = findElement(run, key)?.listening;
  return listening && element.listeners![listening.phase]![listening.index];
}

/** One has done its job: the next, or what they were to come before. */
export function listened(run: Run, key: number, variables: Variables): void {
  const element = elementOf(run, findElement(run, key)!);
  const { listening } = findElement(run, key)!;
  const { phase, index, carried, isMapped } = listening!;
  const isResult = phase === 'completing' || (phase === 'end' && !isMapped);
  if (isMapped) propagate(run, resultScope(run, key, element), variables);
  else if (!isResult) setLocal(run, key, variables);
  const results = isResult ? { ...carried, ...variables } : carried;
  if (index + 1 < element.listeners![phase]!.length) {
    edit(run, key).listening = { ...listening!, index: index + 1, carried: results };
    return tell(run, element, key);
  }
  const instance = edit(run, key);
  delete instance.listening;
  delete instance.awaits;
  if (isMapped) depart(run, key);
  else goOn(run, key, element, phase, results);
}

function goOn(run: Run, key: number, element: Element, phase: ListenerPhase, carried: Variables): void {
  switch (phase) {
    case 'start':
      return begin(run, key);
    case 'end':
      return finish(run, key, carried);
    case 'creating':
      return begin(run, key, phase);
    case 'assigning':
      edit(run, key).awaits = 'task';
      return assign(run, key, (carried['assignee'] ?? null) as string | null);
    case 'updating':
      edit(run, key).awaits = 'task';
      return update(run, key, carried);
    case 'completing':
      return completeUserTask(run, key, element, carried);
    case 'canceling':
      return hasBeenTold(run, key);
    default:
      phase satisfies never;
  }
}

/** The event that withdraws the task goes on when all that it withdraws have been told (`step`). */
export function hasBeenTold(run: Run, key: number): void {
  const instance = edit(run, key);
  delete instance.listening;
  instance.awaits = 'task';
  instance.isTold = true;
}
