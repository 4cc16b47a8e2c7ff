// 待办任务: what people owe the cases. Who may act: a role among the task's candidate groups; once it is assigned, the assignee.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listTasks, readTask, type UserTask } from '../../db/user-tasks.ts';
import type { TaskChanges, Variables } from '../../engine/event.ts';
import { type AssignTask, type CompleteTask, type UpdateTask, updates } from '../../protocol/updates.ts';
import { page } from '../answers/schema.ts';
import { task, taskState, taskWithForm } from '../answers/task.ts';
import { accessibleCase, reachOf } from '../auth/access.ts';
import type { User } from '../auth/authenticate.ts';
import { decodeId } from '../ids.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { actOf, requireCase } from '../requests.ts';
import type { Services } from '../services.ts';
import { filledIn, formOf } from '../task-forms.ts';
import { update } from '../temporal.ts';
import { tasksView, taskView } from '../views/task-view.ts';
import { actHeaders, idParams, paging, query, route, text, variables, variablesLimit } from './route.ts';

const tag = '待办任务 user tasks';

interface ListQuery {
  readonly case?: string;
  readonly group?: string;
  readonly assignee?: string;
  readonly state: UserTask['state'];
  readonly mine?: boolean;
  readonly after?: string;
  readonly pageSize: number;
}
interface OfTask {
  readonly Params: { id: string };
}

const listQuery = query({
  case: text('案件 id 或案号 / case, by id or number'),
  group: text('候选角色，如 judge / candidate group', 50),
  assignee: text('签收人 / assignee'),
  state: { ...taskState, default: 'open' },
  mine: { type: 'boolean', description: '仅本人可办的 / only what I may take' },
  ...paging,
});
const day = (description: string) =>
  ({
    type: ['string', 'null'],
    minLength: 10,
    maxLength: 40,
    description: `${description}；null 为取消 / null: none`,
  }) as const;
const names = (description: string) =>
  ({ type: 'array', maxItems: 50, items: text(description, 100), description }) as const;
const taskChanges = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: {
    dueDate: day('期限（日期或时刻）/ due date or instant'),
    followUpDate: day('跟进日（日期或时刻）/ follow-up date or instant'),
    candidateGroups: names('候选角色 / candidate groups'),
    candidateUsers: names('候选人 / candidate users'),
    priority: { type: 'integer', minimum: 0, maximum: 100, description: '优先级 / priority' },
    reason: text('理由，记入卷宗 / reason, kept in the archive', 1000),
  },
} as const;
const params = idParams('任务 id / task');

export function userTaskRoutes(app: FastifyInstance, services: Services): void {
  const { pool, temporal, now } = services;

  app.get<{ Querystring: ListQuery }>(
    '/user-tasks',
    route(
      'task.read',
      tag,
      '任务列表（按期限先后）/ list tasks, the most urgent first',
      { 200: page(task) },
      { querystring: listQuery },
    ),
    async ({ user, query: { case: caseId, mine, pageSize, ...filter } }) => {
      const [{ courts }, found] = await Promise.all([
        reachOf(pool, user),
        caseId === undefined ? undefined : accessibleCase(pool, user, caseId),
      ]);
      const { items, next } = await listTasks(pool, {
        ...filter,
        ...(courts && { courts }),
        ...(found && { caseId: found.id }),
        ...(mine && { user: { id: user.sub, group: user.role } }),
        limit: pageSize,
      });
      return { items: await tasksView(pool, items), ...(next && { next }) };
    },
  );

  app.get<OfTask>(
    '/user-tasks/:id',
    route('task.read', tag, '一项任务及其表单 / one task with its form', { 200: taskWithForm }, { params }),
    async (request, reply) => {
      const task = await taskOf(services, request, reply);
      return { ...(await taskView(pool, task)), form: await formOf(pool, task) };
    },
  );

  app.post<OfTask>(
    '/user-tasks/:id/claim',
    route('task.act', tag, '签收任务 / claim: only I complete it then', { 200: task }, { params, headers: actHeaders }),
    async (request, reply) => assign(request, reply, request.user.sub),
  );

  app.post<OfTask>(
    '/user-tasks/:id/unclaim',
    route(
      'task.act',
      tag,
      '退回任务 / unclaim: give it back to its group',
      { 200: task },
      { params, headers: actHeaders },
    ),
    async (request, reply) => assign(request, reply, null),
  );

  app.post<OfTask & { Body: { variables: Variables } }>(
    '/user-tasks/:id/complete',
    {
      ...route(
        'task.act',
        tag,
        '完成任务 / complete a task with its results',
        { 200: task },
        {
          params,
          headers: actHeaders,
          body: {
            type: 'object',
            additionalProperties: false,
            required: ['variables'],
            properties: {
              variables: {
                ...variables,
                description: '办理结果，见任务的 form 与 instructions / results: see the task’s form and instructions',
              },
            },
          },
        },
      ),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const task = await taskToDo(services, request, reply);
      // A repetition is answered by what the first one did.
      const { variables } = request.body;
      const results = task.state === 'open' ? await filledIn(pool, task, variables, now()) : variables;
      await act(task, updates.completeTask, {
        key: task.key,
        variables: results,
        ...actOf(request),
      });
      return taskView(pool, (await readTask(pool, task.workflowId, task.key))!);
    },
  );

  app.patch<OfTask & { Body: TaskChanges & { reason: string } }>(
    '/user-tasks/:id',
    route(
      'case.operate',
      tag,
      '变更任务 / change a task: its dates, candidates, priority',
      { 200: task },
      {
        params,
        headers: actHeaders,
        body: taskChanges,
      },
    ),
    async (request, reply) => {
      const task = await openTaskOf(services, request, reply);
      const { reason, ...changes } = request.body;
      await act(task, updates.updateTask, { key: task.key, changes, reason, ...actOf(request) });
      return taskView(pool, (await readTask(pool, task.workflowId, task.key))!);
    },
  );

  async function assign(request: FastifyRequest<OfTask>, reply: FastifyReply, assignee: string | null) {
    const task = await taskToDo(services, request, reply);
    await act(task, updates.assignTask, { key: task.key, assignee, ...actOf(request) });
    return taskView(pool, (await readTask(pool, task.workflowId, task.key))!);
  }

  async function act(task: UserTask, name: string, what: CompleteTask | AssignTask | UpdateTask): Promise<void> {
    try {
      await update(temporal, task.workflowId, name, what);
    } catch (failure) {
      const isLate = failure instanceof Problem && (failure.code === 'NOT_OPEN' || failure.code === 'ENDED');
      throw isLate && task.state !== 'open' ? notOpen(task) : failure;
    }
  }
}

async function taskOf(services: Services, request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const { id } = request.params;
  const place = decodeId(id, 1);
  const task = place && (await readTask(services.pool, place.workflowId, place.numbers[0]!));
  if (!task) throw notFound({ zh: '任务', en: 'task' }, id);
  await requireCase(services, request, reply, task);
  return task;
}

async function taskToDo(services: Services, request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const task = await openTaskOf(services, request, reply);
  requireMayDo(task, request.user);
  return task;
}

async function openTaskOf(services: Services, request: FastifyRequest<OfTask>, reply: FastifyReply): Promise<UserTask> {
  const task = await taskOf(services, request, reply);
  // A repetition under an Idempotency-Key is left to the process instance, which knows what it has done.
  if (task.state !== 'open' && request.headers['idempotency-key'] === undefined) throw notOpen(task);
  return task;
}

const notOpen = ({ name, state }: UserTask) =>
  new Problem('NOT_OPEN', {
    zh: `任务“${name}”已${state === 'completed' ? '完成' : '终止'}，不能再次办理。`,
    en: `The task '${name}' is ${state} already.`,
  });

function requireMayDo(task: UserTask, { sub, role }: User): void {
  const isOffered = task.candidateGroups.includes(role) || task.candidateUsers.includes(sub) || task.assignee === sub;
  if (!isOffered && task.candidateGroups.length + task.candidateUsers.length > 0)
    throw new Problem('FORBIDDEN', {
      zh: `任务“${task.name}”由 ${task.candidateGroups.join('、')} 办理，您的角色是 ${role}。`,
      en: `The task '${task.name}' is for ${task.candidateGroups.join(', ')}; your role is ${role}.`,
    });
  if (task.assignee !== null && task.assignee !== sub)
    throw new Problem('ASSIGNED_TO_OTHER', {
      zh: `任务“${task.name}”由 ${task.assignee} 签收。`,
      en: `The task '${task.name}' is assigned to ${task.assignee}.`,
    });
}
