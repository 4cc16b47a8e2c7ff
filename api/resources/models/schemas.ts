// 流程模型: deployed models, and a process instance on its model.

import type { ProcessModel } from '../../../db/models.ts';
import type { ElementTypeName } from '../../../engine/graph.ts';
import { elementTypeNames } from '../../../engine/messages.ts';
import type { ModelRef } from '../../../protocol/start.ts';
import { type Fields, instant, integer, list, named, nullable, object, oneOf, text } from '../../http/schema.ts';
import { legalCitations } from '../law/schemas.ts';
import { instanceFields, processInstance } from '../operations/schemas.ts';
import {
  elementExample,
  liveElementExample,
  liveExample,
  modelExample,
  namedInstanceExample,
  refExample,
  versionExample,
} from './examples.ts';
import type { modelView, versionView } from './view.ts';

const ref: Fields<ModelRef> = {
  processId: text('流程 / process'),
  version: integer('版本，自 1 起 / version, from 1'),
  hash: text('模型的 SHA-256 / of the model'),
};
const name = text('名称 / name');
const xml = text('流程模型（BPMN 2.0 XML）/ the model');
const modelRef = named('ModelRef', '模型的一个版本 / a version of a model', object<ModelRef>(ref), refExample);

export const deployment = object<{ readonly deployed: readonly ModelRef[] }>({
  deployed: list(
    modelRef,
    '已部署的版本；内容未变的沿用原版本 / deployed versions; unchanged content keeps its version',
  ),
});

export const processModel = named(
  'ProcessModel',
  '已部署的模型 / a deployed model',
  object<ProcessModel>({
    ...ref,
    name,
    versionTag: nullable(text('版本标签 / version tag')),
    deployedAt: instant('部署时刻 / deployed at'),
    deployedBy: text('部署人 / deployed by'),
  }),
  modelExample,
);

type Version = NonNullable<Awaited<ReturnType<typeof versionView>>>;
type Live = Awaited<ReturnType<typeof modelView>>;

const element: Fields<Version['elements'][number]> = {
  id: text('环节 / element'),
  name,
  type: oneOf<ElementTypeName>('类型 / BPMN type', elementTypeNames),
  legalBasis: legalCitations,
};
export const modelVersion = named(
  'ModelVersion',
  '模型及其环节的法律依据 / a model with the law of its elements',
  object<Version>({
    ...ref,
    name,
    xml,
    elements: list(
      named('ModelElement', '环节 / an element', object<Version['elements'][number]>(element), elementExample),
    ),
  }),
  versionExample,
);

export const liveModel = named(
  'LiveModel',
  '流程模型与实时状态 / a process instance on its model',
  object<Live>({
    instance: processInstance,
    instances: list(
      named(
        'NamedInstance',
        '本案的流程实例 / an instance of the case',
        object<Live['instances'][number]>({
          ...instanceFields,
          name: text('在主流程下的路径；主流程为空 / path below the case’s own procedure; empty for that one'),
        }),
        namedInstanceExample,
      ),
      '本案全部流程实例 / all instances of the case',
    ),
    xml,
    elements: list(
      named(
        'LiveElement',
        '环节及其状态 / an element with its state',
        object<Live['elements'][number]>({
          ...element,
          active: integer('进行中的数量 / number of active element instances'),
          completed: integer('完成次数 / how often completed'),
          terminated: integer('终止次数 / how often terminated'),
          incidents: integer('未处理的异常数 / open incidents'),
          openTasks: integer('待办任务数 / open tasks'),
        }),
        liveElementExample,
      ),
    ),
    flows: list(
      object<Live['flows'][number]>({
        id: text('顺序流 / sequence flow'),
        taken: integer('流转次数 / how often taken'),
      }),
    ),
  }),
  liveExample,
);
