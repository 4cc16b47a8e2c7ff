// The texts of the simulation for the person at the terminal: faults of a scenario, failures of the command, titles of
// a report. The words of a timeline stand in report/words.ts.
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  'file.read': { zh: '无法读取文件“{file}”', en: "The file '{file}' cannot be read" },
  'file.read.remedy': { zh: '请核对路径', en: 'Check its path' },
  'file.json': { zh: '不是有效的 JSON（{reason}）', en: 'This is not valid JSON ({reason})' },
  'file.json.remedy': { zh: '请更正标点和引号', en: 'Correct its punctuation and quotation marks' },
  'field.required.remedy': { zh: '请补充该字段', en: 'Add the field' },
  'field.unknown.remedy': {
    zh: '请删除或者更正名称；可用的字段：{known}',
    en: 'Remove it or correct its name; known fields: {known}',
  },
  'field.meaning.remedy': { zh: '该字段的含义：{meaning}', en: 'Meaning of the field: {meaning}' },
  'field.other.remedy': { zh: '请按要求更正', en: 'Correct it accordingly' },
  'name.unknown': { zh: '没有名为“{name}”的{kind}', en: "There is no {kind} '{name}'" },
  'name.unknown.remedy': { zh: '可选：{known}', en: 'Choose one of: {known}' },
  'name.unknown.nearest': {
    zh: '共有 {count} 项，相近的有：{known}',
    en: 'There are {count}; the nearest: {known}',
  },
  'kind.task': { zh: '办理环节', en: 'user task' },
  'kind.element': { zh: '环节', en: 'element' },
  'kind.process': { zh: '流程', en: 'process' },
  'kind.person': { zh: '人员', en: 'person' },
  'kind.court': { zh: '法院', en: 'court' },
  'kind.body': { zh: '单位', en: 'body' },
  'kind.operation': { zh: '协助事项', en: 'operation' },
  'kind.message': { zh: '消息', en: 'message' },
  'kind.party': { zh: '当事人', en: 'party' },
  'person.role': { zh: '“{name}”是{role}，无权办理“{task}”', en: "'{name}' is a {role} and may not do '{task}'" },
  'person.role.remedy': { zh: '请改由下列角色办理：{groups}', en: 'Name a person with one of the roles: {groups}' },
  'person.none': { zh: '没有可以办理“{task}”的人员', en: "No person may do '{task}'" },
  'person.none.remedy': {
    zh: '请在 people 中列出有下列角色之一的人员：{groups}',
    en: 'Name a person in `people` with one of the roles: {groups}',
  },
  both: { zh: '“{one}”与“{other}”不能并用', en: "'{one}' and '{other}' exclude each other" },
  'both.remedy': { zh: '请只保留其中一项', en: 'Keep one of them' },
  'message.internal': { zh: '“{name}”由系统自行发送：{what}', en: "'{name}' is sent by the system itself: {what}" },
  'message.internal.remedy': { zh: '请改用可以提交的消息：{known}', en: 'Use a message that people send: {known}' },
  'message.when': { zh: '没有写明何时提交', en: 'It is not said when it is sent' },
  'message.when.remedy': { zh: '请写明 on、afterDays 或者 after 之一', en: 'Give one of `on`, `afterDays`, `after`' },
  'until.past': { zh: '推演截止日早于立案日 {start}', en: 'The end lies before the filing, {start}' },
  'date.past': { zh: '日期早于立案日 {start}', en: 'The date lies before the filing, {start}' },
  'date.past.remedy': { zh: '请改为立案日或者其后', en: 'Take the day of the filing or a later day' },
  'decision.early': { zh: '环节“{task}”到 {opened} 才开始', en: "The task '{task}' opens only on {opened}" },
  'decision.early.remedy': {
    zh: '请改为该日或者其后，或者用 afterDays',
    en: 'Take that day or a later one, or use `afterDays`',
  },
  'refused.remedy': { zh: '请按说明更正', en: 'Correct it as the reason says' },
  'reference.unknown': { zh: '引用“{reference}”没有所指', en: "The reference '{reference}' names nothing" },
  'reference.remedy': {
    zh: '可用：@today、@today+天数、@party:姓名、@asset:编号',
    en: 'Known: @today, @today+DAYS, @party:NAME, @asset:NUMBER',
  },

  // The command and its database
  'server.notReached': {
    zh: '无法连接 PostgreSQL，请核对 DATABASE_URL，或者不设该变量（{reason}）',
    en: 'PostgreSQL is not reached: check DATABASE_URL, or leave it out ({reason}).',
  },
  'server.mayNotCreate': {
    zh: 'DATABASE_URL 的用户无权创建数据库或者角色：推演使用自己的临时数据库，请改用有 CREATEDB、CREATEROLE 权限的用户，或者不设 DATABASE_URL',
    en: 'The user of DATABASE_URL may not create databases or roles: a simulation uses a temporary database of its own. Use a user with CREATEDB and CREATEROLE, or leave DATABASE_URL out.',
  },
  'command.usage': {
    zh: '用法：“npm run simulate -- FILE.json [--durable] [--json]”，见 docs/using/simulate.md',
    en: 'usage: npm run simulate -- FILE.json [--durable] [--json], see docs/using/simulate.md',
  },
  'command.faults': { zh: '文件有误', en: 'The file has faults' },
  'command.seconds': { zh: '推演用时 {seconds} 秒', en: 'Played in {seconds} s' },
  // Titles of a report
  'title.resumes': { zh: '恢复 {number}', en: 'resumes {number}' },
  'title.timeline': { zh: '时间线', en: 'Timeline' },
  'title.documents': { zh: '文书', en: 'Documents' },
  'title.served': { zh: '送达', en: 'served' },
  'title.deadlines': { zh: '期限', en: 'Deadlines' },
  'title.money': { zh: '案款', en: 'Money' },
  'title.state': { zh: '状态', en: 'State' },
  'title.stages': { zh: '阶段', en: 'stages' },
  'title.handler': { zh: '承办人', en: 'handler' },
  'title.outcome': { zh: '推演结果', en: 'Outcome' },
  'title.unused': { zh: '文件中未用到', en: 'unused in the file' },
  'title.asExpected': { zh: '与预期一致', en: 'as expected' },
  'title.notAsExpected': { zh: '与预期不符', en: 'not as expected' },
  'sum.claim': { zh: '标的', en: 'claim' },
  'sum.received': { zh: '收款', en: 'received' },
  'sum.disbursed': { zh: '发放', en: 'disbursed' },
  'sum.refunded': { zh: '退还', en: 'refunded' },
  'sum.balance': { zh: '结存', en: 'balance' },
  'waits.for': { zh: '等待{roles}（{people}）', en: 'waits for {roles} ({people})' },
  'waits.since': { zh: '自 {day}', en: 'since {day}' },
  'waits.until': { zh: '至 {day}', en: 'until {day}' },
} as const satisfies Messages;

export const say = catalogue(messages);

export type MessageId = keyof typeof messages;
