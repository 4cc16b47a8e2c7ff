// What happens to an open user task: assigned, changed, completed; and what its listeners hear before it is withdrawn.
import { endOf, instantOf, isDate } from '../calendar.ts';
import type { TaskChanges, Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { complete } from '../lifecycle.ts';
import { edit, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import type { ElementInstance } from '../state.ts';
import { get } from '../trie.ts';

export function assign(run: Run, key: number, assignee: string | null): void {
  const instance = edit(run, key);
  if (assignee === null) delete instance.assignee;
  else instance.assignee = assignee;
  record(run, 'assigned', instance, elementOf(run, instance), { assignee });
}

/** The list of tasks follows the record; the state keeps none of it. */
export function update(run: Run, key: number, changes: Variables): void {
  const instance = findElement(run, key)!;
  record(run, 'updated', instance, elementOf(run, instance), changes);
}

/** Dates as instants. */
export function changesOf({ dueDate, followUpDate, ...others }: TaskChanges, reason = ''): Variables {
  const instantOf = (text: string | null) => (text === null ? null : taskInstant(text)!);
  return {
    ...others,
    ...(dueDate === undefined ? {} : { dueDate: instantOf(dueDate) }),
    ...(followUpDate === undefined ? {} : { followUpDate: instantOf(followUpDate) }),
    ...(reason ? { reason } : {}),
  };
}

/** Why the changes cannot be made; undefined when they can. */
export function refusalOfChanges(changes: TaskChanges): string | undefined {
  if (Object.keys(changes).length === 0) return 'Expected something to change of the user task; found nothing.';
  const wrong = [changes.dueDate, changes.followUpDate].find((text) => text && taskInstant(text) === undefined);
  return wrong ? `Expected a date or an instant; found '${wrong}'.` : undefined;
}

/** A date means its end in Asia/Shanghai: a period ends with its last day (CPL#85). */
export function taskInstant(text: string): string | undefined {
  const milliseconds = instantOf(isDate(text) ? endOf(text) : text);
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

export function completeUserTask(run: Run, key: number, element: Element, variables: Variables): void {
  closeTask(run, key, element, 'completed');
  complete(run, key, variables);
}

export function closeTask(run: Run, key: number, element: Element, reason: 'completed' | 'terminated'): void {
  run.commands.push({ type: 'closeTask', ...sourceOf(element, key), reason });
}

/** People see it in their lists. */
export const isOpen = ({ awaits, listening }: ElementInstance): boolean =>
  awaits === 'task' || (listening !== undefined && ofOpenTask.has(listening.phase));

const ofOpenTask = new Set<string>(['assigning', 'updating', 'completing', 'canceling']);

/** Has canceling listeners that have not been told. A task that was opened in this very step nobody has seen. */
export function mustBeTold(run: Run, instance: ElementInstance, element: Element): boolean {
  const isKnown = get(run.base.instances, instance.key) !== undefined;
  return element.listeners?.canceling !== undefined && isKnown && !instance.isTold && isOpen(instance);
}
