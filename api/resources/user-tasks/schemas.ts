// 待办任务: user tasks.
import type { Actor, Json } from '../../../engine/event.ts';
import {
  date,
  type Fields,
  instant,
  integer,
  json,
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  uuid,
  variables,
} from '../../http/schema.ts';
import { actorExample, formExample, taskExample } from './examples.ts';
import type { TaskView } from './view.ts';

const actor = named(
  'Actor',
  '操作人 / who acted',
  object<Actor>({
    id: text('账号 / account'),
    role: text('角色 / role'),
    court: optional(text('法院代码 / code of the court')),
  }),
  actorExample,
);

export const taskState = oneOf<TaskView['state']>('状态 / state', {
  open: '待办',
  completed: '已完成',
  terminated: '已终止',
});

const fields: Fields<TaskView> = {
  id: text('任务 id / task'),
  workflowId: text('流程实例 / process instance'),
  key: integer('环节实例的 key / key of the element’s instance'),
  caseId: uuid('案件 id / case'),
  caseNumber: text('案号 / case number'),
  courtCode: text('执行法院代码 / code of the court'),
  processId: text('流程 / process'),
  processVersion: integer('流程模型版本 / version of its model'),
  elementId: text('环节 / element of the model'),
  name: text('名称 / name'),
  instructions: nullable(text('须办理的内容及所需结果 / instructions: the expected results, in Chinese')),
  instructionsEn: nullable(text('同上，英文 / the same in English')),
  state: taskState,
  assignee: nullable(text('签收人 / assignee')),
  candidateGroups: list(text('角色 / role'), '候选角色 / candidate groups'),
  candidateUsers: list(text('账号 / account'), '候选人 / candidate users'),
  due: nullable(instant('届满时刻，即 dueOn 结束之时（不含）/ the instant at which it has passed: the end of `dueOn`')),
  dueOn: nullable(date('期限（最后一日）/ last day')),
  followUp: nullable(instant('跟进时间 / follow up')),
  priority: integer('优先级 0–100 / priority'),
  formId: nullable(text('表单 / form')),
  properties: record('模型所载属性，如 legalBasis / properties of the model', text('值 / value')),
  variables,
  openedAt: instant('产生时间（法律时间）/ opened at, legal time'),
  closedAt: nullable(instant('办结时间（法律时间）/ closed at, legal time')),
  completedBy: nullable(actor),
};
export const task = named('Task', '任务 / a user task', object<TaskView>(fields), taskExample);

export const taskWithForm = named(
  'TaskWithForm',
  '任务及其表单 / a user task with its form',
  object<TaskView & { readonly form: Json }>({
    ...fields,
    form: json('表单（form-js JSON）；没有表单为 null / its form as form-js JSON; null: none'),
  }),
  { ...taskExample, form: formExample },
);
