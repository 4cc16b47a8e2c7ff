// 培训时钟: a training case's clock, and the case's progress at its legal time.
import type { TrainingClock } from '../../../protocol/legal-time.ts';
import { flag, instant, integer, named, nullable, object } from '../../http/schema.ts';
import { clockExample, standingExample } from './examples.ts';
import type { Standing } from './standing.ts';

export const trainingClock = named<TrainingClock>(
  'TrainingClock',
  '培训时钟 / a training case’s clock',
  object<TrainingClock>({
    legalStart: instant('法律时间的起点 / legal instant at which it starts'),
    realStart: instant('与之对应的实际时刻 / the real instant that corresponds to it'),
    secondsPerDay: {
      type: 'number',
      description: '一个法律日为多少实际秒 / real seconds per legal day',
    },
  }),
  clockExample,
);

export const standing = named(
  'Standing',
  '案件的时间状态 / progress of a case at its legal time',
  object<Standing>({
    legalNow: instant('现在的法律时间 / legal time now'),
    settled: flag('除时间、人员、单位外不再等待 / it waits for nothing but time, people and agencies'),
    steps: integer('全部流程实例已存储的步骤数 / committed steps of all its instances'),
    nextDue: nullable(instant('下一个到期时刻；没有为 null / instant of the next timer; null: there is none')),
  }),
  standingExample,
);
