// 异常: faults in running cases.

import { instant, integer, named, nullable, object, oneOf, text, uuid } from '../../http/schema.ts';
import { incidentExample } from './examples.ts';
import type { incidentView } from './view.ts';

type Incident = ReturnType<typeof incidentView>;

export const incident = named(
  'Incident',
  '异常：等待人工处理的故障 / a fault that waits for a person',
  object<Incident>({
    id: text('异常 id / incident'),
    workflowId: text('流程实例 / process instance'),
    key: integer('环节实例的 key / key of the element’s instance'),
    caseId: uuid('案件 id / case'),
    caseNumber: text('案号 / case number'),
    courtCode: text('执行法院代码 / code of the court'),
    processId: text('流程 / process'),
    elementId: text('环节 / element of the model'),
    name: text('环节名称 / name of the element'),
    type: oneOf<Incident['type']>('种类 / kind', {
      expression: '表达式无法计算',
      condition: '条件无从判断',
      decision: '决策表没有结果',
      size: '数据过大',
      job: '系统任务、协助请求失败',
      error: '错误无人处理',
      call: '子程序失败',
      message: '消息无法发送',
      endless: '循环无尽，不再等待',
    }),
    message: text('技术说明（英文）/ technical message, in English'),
    messageZh: text('技术说明（中文）/ technical message, in Chinese'),
    whatToDo: text('处理建议（中文）/ what to do, in Chinese'),
    whatToDoEn: text('处理建议（英文）/ what to do, in English'),
    raisedStep: integer('发生于流程实例的第几步 / step in which it was raised'),
    raisedAt: instant('发生时间（法律时间）/ raised at, legal time'),
    resolvedAt: nullable(instant('处理时间（法律时间）；未处理为 null / resolved at, legal time; null: open')),
  }),
  incidentExample,
);
