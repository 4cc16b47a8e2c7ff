// The life of an open user task: assigned, updated, closed.
import { endOf, instantOf, isDate } from '../calendar.ts';
import type { Bilingual } from '../catalogue.ts';
import type { TaskChanges, Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { say } from '../messages.ts';
import { edit, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import type { ElementInstance } from '../state.ts';
import { get } from '../trie.ts';

export function assign(run: Run, key: number, assignee: string | null): void {
  const instance = edit(run, key);
  if (assignee === null) delete instance.assignee;
  else instance.assignee = assignee;
  record(run, 'assigned', instance, elementOf(run, instance), { assignee });
}

/** The task list follows the record; the state keeps nothing of it. */
export function update(run: Run, key: number, changes: Variables): void {
  const instance = findElement(run, key)!;
  record(run, 'updated', instance, elementOf(run, instance), changes);
}

/** Converts dates to instants. */
export function changesOf({ dueDate, followUpDate, ...others }: TaskChanges, reason = ''): Variables {
  const instantOf = (text: string | null) => (text === null ? null : taskInstant(text)!);
  return {
    ...others,
    ...(dueDate === undefined ? {} : { dueDate: instantOf(dueDate) }),
    ...(followUpDate === undefined ? {} : { followUpDate: instantOf(followUpDate) }),
    ...(reason ? { reason } : {}),
  };
}

/** Returns the reason if the changes are refused. */
export function refusalOfChanges(changes: TaskChanges): Bilingual | undefined {
  if (Object.keys(changes).length === 0) return say('refusal.noChange');
  const wrong = [changes.dueDate, changes.followUpDate].find((text) => text && taskInstant(text) === undefined);
  return wrong ? say('refusal.noInstant', { found: wrong }) : undefined;
}

/** A date means its end in Asia/Shanghai: a period ends with its last day (CPL#85). */
export function taskInstant(text: string): string | undefined {
  const milliseconds = instantOf(isDate(text) ? endOf(text) : text);
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

export function closeTask(run: Run, key: number, element: Element, reason: 'completed' | 'terminated'): void {
  run.commands.push({ type: 'closeTask', ...sourceOf(element, key), reason });
}

/** The task is in people's lists. */
export const isOpen = ({ awaits, listening }: ElementInstance): boolean =>
  awaits === 'task' || (listening !== undefined && ofOpenTask.has(listening.phase));

const ofOpenTask = new Set<string>(['assigning', 'updating', 'completing', 'canceling']);

/** The task has canceling listeners that have not run. A task opened in this very step was never in a list. */
export function hasCancelingListeners(run: Run, instance: ElementInstance, element: Element): boolean {
  const isKnown = get(run.base.instances, instance.key) !== undefined;
  return (
    element.listeners?.canceling !== undefined && isKnown && !instance.areCancelingListenersDone && isOpen(instance)
  );
}
