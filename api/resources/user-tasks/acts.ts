// Acts on a user task: finds the task, checks that this user may do it now, and sends the update to the workflow.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readTask, type UserTask } from '../../../db/user-tasks.ts';
import { listed } from '../../../engine/catalogue.ts';
import { type AssignTask, type CompleteTask, type UpdateTask, updates } from '../../../protocol/updates.ts';
import type { User } from '../../auth/authenticate.ts';
import { decodeId } from '../../http/ids.ts';
import { actOf, requireCase } from '../../http/request.ts';
import { knownRole, say } from '../../problems/messages.ts';
import { notFound, Problem } from '../../problems/problem.ts';
import { type Temporal, update } from '../../temporal.ts';
import { taskView } from './view.ts';

export interface OfTask {
  readonly Params: { id: string };
}

/** Sends the update; refuses with the task's own state when it was closed before. */
export async function act(
  temporal: Temporal,
  task: UserTask,
  name: string,
  what: CompleteTask | AssignTask | UpdateTask,
): Promise<void> {
  try {
    await update(temporal, task.workflowId, name, what);
  } catch (failure) {
    const isLate = failure instanceof Problem && (failure.code === 'NOT_OPEN' || failure.code === 'ENDED');
    throw isLate && task.state !== 'open' ? notOpen(task) : failure;
  }
}

export async function assign(temporal: Temporal, request: FastifyRequest, task: UserTask, assignee: string | null) {
  await act(temporal, task, updates.assignTask, { key: task.key, assignee, ...actOf(request) });
  return taskNow(request, task);
}

/** The current task, read again after an act. */
export const taskNow = async ({ db }: FastifyRequest, { workflowId, key }: UserTask) =>
  taskView(db, (await readTask(db, workflowId, key))!);

/**
 * The task in the URL.
 * @throws Problem NOT_FOUND, or FORBIDDEN when the user may not see its case
 */
export async function taskOf(request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const { id } = request.params;
  const place = decodeId(id, 1);
  const task = place && (await readTask(request.db, place.workflowId, place.numbers[0]!));
  if (!task) throw notFound('task', id);
  await requireCase(request, reply, task);
  return task;
}

/**
 * The task in the URL, if it is open and this user may do it.
 * @throws Problem NOT_FOUND, FORBIDDEN, NOT_OPEN or ASSIGNED_TO_OTHER
 */
export async function taskToDo(request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const task = await openTaskOf(request, reply);
  requireMayDo(task, request.user);
  return task;
}

/**
 * The task in the URL, if it is open or the request may be a repetition.
 * @throws Problem NOT_FOUND, FORBIDDEN or NOT_OPEN
 */
export async function openTaskOf(request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const task = await taskOf(request, reply);
  // With an Idempotency-Key it may be a repetition: the process instance decides, because it knows the earlier
  // commands.
  if (task.state !== 'open' && request.headers['idempotency-key'] === undefined) throw notOpen(task);
  return task;
}

const notOpen = ({ name, state }: UserTask) =>
  new Problem('NOT_OPEN', say(state === 'completed' ? 'task.completed' : 'task.terminated', { name }));

function requireMayDo(task: UserTask, { sub, role }: User): void {
  const isOffered = task.candidateGroups.includes(role) || task.candidateUsers.includes(sub) || task.assignee === sub;
  if (!isOffered && task.candidateGroups.length + task.candidateUsers.length > 0)
    throw new Problem(
      'FORBIDDEN',
      say('task.otherRole', {
        name: task.name,
        groups: listed(task.candidateGroups.map((group) => knownRole(group))),
        role: knownRole(role),
      }),
    );
  if (task.assignee !== null && task.assignee !== sub)
    throw new Problem('ASSIGNED_TO_OTHER', say('task.assigned', { name: task.name, assignee: task.assignee }));
}
