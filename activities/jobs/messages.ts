// Messages to people: why a `db:` job failed.
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  'job.noHandler': {
    zh: '没有处理“{type}”类系统任务的程序。',
    en: "No handler is registered for job type '{type}'.",
  },
  'job.broken': {
    zh: '系统任务的程序出错（技术信息：{detail}）。',
    en: 'The program of the job failed: {detail}',
  },
  'job.resultsTooLarge': {
    zh: '同时执行的系统任务结果合计超过上限 {limit} 字节。',
    en: 'Expected results of at most {limit} bytes from jobs that run at once; these are more.',
  },
  'case.closed': { zh: '案件已经结案，不得重复结案。', en: 'The case is closed already.' },
  'case.noHandler': {
    zh: '系统任务的变量缺少“handler”（承办人）。',
    en: "Expected 'handler' (the user who handles the case) in the job's variables.",
  },
  'case.noWay': {
    zh: '结案方式“way”应为下列之一：{ways}；实际为“{found}”。',
    en: "Expected 'way' to be one of {ways}; found '{found}'.",
  },
  'measure.ended': {
    zh: '该控制措施已经期满或者解除，不得续行。',
    en: 'The measure has ended and cannot be renewed.',
  },
  'document.noType': {
    zh: '系统任务的变量缺少“document.type”（文书模板名称）。',
    en: "Expected 'document.type' (the name of a document template) in the job's variables.",
  },
  'document.unknownType': {
    zh: '没有名为“{type}”的文书模板，参见 docs/modelling.md。',
    en: "No template declares the document type '{type}'; see docs/modelling.md.",
  },
  'document.noId': {
    zh: '系统任务的变量缺少已制作文书的“document.id”。',
    en: "Expected 'document.id' of an issued document in the job's variables.",
  },
  'funds.noAmount': {
    zh: '到账金额“amountFen”应大于 0，实际为 {found}。',
    en: "Expected the received amount 'amountFen' to be above 0; found {found}.",
  },
  'funds.noDate': {
    zh: '到账日期“receivedOn”应为日期（YYYY-MM-DD），实际为“{found}”。',
    en: "Expected 'receivedOn' as a date (YYYY-MM-DD); found '{found}'.",
  },
  'funds.noOrder': {
    zh: '清偿顺序“order”应列明 {items}，实际为 {found}。',
    en: "Expected 'order' to name {items}; found {found}.",
  },
  'funds.noShares': {
    zh: '“shares”应为 {count} 项以分计的金额，实际为 {found}。',
    en: "Expected 'shares' to be {count} amounts in fen; found {found}.",
  },
  'fen.notWhole': {
    zh: '“{name}”应为以分计的整数，实际为 {found}。',
    en: "Expected '{name}' in whole fen; found {found}.",
  },
  'resumption.noAsset': {
    zh: '被控制的财产 {asset} 不在已查明的财产之列。',
    en: 'Expected the controlled asset {asset} among the found assets.',
  },
  'resumption.noModel': { zh: '流程“{process}”没有已部署的版本。', en: "No version of '{process}' is deployed." },
} as const satisfies Messages;

export const say = catalogue(messages);
