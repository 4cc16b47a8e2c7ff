// The catalogue of the API's messages to people: Chinese as a court writes it, English beside it, `{name}` for a value.
// The titles of the problem codes stand in their table (codes.ts); what the engine reports comes from the engine.
import { type Bilingual, catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  // Details of problem codes
  'request.unauthenticated': { zh: '缺少令牌，或令牌无效、已过期。', en: 'The token is missing, invalid or expired.' },
  'request.mediaType': {
    zh: '请求的内容类型不被接受。',
    en: 'The content type of the request is not accepted.',
  },
  'request.tooLarge': { zh: '请求超过允许的大小。', en: 'The request exceeds the permitted size.' },
  'request.malformed': {
    zh: '请求正文不是有效的 JSON，或地址有误。',
    en: 'The body is not valid JSON, or the address is wrong.',
  },
  'request.notUtf8': { zh: '请求正文不是 UTF-8 编码。', en: 'The body is not encoded in UTF-8.' },
  'request.inexact': {
    zh: '数值 {number} 无法精确读取，JSON 数值的绝对值最大为 {limit}',
    en: '{number} cannot be read exactly: a JSON number reaches at most {limit}',
  },
  'request.inexact.remedy': {
    zh: '请更正数值：金额以分为单位写作整数；编号、账号写作文本（加引号）。',
    en: 'Correct the number: an amount is an integer in fen; write an id or an account number as text, in quotes.',
  },
  'request.notHttp': {
    zh: '不是有效的 HTTP 请求。地址中的汉字等须按 UTF-8 作百分号编码，如“案”写作 %E6%A1%88。',
    en: 'This is no valid HTTP request. In an address, characters outside ASCII are percent-encoded as UTF-8.',
  },
  'request.valueRefused': {
    zh: '某个值的格式或范围不被接受。',
    en: 'A value has a form or range that is not accepted.',
  },
  'request.databaseUnavailable': { zh: '数据库暂不可用。', en: 'The database is not available.' },
  'request.databaseConflict': {
    zh: '同一数据正由另一操作修改，本次未能写入。',
    en: 'Another request changed the same data at the same time; nothing was done.',
  },
  'request.databaseRefused': {
    zh: '数据库未能执行该操作，请查看系统日志。',
    en: 'The database could not carry out the operation. See the log.',
  },
  'request.internal': { zh: '请查看系统日志。', en: 'See the log.' },
  'request.noSuchAddress': {
    zh: '该地址不存在，或不支持该方法。',
    en: 'This address does not exist, or does not support this method.',
  },
  'request.knownFields': { zh: '可用的名称：{names}', en: 'Known names: {names}' },
  'request.noFields': { zh: '此处不接受任何参数，请删除。', en: 'Nothing is accepted here; remove it.' },
  'request.faults': { zh: '共有 {count} 处需要更正。', en: 'Values to correct: {count}.' },
  notFound: {
    zh: '{resource}“{id}”不存在，或您无权查看。',
    en: "No {resource} '{id}' exists, or you may not see it.",
  },
  'resource.case': { zh: '案件', en: 'case' },
  'resource.agencyRequest': { zh: '协助请求', en: 'request' },
  'resource.document': { zh: '法律文书', en: 'document' },
  'resource.incident': { zh: '异常', en: 'incident' },
  'resource.instance': { zh: '流程实例', en: 'process instance' },
  'resource.model': { zh: '流程模型', en: 'model' },
  'resource.modelVersion': { zh: '模型版本', en: 'model version' },
  'resource.task': { zh: '任务', en: 'task' },
  'resource.demoUser': { zh: '演示用户', en: 'demonstration user' },

  // Permissions
  'access.claims': {
    zh: '令牌中缺少下列内容或其格式不符：{claims}。',
    en: 'These claims of the token are missing or malformed: {claims}.',
  },
  'access.permission': {
    zh: '{role}无权{permission}。',
    en: 'The role {role} may not {permission}.',
  },
  'access.court': {
    zh: '案件 {number} 由{court}办理，不在您的权限范围内。',
    en: 'The case {number} belongs to {court}, whose cases you may not see.',
  },
  'access.otherCourt': {
    zh: '您所在的法院是{own}，不能向{court}报送案件。',
    en: 'Your court is {own}; you cannot file a case for {court}.',
  },
  'access.noCourt': { zh: '（无）', en: '(none)' },
  'access.otherAgency': { zh: '令牌仅限 {own} 回传。', en: 'The token is for {own} only.' },
  'role.judge': { zh: '法官', en: 'judge' },
  'role.officer': { zh: '执行员', en: 'officer' },
  'role.clerk': { zh: '书记员', en: 'clerk' },
  'role.president': { zh: '院长', en: 'president' },
  'role.supervisor': { zh: '上级法院监督人员', en: 'supervisor' },
  'role.procurator': { zh: '检察官', en: 'procurator' },
  'role.party': { zh: '当事人', en: 'party' },
  'role.admin': { zh: '系统管理员', en: 'admin' },
  'role.agency': { zh: '协助执行单位', en: 'agency' },
  'permission.case.file': { zh: '报送执行案件', en: 'file an application for enforcement' },
  'permission.case.read': { zh: '查阅案件', en: 'read cases' },
  'permission.case.message': {
    zh: '登记案件中的申请、异议等事项',
    en: 'record applications, objections and other acts in a case',
  },
  'permission.case.clock': { zh: '拨动培训案件的时钟', en: 'set the clock of a training case' },
  'permission.case.cancel': { zh: '终止案件的办理', en: 'cancel a case' },
  'permission.case.operate': { zh: '变更案件的流程和任务', en: 'change the course and the tasks of a case' },
  'permission.archive.read': { zh: '查阅卷宗', en: 'read the archive' },
  'permission.task.read': { zh: '查看任务', en: 'see tasks' },
  'permission.task.act': { zh: '办理任务', en: 'act on tasks' },
  'permission.incident.read': { zh: '查看异常', en: 'see incidents' },
  'permission.incident.resolve': { zh: '处理异常', en: 'resolve incidents' },
  'permission.agency.answer': { zh: '回传协助执行的结果', en: 'answer requests for assistance' },
  'permission.model.read': { zh: '查看流程模型', en: 'see the models' },
  'permission.model.deploy': { zh: '部署流程模型', en: 'deploy models' },
  'permission.law.read': { zh: '查询法律依据', en: 'look up the law' },
  'permission.court.read': { zh: '查询法院', en: 'look up courts' },

  // Filing an application
  'filing.externalId': {
    zh: 'externalId “{externalId}”已用于案件 {number}，内容不同。',
    en: "The externalId '{externalId}' belongs to {number}, with other content.",
  },
  'filing.noModel': { zh: '流程“{process}”没有已部署的版本。', en: "No version of '{process}' is deployed." },
  'filing.unknownCourt': { zh: '法院代码“{court}”不存在', en: "no court has the code '{court}'" },
  'filing.unknownCourt.remedy': {
    zh: '请在 GET /courts 中查找法院代码。',
    en: 'Look the code up in GET /courts.',
  },
  'filing.trainingOnly': {
    zh: '仅培训环境可以使用培训时钟',
    en: 'a training clock is only for a training deployment',
  },
  'filing.trainingOnly.remedy': { zh: '请删除 training 字段。', en: 'Remove the field.' },
  'filing.filedInFuture': { zh: '申请日期 {filed} 晚于今日 {today}', en: '{filed} is after today, {today}' },
  'filing.notEffective': {
    zh: '执行依据于 {effective} 才生效，晚于申请日期 {filed}',
    en: 'the instrument takes effect on {effective}, after the application of {filed}',
  },
  'filing.notEffective.remedy': {
    zh: '请在执行依据生效后申请。',
    en: 'Apply once the instrument is effective.',
  },
  'filing.performanceNotDue': {
    zh: '履行期限至 {due}，在申请日期 {filed} 尚未届满',
    en: 'the period for performance runs until {due} and has not ended on {filed}',
  },
  'filing.performanceNotDue.remedy': {
    zh: '请在履行期限届满后申请。',
    en: 'Apply once the period has ended.',
  },
  'filing.interestInFuture': {
    zh: '利息计至日晚于申请日期 {filed}',
    en: 'is after the application of {filed}',
  },
  'filing.nothingClaimed': { zh: '申请执行标的为零', en: 'nothing is claimed' },
  'filing.claimSum': {
    zh: '各申请执行人债权额合计 {shares} 分，与本金、利息、费用合计 {total} 分不符',
    en: "the applicants' claims add up to {shares} fen; principal, interest and costs add up to {total} fen",
  },
  'filing.claimSum.remedy': {
    zh: '请核对 claim 与各申请执行人的 claimFen。',
    en: 'Check claim and each claimFen.',
  },
  'filing.idNumber': { zh: '须为{expected}', en: 'must be {expected}' },
  'idNumber.person': {
    zh: '18 位居民身份证号或护照、通行证号',
    en: 'a resident id of 18 characters, a passport or permit number',
  },
  'idNumber.unit': { zh: '18 位统一社会信用代码', en: 'a unified social credit code of 18 characters' },
  'filing.samePerson': { zh: '与 {place} 的证件号码相同', en: 'is the id number of {place} too' },
  'filing.samePerson.remedy': {
    zh: '同一人不得重复列明，也不得既为申请执行人又为被执行人。',
    en: 'Name each party once; no party is both applicant and debtor.',
  },

  // Acts in a running case
  'case.nothingRuns': {
    zh: '案件 {number} 没有正在运行的流程。',
    en: 'No process instance of the case {number} is running.',
  },
  'case.ended': {
    zh: '案件 {number} 的程序已经结束，不再接收消息。',
    en: 'The case {number} has ended and takes no messages.',
  },
  'case.sameVersion': {
    zh: '该流程已在第 {version} 版上运行。',
    en: 'The instance runs version {version} already.',
  },
  'process.endedOrNew': {
    zh: '办理该事项的流程已经结束，或尚未启动。',
    en: 'The process instance has ended, or has not started yet.',
  },
  'process.refused': { zh: '流程现状不允许：{reason}', en: '{reason}' },
  'process.inDoubt': {
    zh: '流程引擎未及时答复，操作可能仍会完成；请先查看现状，或以相同的 Idempotency-Key 重试。',
    en: 'The process engine did not answer in time and may still do it; look first, or repeat with the same Idempotency-Key.',
  },
  'process.notDone': {
    zh: '流程引擎暂不可用，操作未进行。',
    en: 'The process engine is not available; nothing was done.',
  },
  'clock.none': {
    zh: '案件 {number} 不是培训案件，没有可拨的时钟。',
    en: 'The case {number} is not a training case and has no clock to set.',
  },
  'clock.backward': {
    zh: '时钟只能向前拨：案件 {number} 现为 {now}。',
    en: 'A clock is only set forward: in the case {number} it is {now}.',
  },
  'message.internal': {
    zh: '消息“{name}”不得由外部提交。{what}',
    en: "a message '{name}' cannot be submitted. {what}",
  },
  'message.unknown': { zh: '没有流程接收消息“{name}”', en: "no process takes a message '{name}'" },
  'message.unknown.remedy': { zh: '可用名称：{names}', en: 'Known names: {names}' },
  'message.faulty.remedy': {
    zh: '请更正后重新提交；消息“{name}”未被接收，其内容见 /docs。',
    en: "Correct it and send the message again; it was not accepted. The fields of '{name}': /docs.",
  },
  'message.idUsed': {
    zh: 'messageId “{messageId}”在本案中已用于另一条消息。',
    en: "The messageId '{messageId}' belongs to another message of this case.",
  },
  'agency.answeredBefore': {
    zh: '请求 {id} 先前的答复与本次不同。',
    en: 'The request {id} was answered before, and differently.',
  },

  // User tasks
  'task.completed': {
    zh: '任务“{name}”已完成，不能再次办理。',
    en: "The task '{name}' is completed already.",
  },
  'task.terminated': {
    zh: '任务“{name}”已终止，不能再次办理。',
    en: "The task '{name}' is terminated already.",
  },
  'task.otherRole': {
    zh: '任务“{name}”由{groups}办理，您的角色是{role}。',
    en: "The task '{name}' is for {groups}; your role is {role}.",
  },
  'task.assigned': {
    zh: '任务“{name}”由 {assignee} 签收。',
    en: "The task '{name}' is assigned to {assignee}.",
  },
  'task.missing.remedy': {
    zh: '请填写“{label}”后重新提交；任务仍待办理。',
    en: "Give '{label}' and complete the task again; it is still open.",
  },
  'task.faulty.remedy': {
    zh: '请更正“{label}”后重新提交；任务仍待办理。',
    en: "Correct '{label}' and complete the task again; it is still open.",
  },

  // Incidents: what to do, by type
  'incident.resolved': { zh: '该异常已处理。', en: 'The incident is resolved already.' },
  'incident.expression': {
    zh: '变量缺失或者有误，无法计算；更正变量后重试',
    en: 'variables are missing or wrong; correct them and retry',
  },
  'incident.condition': {
    zh: '条件无从判断；更正变量后重试',
    en: 'no condition could be decided; correct the variables and retry',
  },
  'incident.decision': {
    zh: '决策表没有结果；更正变量后重试',
    en: 'the decision gave no result; correct the variables and retry',
  },
  'incident.size': {
    zh: '数据过大；另行存放、仅传引用后重试',
    en: 'the data are too large; keep them elsewhere, hand over a reference and retry',
  },
  'incident.endless': {
    zh: '循环过久，疑似无法结束；更正决定循环何时结束的变量后重试',
    en: 'a loop goes on and on; correct the variables that end it and retry',
  },
  'incident.job': {
    zh: '系统任务或者协助执行单位的请求未能完成；排除故障后重试',
    en: 'a job or a request to an agency failed; remove the cause and retry',
  },
  'incident.error': {
    zh: '发生的错误在流程中无人处理；更正后重试或者跳过',
    en: 'nothing in the procedure catches the error; correct it and retry, or skip',
  },
  'incident.call': {
    zh: '子程序未能启动或者未能完成；更正后重试',
    en: 'a called procedure could not start or failed; correct it and retry',
  },
  'incident.message': {
    zh: '消息无法发送；更正变量后重试',
    en: 'a message could not be sent; correct the variables and retry',
  },

  // Models, law, payloads
  'model.faults': {
    zh: '共有 {count} 处错误，未部署任何模型。',
    en: 'Faults: {count}; no model was deployed.',
  },
  'model.element': { zh: '元素 {elementId}', en: '{elementId}' },
  'model.line': { zh: '第 {line} 行', en: 'line {line}' },
  'model.fault': { zh: '{where}：{reason}', en: '{reason}' },
  'law.unresolved': { zh: '引用“{citation}”在 {date} 无法解析：{reason}', en: '{reason}' },
  'codec.otherKey': {
    zh: '不是用本系统的 PAYLOAD_KEY 加密的',
    en: 'was not encrypted with this system’s PAYLOAD_KEY',
  },
} as const satisfies Messages;

export type MessageId = keyof typeof messages;
/** The kind of a resource that a request names. */
export type ResourceName = MessageId extends infer I ? (I extends `resource.${infer Name}` ? Name : never) : never;

/** The message in both languages; a bilingual value goes into each in its own. */
export const say = catalogue(messages);

/** A role by its name; an unknown one is shown as it is. */
export function knownRole(name: string): Bilingual {
  const id = `role.${name}`;
  return Object.hasOwn(messages, id) ? messages[id as MessageId] : { zh: name, en: name };
}
