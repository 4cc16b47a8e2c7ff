// 待办任务: user tasks. Before a task is assigned, its candidate users and groups may act; afterward only the assignee.

import type { FastifyInstance } from 'fastify';
import { listTasks, type UserTask } from '../../../db/user-tasks.ts';
import type { TaskChanges, Variables } from '../../../engine/event.ts';
import { updates } from '../../../protocol/updates.ts';
import { accessibleCase, reachOf } from '../../auth/access.ts';
import { actOf } from '../../http/request.ts';
import { actHeaders, idParams, paging, query, route, text, variables, variablesLimit } from '../../http/route.ts';
import { page } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { act, assign, type OfTask, openTaskOf, taskNow, taskOf, taskToDo } from './acts.ts';
import { filledIn, formOf } from './forms.ts';
import { task, taskState, taskWithForm } from './schemas.ts';
import { tasksView, taskView } from './view.ts';

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

const listQuery = query({
  case: text('案件 id 或案号 / case, by id or number'),
  group: text('候选角色，如 judge / candidate group', 50),
  assignee: text('签收人 / assignee'),
  state: { ...taskState, default: 'open' },
  mine: { type: 'boolean', description: '仅本人可办的 / only tasks that I may do' },
  ...paging(4),
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
    reason: text('理由，记入卷宗 / reason, recorded in the archive', 1000),
  },
} as const;
const results = {
  type: 'object',
  additionalProperties: false,
  required: ['variables'],
  properties: {
    variables: {
      ...variables,
      description: '办理结果，见任务的 form 与 instructions / results: see the task’s form and instructions',
    },
  },
} as const;
const params = idParams('任务 id / task');

export function userTaskRoutes(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/user-tasks',
    route(
      'task.read',
      tag,
      '任务列表（按期限先后）/ list tasks, the most urgent first',
      { 200: page(task) },
      { querystring: listQuery },
    ),
    async ({ db, user, query: { case: caseId, mine, pageSize, ...filter } }) => {
      const [{ courts }, found] = await Promise.all([
        reachOf(db, user),
        caseId === undefined ? undefined : accessibleCase(db, user, caseId),
      ]);
      const { items, next } = await listTasks(db, {
        ...filter,
        ...(courts && { courts }),
        ...(found && { caseId: found.id }),
        ...(mine && { user: { id: user.sub, group: user.role } }),
        limit: pageSize,
      });
      return { items: await tasksView(db, items), ...(next && { next }) };
    },
  );

  app.get<OfTask>(
    '/user-tasks/:id',
    route('task.read', tag, '一项任务及其表单 / one task with its form', { 200: taskWithForm }, { params }),
    async (request, reply) => {
      const task = await taskOf(request, reply);
      return { ...(await taskView(request.db, task)), form: await formOf(request.db, task) };
    },
  );

  taskActRoutes(app, services);
}

function taskActRoutes(app: FastifyInstance, { temporal, now }: Services): void {
  app.post<OfTask>(
    '/user-tasks/:id/claim',
    route('task.act', tag, '签收任务 / claim: only I complete it then', { 200: task }, { params, headers: actHeaders }),
    async (request, reply) => assign(temporal, request, await taskToDo(request, reply), request.user.sub),
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
    async (request, reply) => assign(temporal, request, await taskToDo(request, reply), null),
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
          body: results,
        },
      ),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const task = await taskToDo(request, reply);
      // The form is not checked again for a repetition.
      const { variables } = request.body;
      const given = task.state === 'open' ? await filledIn(request.db, task, variables, now()) : variables;
      await act(temporal, task, updates.completeTask, {
        key: task.key,
        variables: given,
        ...actOf(request),
      });
      return taskNow(request, task);
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
      const task = await openTaskOf(request, reply);
      const { reason, ...changes } = request.body;
      await act(temporal, task, updates.updateTask, { key: task.key, changes, reason, ...actOf(request) });
      return taskNow(request, task);
    },
  );
}
