// 期限: the deadlines of a case.
import {
  date,
  flag,
  instant,
  integer,
  legalBasis,
  named,
  nullable,
  object,
  oneOf,
  text,
  uuid,
} from '../../http/schema.ts';
import { deadlineExample } from './examples.ts';
import type { DeadlineView } from './view.ts';

export const deadline = named(
  'Deadline',
  '期限 / a deadline',
  object<DeadlineView>({
    workflowId: text('流程实例 / process instance'),
    key: integer('环节实例的 key / key of the element’s instance'),
    caseId: uuid('案件 id / case'),
    elementId: text('环节 / element of the model'),
    label: text('名称 / what it is'),
    due: instant('届满时刻，即 dueOn 结束之时（不含）/ the instant at which it has passed: the end of `dueOn`'),
    dueOn: date('届满日（最后一日）/ last day'),
    provisional: flag('暂定：该年节假日安排尚未公布 / the calendar of that year is not published yet'),
    legalBasis,
    whenFired: oneOf<DeadlineView['whenFired']>('届满时视为 / state after it is reached', {
      met: '已遵守',
      missed: '已逾期',
    }),
    state: oneOf<DeadlineView['state']>('状态 / state', {
      open: '进行中',
      met: '已遵守',
      missed: '已逾期（closedAt 为 null：仍待办理 / still to be done）',
      cancelled: '已取消',
    }),
    openedAt: instant(
      '登记时间（法律时间），期间可能此前已起算 / noted at, legal time; the period may have begun earlier',
    ),
    closedAt: nullable(instant('终止时间（法律时间）/ closed at, legal time')),
  }),
  deadlineExample,
);
