// 档案: the records of a case, and the result of verifying their chain.

import type { Verification } from '../../../archive/verify.ts';
import type { ArchiveRecord, readHead } from '../../../db/archive.ts';
import type { Page } from '../../../db/page.ts';
import type { EngineRecord } from '../../../engine/command.ts';
import {
  date,
  either,
  type Fields,
  instant,
  integer,
  json,
  legalBasis,
  list,
  named,
  next,
  nullable,
  object,
  text,
  withExample,
} from '../../http/schema.ts';
import { headExample, lineExample, recordExample, verificationExample } from './examples.ts';

/** The intents of records, as a court names them. */
const intents = {
  activated: '开始',
  completed: '完成',
  terminated: '终止',
  taken: '流转',
  triggered: '触发',
  evaluated: '判定',
  variablesSet: '变量变更',
  assigned: '签收',
  updated: '任务变更',
  incidentRaised: '异常发生',
  incidentResolved: '异常处理',
  cancelled: '撤销',
  modified: '干预',
  suspended: '暂停',
  resumed: '恢复',
  migrated: '迁移',
} as const satisfies { readonly [intent in EngineRecord['intent']]: string };

type Sealing = 'inputDigest' | 'prevHash' | 'hash';

const line: Fields<Omit<ArchiveRecord, Sealing>> = {
  seq: integer('序号，自 1 起 / number in the case, from 1'),
  legalAt: instant('法律时间 / legal time'),
  legalDate: date('法律日期 / legal date'),
  recordedAt: instant('记录的时刻 / when it was recorded'),
  workflowId: text('流程实例 / process instance'),
  step: integer('流程实例的第几步 / step of the instance'),
  processId: text('流程 / process'),
  processVersion: integer('流程模型版本 / version of its model'),
  elementId: text('环节 / element of the model'),
  elementType: text('环节类型，如 userTask / BPMN type of the element'),
  elementKey: integer('环节实例的 key / key of the element’s instance'),
  scopeKey: integer('所在子流程的 key / key of the scope'),
  name: text('环节名称 / name of the element'),
  intent: text(
    `发生了什么：${Object.entries(intents)
      .map(([intent, zh]) => `${intent} ${zh}`)
      .join('、')} / what the record states`,
  ),
  actorId: nullable(text('操作人账号；系统所为为 null / id of the actor; null: the system')),
  actorRole: nullable(text('操作人角色 / role of the actor')),
  legalBasis,
  data: json('内容：期限、消息名称、判定结果等 / content of the record'),
};

export const timelineLine = named(
  'TimelineLine',
  '时间线的一行 / one line of a case’s timeline',
  object<Omit<ArchiveRecord, Sealing>>(line),
  lineExample,
);

const sha256 = (description: string) => text(`${description}，SHA-256`);
export const archiveRecord = named(
  'ArchiveRecord',
  '档案记录（含哈希链）/ a record of the archive with its hashes',
  object<ArchiveRecord>({
    ...line,
    inputDigest: sha256('引起该步骤的事件的摘要 / digest of the event that caused the step'),
    prevHash: sha256('上一记录的哈希；首条为空 / hash of the record before, empty in the first'),
    hash: sha256('本记录的哈希 / hash of this record'),
  }),
  recordExample,
);

type Head = Awaited<ReturnType<typeof readHead>>;
const head = object<Head>({
  seq: integer('最后一条记录的序号 / number of the last record'),
  hash: sha256('最后一条记录的哈希 / its hash'),
});
export const archivePage = object<Page<ArchiveRecord> & { readonly head: Head }>({
  items: list(archiveRecord),
  next,
  head: withExample(head, headExample),
});

type Whole = Extract<Verification, { ok: true }>;
type Broken = Extract<Verification, { ok: false }>;
export const verification = named<Verification>(
  'ArchiveVerification',
  '档案校验结果 / result of verifying an archive',
  either(
    object<Whole>({
      ok: { const: true, description: '完整、未被改动 / whole and unchanged' },
      length: integer('记录总数 / records in all'),
      hash: sha256('最后一条记录的哈希 / hash of the last record'),
    }),
    object<Broken>({
      ok: { const: false, description: '不完整或被改动 / incomplete or changed' },
      seq: integer('第一条不符的记录 / expected number of the first faulty record'),
      reason: text('原因 / why'),
    }),
  ),
  verificationExample,
);
