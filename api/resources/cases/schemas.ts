// 案件: a case in the register, and a case with everything that belongs to it.
import type { Case } from '../../../db/cases.ts';
import type { Party } from '../../../db/parties.ts';
import {
  date,
  type Fields,
  fen,
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
import { agencyRequest } from '../agency-callbacks/schemas.ts';
import { archiveRecord } from '../archive/schemas.ts';
import { deadline } from '../deadlines/schemas.ts';
import { document } from '../documents/schemas.ts';
import { incident } from '../incidents/schemas.ts';
import { ledger } from '../ledger/schemas.ts';
import { processInstance } from '../operations/schemas.ts';
import { asset, creditMeasure, sanction } from '../property/schemas.ts';
import { trainingClock } from '../training-clock/schemas.ts';
import { task } from '../user-tasks/schemas.ts';
import { applicationSchema } from './application.ts';
import { caseExample, partyExample, registeredExample, summaryExample } from './examples.ts';
import type { caseView, summaryOf } from './view.ts';

export const caseStatus = oneOf<Case['status']>('状态 / status', {
  filed: '已立案',
  accepted: '已受理',
  rejected: '不予受理、驳回',
  round_terminated: '终结本次执行程序',
  closed: '结案',
  withdrawn: '撤回',
  cancelled: '流程被撤销（未结案）',
});

type CaseSummary = ReturnType<typeof summaryOf>;

const summary: Fields<CaseSummary> = {
  id: uuid('案件 id / case'),
  externalId: nullable(text('报送系统的编号 / sender’s id')),
  number: text('案号，如 (2026)冀0102执1号 / case number'),
  courtCode: text('执行法院代码 / code of the court'),
  courtName: text('执行法院 / name of the court'),
  resumedFrom: nullable(uuid('恢复执行的，原案件 id / the case that this one resumes')),
  filedOn: date('立案日期 / filed on'),
  status: caseStatus,
  closingWay: nullable(text('结案方式 / way of closing')),
  closedOn: nullable(date('结案日期 / closed on')),
  stage: nullable(text('阶段，如 财产调查 / stage')),
  handler: nullable(text('承办人 / handler')),
  claimFen: fen('申请执行标的 / claim'),
  workflowId: text('案件主流程 / the case’s own process instance'),
  clock: nullable(trainingClock),
  startedAt: nullable(instant('流程启动的时刻；尚未启动为 null / start of its procedure; null: not started yet')),
  recordedAt: instant('登记的时刻 / registered at'),
};
export const caseSummary = named(
  'CaseSummary',
  '案件登记信息 / a case in the register',
  object<CaseSummary>(summary),
  summaryExample,
);

export const registeredCase = named(
  'RegisteredCase',
  '已登记、尚未启动流程的案件 / a case that is registered and not yet started',
  object<CaseSummary & { readonly note: string }>({ ...summary, note: text('说明 / what happens next') }),
  registeredExample,
);

const party = named(
  'Party',
  '当事人 / a party',
  object<Party>({
    id: uuid('当事人 id / party'),
    role: oneOf<Party['role']>('地位 / role', {
      applicant: '申请执行人',
      debtor: '被执行人',
      thirdParty: '第三人',
      interestedParty: '利害关系人',
    }),
    kind: oneOf<Party['kind']>('类型 / kind', { person: '自然人', company: '公司企业', unit: '机关事业单位' }),
    name: text('姓名或名称 / name'),
    idNumber: nullable(text('证件号码；当事人查询时部分隐去 / id number; a party sees only a part')),
    contact: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: '联系方式：电话、地址等；当事人查询时为空 / contact: phone, address …; empty for a party',
    },
    position: integer('文书中的排列次序 / place among the parties in documents'),
  }),
  partyExample,
);

type CaseView = Awaited<ReturnType<typeof caseView>>;

const isStaffOnly = '当事人查询时没有 / absent for a party';
export const wholeCase = named(
  'Case',
  '案件全貌 / a case with everything that belongs to it',
  object<CaseView>({
    ...summary,
    application: optional(applicationSchema),
    parties: list(party, '当事人 / parties'),
    assets: list(asset, '财产 / assets'),
    ledger,
    documents: list(document, '法律文书 / documents'),
    deadlines: list(deadline, '期限 / deadlines'),
    instances: list(processInstance, '流程实例 / process instances'),
    incidents: optional(list(incident, `未处理的异常，最多 200 项，全部见 /incidents；${isStaffOnly}`)),
    tasks: optional(list(task, `待办任务，最多 200 项，全部见 /user-tasks；${isStaffOnly}`)),
    requests: optional(list(agencyRequest, `协助请求；${isStaffOnly}`)),
    sanctions: list(sanction, '罚款、拘留 / fines and detentions'),
    creditMeasures: list(creditMeasure, '信用惩戒措施 / credit measures'),
    linked: list(caseSummary, '恢复执行前后的案件 / the cases before and after it'),
    timeline: object<CaseView['timeline']>({
      length: integer('档案记录总数 / records in all'),
      latest: list(archiveRecord, '最近的记录 / the latest records'),
    }),
  }),
  caseExample,
);
