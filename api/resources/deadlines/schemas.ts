// 期限: the deadlines of a case.
import type { Deadline } from '../../../db/deadlines.ts';
import { flag, instant, integer, legalBasis, named, nullable, object, oneOf, text, uuid } from '../../http/schema.ts';

export const deadline = named(
  'Deadline',
  '期限 / a deadline',
  object<Deadline>({
    workflowId: text('流程实例 / process instance'),
    key: integer('环节实例的 key / key of the element’s instance'),
    caseId: uuid('案件 id / case'),
    elementId: text('环节 / element of the model'),
    label: text('名称 / what it is'),
    due: instant('届满时刻 / due'),
    provisional: flag('暂定：该年节假日安排尚未公布 / the calendar of that year is not published yet'),
    legalBasis,
    whenFired: oneOf<Deadline['whenFired']>('届满时视为 / state after it is reached', {
      met: '已遵守',
      missed: '已逾期',
    }),
    state: oneOf<Deadline['state']>('状态 / state', {
      open: '进行中',
      met: '已遵守',
      missed: '已逾期（closedAt 为 null：仍待办理 / still to be done）',
      cancelled: '已取消',
    }),
    openedAt: instant('起算时间（法律时间）/ opened at, legal time'),
    closedAt: nullable(instant('终止时间（法律时间）/ closed at, legal time')),
  }),
);
