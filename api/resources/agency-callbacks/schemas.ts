// 协助执行单位: requests to agencies, and the outcome of their answers.
import type { CallbackOutcome } from '../../../db/agency-callbacks.ts';
import type { AgencyRequest, RequestState } from '../../../db/agency-requests.ts';
import { instant, integer, json, named, nullable, object, oneOf, text, uuid } from '../../http/schema.ts';
import { requestExample } from './examples.ts';

export const agencyRequest = named(
  'AgencyRequest',
  '协助请求 / a request to an agency',
  object<AgencyRequest>({
    id: text('请求编号 / id of the request'),
    caseId: uuid('案件 id / case'),
    workflowId: text('流程实例 / process instance'),
    key: integer('环节实例的 key / key of the element’s instance'),
    agency: text('单位类别，如 bank / agency'),
    provider: nullable(text('具体单位，如 icbc / the single bank or registry')),
    operation: text('请求事项，如 freeze / operation'),
    channel: oneOf<AgencyRequest['channel']>('途径 / channel', { http: '网络', paper: '纸质' }),
    request: json('请求内容 / what was sent'),
    state: oneOf<RequestState>('状态 / state', {
      sent: '已发出',
      accepted: '已受理',
      rejected: '已拒绝',
      answered: '已答复',
      failed: '失败',
    }),
    sentAt: instant('发出时间（法律时间）/ sent at, legal time'),
    reason: nullable(text('拒绝、失败的理由 / reason')),
    answer: json('答复内容；未答复为 null / answer; null: none yet'),
    providerRef: nullable(text('对方编号 / the agency’s own reference')),
    answeredAt: nullable(instant('答复时间（法律时间）/ answered at, legal time')),
    nextPollAt: nullable(instant('下次查询的时刻 / next poll')),
    recordedAt: instant('记录的时刻 / recorded at'),
  }),
  requestExample,
);

interface Taken {
  readonly requestId: string;
  readonly outcome: Exclude<CallbackOutcome, 'conflicting'>;
}
export const callbackTaken = named(
  'CallbackTaken',
  '回传的结果 / outcome of an agency’s answer',
  object<Taken>({
    requestId: text('协助请求的编号 / id of the request'),
    outcome: oneOf<Taken['outcome']>('结果 / outcome', { taken: '已采纳', repeated: '重复，此前已采纳' }),
  }),
  { requestId: requestExample.id, outcome: 'taken' },
);
