// 流程: a case's process instances, their state, what they wait for and until when.

import type { ProcessInstance } from '../../../db/instances.ts';
import type { CommittedState } from '../../../protocol/queries.ts';
import {
  either,
  type Fields,
  flag,
  instant,
  integer,
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  uuid,
} from '../../http/schema.ts';
import { instanceExample, stateExample } from './examples.ts';

const key = integer('环节实例的 key / key of the element’s instance');
const elementId = text('环节 / element of the model');
const elementName = text('环节名称 / name of the element');

export const instanceFields: Fields<ProcessInstance> = {
  workflowId: text('流程实例 / process instance'),
  caseId: uuid('案件 id / case'),
  parentWorkflowId: nullable(text('上级流程实例 / the instance that called it')),
  processId: text('流程 / process'),
  version: integer('流程模型版本 / version of its model'),
  state: oneOf<ProcessInstance['state']>('状态 / state', {
    active: '进行中',
    completed: '已完成',
    failed: '失败',
    cancelled: '已撤销',
  }),
  lastStep: integer('已存储的步骤数 / committed steps'),
  startedAt: instant('开始时间（法律时间）/ started at, legal time'),
  endedAt: nullable(instant('结束时间（法律时间）/ ended at, legal time')),
};
export const processInstance = named(
  'ProcessInstance',
  '流程实例 / a process instance',
  object<ProcessInstance>(instanceFields),
  instanceExample,
);

type State = Omit<CommittedState, 'variables'> & { readonly instance: string };
const instance = text('流程实例（workflowId）/ process instance');
const at = { key, elementId, name: elementName };

const state = named(
  'InstanceState',
  '流程实例现状 / state of a process instance',
  object<State>({
    instance,
    processId: text('流程 / process'),
    name: text('流程名称 / name of the process'),
    status: oneOf<State['status']>('状态 / state', {
      created: '已建立',
      active: '进行中',
      completed: '已完成',
      failed: '失败',
      cancelled: '已撤销',
    }),
    suspendedSince: optional(instant('暂停起始时间；未暂停则没有 / suspended since; absent: not suspended')),
    open: list(
      object<State['open'][number]>({
        ...at,
        scopeKey: integer('所在子流程的 key / key of the scope'),
        type: text('环节类型，如 userTask / BPMN type'),
        awaits: optional(
          oneOf<'job' | 'task' | 'call' | 'answer'>('等待 / awaits', {
            job: '系统任务',
            task: '人工任务',
            call: '子程序',
            answer: '上级程序对升级事件的回应',
          }),
        ),
        jobType: optional(text('系统任务类型 / type of the job')),
        callId: optional(text('子程序实例 / id of the called instance')),
        assignee: optional(text('签收人 / assignee')),
        loopCounter: optional(integer('多实例中的第几个 / which of a multi-instance')),
      }),
      '进行中的环节 / what is open',
    ),
    timers: list(object<State['timers'][number]>({ ...at, due: instant('到期时刻 / due') }), '定时 / timers that run'),
    messages: list(
      object<State['messages'][number]>({
        ...at,
        messageName: text('消息名称 / name of the message'),
        correlationKey: text('关联值，如案号 / correlation key'),
      }),
      '等待的消息 / messages it waits for',
    ),
    signals: list(
      object<State['signals'][number]>({ ...at, signalName: text('信号名称 / name of the signal') }),
      '等待的信号 / signals it waits for',
    ),
    incidents: list(
      object<State['incidents'][number]>({
        ...at,
        type: text('种类 / kind'),
        message: text('技术说明（英文）/ message, in English'),
        messageZh: text('技术说明（中文）/ message, in Chinese'),
      }),
      '未处理的异常 / open incidents',
    ),
    joins: list(
      object<State['joins'][number]>({
        elementId,
        name: elementName,
        scopeKey: integer('所在子流程的 key / key of the scope'),
        type: text('环节类型，如 parallelGateway / BPMN type'),
        arrived: list(text('顺序流 / sequence flow'), '已到达的顺序流 / flows that have a token'),
        awaited: list(text('顺序流 / sequence flow'), '尚待到达的顺序流 / flows that have none'),
      }),
      '等待其他分支的汇合网关 / joins that wait for other branches',
    ),
    step: integer('已存储的步骤数 / committed steps'),
    idle: flag('已处理完所收到的一切 / it has processed every event that reached it'),
  }),
  stateExample,
);
/** Before the first step of the instance is committed, only its id is known. */
export const instanceState = either(
  state,
  named(
    'NewInstance',
    '首个步骤尚未存储 / its first step is not committed yet',
    object<{ readonly instance: string }>({ instance }),
    { instance: stateExample.instance },
  ),
);
