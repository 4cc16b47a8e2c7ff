// 待办任务: user tasks. Before a task is assigned, its candidate users and groups may act; afterward only the assignee.

import type { FastifyInstance } from 'fastify';
import { listTasks, type UserTask } from '../../../db/user-tasks.ts';
import type { TaskChanges, Variables } from '../../../engine/event.ts';
import { updates } from '../../../protocol/updates.ts';
import { accessibleCase, reachOf } from '../../auth/access.ts';
import { exampleCase } from '../../example-case.ts';
import { actHeaders, idParams, paging, query, textInput, variablesInput, variablesLimit } from '../../http/input.ts';
import { actOf } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { page, withExample } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { act, assign, type OfTask, openTaskOf, taskNow, taskOf, taskToDo } from './acts.ts';
import { changesExample, resultsExample, taskExample } from './examples.ts';
import { filledIn, formOf } from './forms.ts';
import { task, taskState, taskWithForm } from './schemas.ts';
import { tasksView, taskView } from './view.ts';

const tag = 'tasks';

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
  case: textInput('案件 id 或案号 / case, by id or number', exampleCase.number),
  group: textInput('候选角色，如 judge / candidate group', 'judge', 50),
  assignee: textInput('签收人 / assignee', 'judge'),
  state: { ...taskState, default: 'open', examples: ['open'] },
  mine: { type: 'boolean', description: '仅本人可办的 / only tasks that I may do', examples: [true] },
  ...paging(4, [taskExample.openedAt, taskExample.due, taskExample.workflowId, taskExample.key]),
});
const day = (description: string) =>
  ({
    type: ['string', 'null'],
    minLength: 10,
    maxLength: 40,
    description: `${description}；null 为取消 / null: none`,
  }) as const;
const names = (description: string, example: string) =>
  ({ type: 'array', maxItems: 50, items: textInput(description, example, 100), description }) as const;
const taskChanges = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: {
    dueDate: day('期限（日期或时刻）/ due date or instant'),
    followUpDate: day('跟进日（日期或时刻）/ follow-up date or instant'),
    candidateGroups: names('候选角色 / candidate groups', 'judge'),
    candidateUsers: names('候选人 / candidate users', 'judge'),
    priority: { type: 'integer', minimum: 0, maximum: 100, description: '优先级 / priority' },
    reason: textInput('理由，记入卷宗 / reason, recorded in the archive', changesExample.reason, 1000),
  },
} as const;
const results = {
  type: 'object',
  additionalProperties: false,
  required: ['variables'],
  properties: {
    variables: variablesInput(
      '办理结果，见任务的 form 与 instructions / results: see the task’s form and instructions',
      resultsExample.variables,
    ),
  },
} as const;
const params = idParams('任务 id / task', taskExample.id);
/** The answers of a task that the user may not do, or no longer. */
const refusals = ['NOT_OPEN', 'ASSIGNED_TO_OTHER', 'ENDED', 'REFUSED'] as const;

export function userTaskRoutes(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/user-tasks',
    route('task.read', {
      operationId: 'listTasks',
      tag,
      summary: '任务列表（按期限先后）/ list tasks, the most urgent first',
      answers: { 200: page(task) },
      problems: ['NOT_FOUND'],
      querystring: listQuery,
    }),
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
    route('task.read', {
      operationId: 'getTask',
      tag,
      summary: '一项任务及其表单 / one task with its form',
      answers: { 200: taskWithForm },
      params,
    }),
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
    route('task.act', {
      operationId: 'claimTask',
      tag,
      summary: '签收任务 / claim: only I complete it then',
      answers: { 200: task },
      problems: refusals,
      params,
      headers: actHeaders,
    }),
    async (request, reply) => assign(temporal, request, await taskToDo(request, reply), request.user.sub),
  );

  app.post<OfTask>(
    '/user-tasks/:id/unclaim',
    route('task.act', {
      operationId: 'unclaimTask',
      tag,
      summary: '退回任务 / unclaim: give it back to its group',
      answers: { 200: task },
      problems: refusals,
      params,
      headers: actHeaders,
    }),
    async (request, reply) => assign(temporal, request, await taskToDo(request, reply), null),
  );

  app.post<OfTask & { Body: { variables: Variables } }>(
    '/user-tasks/:id/complete',
    {
      ...route('task.act', {
        operationId: 'completeTask',
        tag,
        summary: '完成任务 / complete a task with its results',
        answers: { 200: task },
        problems: refusals,
        params,
        headers: actHeaders,
        body: withExample(results, resultsExample),
      }),
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
    route('case.operate', {
      operationId: 'changeTask',
      tag,
      summary: '变更任务 / change a task: its dates, candidates, priority',
      answers: { 200: task },
      problems: refusals,
      params,
      headers: actHeaders,
      body: withExample(taskChanges, changesExample),
    }),
    async (request, reply) => {
      const task = await openTaskOf(request, reply);
      const { reason, ...changes } = request.body;
      await act(temporal, task, updates.updateTask, { key: task.key, changes, reason, ...actOf(request) });
      return taskNow(request, task);
    },
  );
}
