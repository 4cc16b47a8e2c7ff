// The engine's messages to people: why an event is refused, and why an element waits with an incident.
import { type Bilingual, catalogue, type Messages } from './catalogue.ts';
import type { ElementTypeName, EventDefinition } from './graph.ts';

/** The names of the BPMN element types in Chinese. */
export const elementTypeNames = {
  process: '流程',
  subProcess: '子流程',
  transaction: '事务子流程',
  adHocSubProcess: '即席子流程',
  adHocInnerInstance: '即席子流程的一次执行',
  eventSubProcess: '事件子流程',
  startEvent: '开始事件',
  endEvent: '结束事件',
  intermediateCatchEvent: '中间捕获事件',
  intermediateThrowEvent: '中间抛出事件',
  boundaryEvent: '边界事件',
  task: '任务',
  serviceTask: '服务任务',
  userTask: '用户任务',
  sendTask: '发送任务',
  receiveTask: '接收任务',
  scriptTask: '脚本任务',
  businessRuleTask: '业务规则任务',
  callActivity: '调用活动',
  exclusiveGateway: '排他网关',
  parallelGateway: '并行网关',
  inclusiveGateway: '包容网关',
  eventBasedGateway: '事件网关',
} as const satisfies { readonly [type in ElementTypeName]: string };

const eventTypeNames: { readonly [type in EventDefinition['type']]: string } = {
  message: '消息',
  timer: '定时',
  signal: '信号',
  error: '错误',
  escalation: '升级',
  link: '链接',
  terminate: '终止',
  conditional: '条件',
  compensation: '补偿',
  cancel: '取消',
};

export const typeName = (type: ElementTypeName): Bilingual => ({ zh: elementTypeNames[type], en: type });

export const eventName = (type: EventDefinition['type'] | undefined): Bilingual =>
  type === undefined ? say('event.none') : { zh: eventTypeNames[type], en: type };

/** Values of an element that its expressions give. */
const given = {
  'value.assignee': { zh: '签收人', en: 'the assignee' },
  'value.calledProcess': { zh: '所调用的流程', en: 'the called process' },
  'value.candidates': { zh: '候选办理人', en: 'the candidates' },
  'value.cardinality': { zh: '实例数量', en: 'the loop cardinality' },
  'value.completionCondition': { zh: '完成条件', en: 'the completion condition' },
  'value.condition': { zh: '条件', en: 'the condition' },
  'value.correlationKey': { zh: '消息的关联值', en: 'the correlation key' },
  'value.decisionId': { zh: '决策编号', en: 'the decision id' },
  'value.dueDate': { zh: '办理期限', en: 'the due date' },
  'value.elementsToActivate': { zh: '待启动的环节', en: 'the elements to activate' },
  'value.errorCode': { zh: '错误代码', en: 'the error code' },
  'value.escalationCode': { zh: '升级代码', en: 'the escalation code' },
  'value.followUpDate': { zh: '跟进日期', en: 'the follow-up date' },
  'value.form': { zh: '表单', en: 'the form' },
  'value.inputCollection': { zh: '输入列表', en: 'the input collection' },
  'value.jobType': { zh: '系统任务的类型', en: 'the job type' },
  'value.loopCondition': { zh: '循环条件', en: 'the loop condition' },
  'value.loopMaximum': { zh: '循环次数上限', en: 'the loop maximum' },
  'value.messageName': { zh: '消息名称', en: 'the message name' },
  'value.output': { zh: '输出结果', en: 'the output' },
  'value.outputElement': { zh: '单项输出结果', en: 'the output element' },
  'value.priority': { zh: '优先级', en: 'the priority' },
  'value.retries': { zh: '重试次数', en: 'the retries' },
  'value.script': { zh: '脚本', en: 'the script' },
  'value.signalName': { zh: '信号名称', en: 'the signal name' },
  'value.timer': { zh: '定时', en: 'the timer' },
} as const satisfies Messages;

type InModel = keyof typeof given extends infer I ? (I extends `value.${infer Name}` ? Name : never) : never;

/** A value of an element by its name in the catalogue; a function where its text names a part of the element. */
export type ValueName = InModel | (() => Bilingual);

export const valueName = (name: ValueName): Bilingual => (typeof name === 'function' ? name() : say(`value.${name}`));

export const messages = {
  ...given,
  'value.flowCondition': { zh: '流向“{flow}”的条件', en: "the condition of '{flow}'" },
  'value.mapping': { zh: '写入“{target}”的映射', en: "the mapping to '{target}'" },

  'event.none': { zh: '无', en: 'nothing' },
  'status.created': { zh: '尚未启动', en: 'created' },
  'status.active': { zh: '进行中', en: 'active' },
  'status.completed': { zh: '已完成', en: 'completed' },
  'status.failed': { zh: '已失败', en: 'failed' },
  'status.cancelled': { zh: '已撤销', en: 'cancelled' },
  tooLarge: {
    zh: '数据为 {found} 个字符，超过上限 {limit} 个字符。请另行存放，仅提交存放位置。',
    en: 'Expected variables of at most {limit} characters; found {found}. Store large values elsewhere and pass a reference.',
  },

  // Events that the state does not allow
  'refusal.notStarted': { zh: '该流程尚未启动。', en: 'The process instance has not started.' },
  'refusal.started': { zh: '该流程已经启动，不得重复启动。', en: 'The process instance has started already.' },
  'refusal.ended': {
    zh: '该流程已经结束（{status}），不再接收操作。',
    en: 'The process instance has ended ({status}).',
  },
  'refusal.repeated': {
    zh: '该操作（{commandId}）此前已经执行。',
    en: 'The command {commandId} has been carried out already.',
  },
  'refusal.notSuspended': { zh: '该流程未处于暂停状态。', en: 'The process instance is not suspended.' },
  'refusal.suspended': {
    zh: '该流程自 {since} 起暂停，请先恢复。',
    en: 'The process instance is suspended since {since}: resume it first.',
  },
  'refusal.canceling': {
    zh: '待办任务正在撤回，请待撤回通知完成后重试。',
    en: 'User tasks are being canceled; retry when their listeners have completed.',
  },
  'refusal.noSignal': { zh: '没有环节等待信号“{name}”。', en: "Nothing listens for the signal '{name}'." },
  'refusal.nothingActive': { zh: '编号 {key} 的环节不在进行中。', en: 'Nothing with the key {key} is active.' },
  'refusal.noTask': { zh: '编号 {key} 的任务不在待办状态。', en: 'No user task with the key {key} is open.' },
  'refusal.noJob': { zh: '编号 {key} 的系统任务不在执行中。', en: 'No job with the key {key} is running.' },
  'refusal.noCall': {
    zh: '编号 {key} 的子程序不在进行中。',
    en: 'No called process with the key {key} is active.',
  },
  'refusal.noCaller': {
    zh: '编号 {key} 的环节未等待上级程序答复。',
    en: 'Nothing with the key {key} waits for its caller.',
  },
  'refusal.noTimer': { zh: '编号 {key} 的定时不在进行中。', en: 'No timer with the key {key} is running.' },
  'refusal.noMessage': { zh: '编号 {key} 处未等待消息。', en: 'No message is awaited under the key {key}.' },
  'refusal.noIncident': {
    zh: '编号 {key} 的环节没有待处理的异常。',
    en: 'The element with the key {key} has no incident.',
  },
  'refusal.noScope': { zh: '没有编号为 {key} 的范围。', en: 'No scope has the key {key}.' },
  'refusal.notSkippable': {
    zh: '“{name}”不得跳过：跳过后无法确定后续流向。请更正变量后重试。',
    en: "'{name}' cannot be skipped: the flow that its token would take is unknown. Correct the variables and retry.",
  },
  'refusal.startEvent': {
    zh: '“{found}”不是流程“{process}”的开始事件。',
    en: "Expected a start event of the process '{process}'; found '{found}'.",
  },
  'refusal.newModel': { zh: '迁移须指明新的模型版本。', en: 'A migration needs the new model.' },
  'refusal.noChange': {
    zh: '未指明需要变更的任务内容。',
    en: 'Expected something to change of the user task; found nothing.',
  },
  'refusal.noInstant': { zh: '“{found}”不是日期或者时刻。', en: "Expected a date or an instant; found '{found}'." },

  // Modifications that the state does not allow
  'modify.nothing': {
    zh: '未指明需要启动或者终止的环节。',
    en: 'Expected elements to activate or to terminate; found none.',
  },
  'modify.notActive': { zh: '没有编号为 {key} 的进行中环节。', en: 'No element with the key {key} is active.' },
  'modify.wholeProcess': {
    zh: '不得以终止环节的方式终止整个流程；请撤销该流程。',
    en: 'Expected an element to terminate; a whole process instance is cancelled.',
  },
  'modify.oneOfLoop': {
    zh: '“{id}”是重复执行中的一次，请终止整个重复执行（编号 {key}）。',
    en: "'{id}' is one instance of a repetition: terminate the whole (key {key}).",
  },
  'modify.noElement': {
    zh: '流程“{process}”中没有环节“{id}”。',
    en: "Expected an element of '{process}' to activate; found '{id}'.",
  },
  'modify.notByItself': {
    zh: '“{id}”（{type}）不得单独启动。',
    en: "'{id}' ({type}) cannot be activated by itself.",
  },
  'modify.onlyByEvent': { zh: '“{id}”仅由其事件启动。', en: "'{id}' starts only by its event." },
  'modify.closedScope': {
    zh: '“{id}”（编号 {key}）尚未开始或者正在结束，此时不得在其中启动环节。',
    en: "'{id}' (key {key}) has not started, or is ending: nothing can be activated in it now.",
  },
  'modify.otherScope': {
    zh: '编号 {key} 不是“{id}”所在范围“{scope}”的进行中编号。',
    en: "Expected the key of an active '{scope}' as scope of '{id}'; found {key}.",
  },
  'modify.manyScopes': {
    zh: '“{scope}”有 {count} 个正在进行（{keys}），启动“{id}”须指明其编号。',
    en: "Expected a scope key for '{id}': '{scope}' is active {count} times ({keys}).",
  },
  'modify.noItems': {
    zh: '“{id}”位于“{scope}”内；该范围不在进行中，没有循环项目，不得启动。',
    en: "'{id}' lies in '{scope}', which is not active and cannot be started without its items.",
  },
  'modify.noEvent': {
    zh: '“{id}”位于“{scope}”内；该范围不在进行中，没有其事件，不得启动。',
    en: "'{id}' lies in '{scope}', which is not active and cannot be started without its event.",
  },

  // Migrations that the state does not allow
  'migrate.otherProcess': {
    zh: '须迁移至流程“{expected}”的另一版本，不得迁移至流程“{found}”。',
    en: "Expected another version of '{expected}'; found '{found}'.",
  },
  'migrate.noSource': {
    zh: '对应关系所列“{source}”在现行模型中不存在。',
    en: "The mapping names '{source}', which the running model does not have.",
  },
  'migrate.noTarget': {
    zh: '对应关系将“{source}”对应至“{target}”，新模型中没有后者。',
    en: "The mapping leads '{source}' to '{target}', which the new model does not have.",
  },
  'migrate.gone': {
    zh: '“{source}”正在进行，新模型中没有“{target}”；请将其对应至其他环节。',
    en: "'{source}' is active and the new model has no '{target}': map it to another element.",
  },
  'migrate.otherType': {
    zh: '“{source}”为{before}，“{target}”为{after}；仅同类环节可以继续进行。',
    en: "'{source}' is a {before}, '{target}' a {after}: only the same kind goes on.",
  },
  'migrate.otherEvent': {
    zh: '“{source}”等待的事件为{before}，“{target}”为{after}。',
    en: "'{source}' waits for {before}, '{target}' for {after}.",
  },
  'migrate.otherLoop': {
    zh: '“{source}”与“{target}”的重复方式不同。',
    en: "'{source}' and '{target}' are not repeated in the same way.",
  },
  'migrate.noFlow': {
    zh: '流向“{flow}”上有待汇合的进程，新模型中没有该流向；请对应至其他流向。',
    en: "A token waits on '{flow}', which the new model does not have: map it to another flow.",
  },
  'migrate.otherGateway': {
    zh: '流向“{flow}”上有进程等待{gateway}；新模型中“{target}”未通向“{scope}”内的同类网关。',
    en: "A token waits on '{flow}' for a {gateway}; '{target}' leads to none in '{scope}'.",
  },
  'migrate.upcomingGone': {
    zh: '“{upcoming}”尚待在“{scope}”内启动，新模型的该处没有此环节。',
    en: "'{upcoming}' is still to be activated in '{scope}' and the new model does not have it there.",
  },
  'migrate.startGone': {
    zh: '“{scope}”尚待自“{start}”开始，新模型中没有后者。',
    en: "'{scope}' is still to start at '{start}' and the new model does not have it.",
  },
  'migrate.compensableGone': {
    zh: '“{source}”尚可补偿，新模型中没有此环节。',
    en: "'{source}' could still be compensated and the new model does not have it.",
  },
  'migrate.noHandler': {
    zh: '“{source}”尚可补偿，新模型中“{target}”没有补偿处理。',
    en: "'{source}' could still be compensated and the new model has no handler for '{target}'.",
  },
  'migrate.otherPlace': {
    zh: '“{target}”不在“{scope}”内，而“{source}”在其中进行。',
    en: "'{target}' does not lie in '{scope}', where '{source}' is active.",
  },
  'migrate.notOpened': {
    zh: '“{target}”位于“{scope}”（{type}）内，后者不能围绕进行中的环节打开。',
    en: "'{target}' lies in '{scope}', a {type}, which cannot be opened around it.",
  },
  'migrate.repeated': { zh: '重复执行的{type}', en: 'repeated {type}' },

  // Incidents
  'incident.noCatcher': {
    zh: '错误“{code}”（{message}）未被任何环节捕获。',
    en: "Expected the error '{code}' ('{message}') to be caught; nothing catches it.",
  },
  'incident.noCatcherAlone': {
    zh: '错误“{code}”未被任何环节捕获（技术信息：{detail}）。',
    en: "Expected the error '{code}' ('{detail}') to be caught; nothing catches it.",
  },
  'incident.noFlow': {
    zh: '“{name}”的 {count} 个条件均不成立，且没有默认流向。',
    en: "Expected a true condition or a default flow at '{id}'; all {count} conditions were false.",
  },
  'incident.unevaluated': {
    zh: '“{name}”的{value}无法计算：{reason}',
    en: "Expected a value of {value} of '{id}': {reason}",
  },
  'incident.noText': {
    zh: '“{name}”的{value}应为文本；“{expression}”得到 {found}。{why}',
    en: "Expected a text for {value} of '{id}'; '{expression}' gave {found}{why}.",
  },
  'incident.noBoolean': {
    zh: '“{name}”的{value}应为真或者假；“{expression}”得到 {found}。{why}',
    en: "Expected true or false from {value} at '{id}'; '{expression}' gave {found}{why}.",
  },
  'incident.why': { zh: '原因：{warnings}', en: ' ({warnings})' },
  'incident.noOptionalText': {
    zh: '“{name}”的{value}应为文本或者留空，实际为 {found}。',
    en: "Expected a text or nothing for {value} of '{id}'; found {found}.",
  },
  'incident.noRetries': {
    zh: '“{name}”的重试次数应为非负整数，实际为“{found}”。',
    en: "Expected a whole number as retries of '{id}'; found '{found}'.",
  },
  'incident.noPriority': {
    zh: '“{name}”的优先级应为整数，实际为“{found}”。',
    en: "Expected a whole number as priority of '{id}'; found '{found}'.",
  },
  'incident.noInstant': {
    zh: '“{name}”处应为日期或者时刻，实际为“{found}”。',
    en: "Expected a date or an instant at '{id}'; found '{found}'.",
  },
  'incident.noTimer.date': {
    zh: '“{name}”的定时应为日期或者时刻（ISO 8601），实际为 {found}。',
    en: "Expected a timer date at '{id}' (ISO 8601); found {found}.",
  },
  'incident.noTimer.duration': {
    zh: '“{name}”的定时应为期间（ISO 8601），实际为 {found}。',
    en: "Expected a timer duration at '{id}' (ISO 8601); found {found}.",
  },
  'incident.noTimer.cycle': {
    zh: '“{name}”的定时应为周期（ISO 8601 或者 cron 表达式），实际为 {found}。',
    en: "Expected a timer cycle at '{id}' (ISO 8601 or a cron expression); found {found}.",
  },
  'incident.noInputCollection': {
    zh: '“{name}”的输入列表应为列表，实际为 {found}。',
    en: "Expected a list as input collection of '{id}'; found {found}.",
  },
  'incident.noNoneStart': {
    zh: '被调用的流程“{process}”应有无触发条件的开始事件；实际没有（BPMN 2.0.2 §10.5.2）。',
    en: "Expected a none start event in the called process '{process}'; found none (BPMN 2.0.2 §10.5.2).",
  },
  'incident.noCardinality': {
    zh: '“{name}”的实例数量（loopCardinality）应为非负整数，“{expression}”实际为 {found}。',
    en: "Expected a whole number from 0 as loopCardinality of '{id}'; '{expression}' gave {found}.",
  },
  'incident.noLoopMaximum': {
    zh: '“{name}”的循环次数上限应为非负整数，实际为 {found}。',
    en: "Expected a whole number as loop maximum of '{id}'; found {found}.",
  },
  'incident.outputsChanged': {
    zh: '“{collection}”应仍为至少含 {count} 项结果的列表，实际为 {found}。',
    en: "Expected '{collection}' to be the list of at least {count} outputs still; found {found}.",
  },
  'incident.collectionChanged': {
    zh: '“{collection}”应仍为列表，实际为 {found}。',
    en: "Expected '{collection}' to be a list still; found {found}.",
  },
  'incident.notToActivate': {
    zh: '“{name}”待启动的环节应为其中可以首先启动的环节（{starts}）的列表，实际为 {found}。',
    en: "Expected a list of elements of '{id}' that nothing leads to ({starts}); found {found}.",
  },
  'incident.notDone': {
    zh: '“{name}”内的环节均已办结，完成条件仍不成立。',
    en: "Expected the completion condition of '{id}' to hold when nothing is left to do in it; it was false.",
  },
  'incident.noDecisionVersion': {
    zh: '“{name}”所用决策“{decision}”没有版本标签为“{versionTag}”的已部署版本。',
    en: "Expected a deployed decision '{decision}' with the version tag '{versionTag}' at '{id}'; found none.",
  },
  'incident.noDecision': {
    zh: '“{name}”所用决策“{decision}”没有结果：{reason}',
    en: "Expected a result of decision '{decision}' at '{id}': {reason}",
  },
  'incident.noMessage': { zh: '“{name}”没有可以发送的消息。', en: "Expected a message to send at '{id}'." },
  'incident.noSignal': { zh: '“{name}”没有可以发送的信号。', en: "Expected a signal to send at '{id}'." },
  'incident.outgoingTooLarge': {
    zh: '“{name}”交出的数据过大。{size}请以输入映射限定交出的数据。',
    en: "'{id}': {size} Its input mappings choose the variables that it gets.",
  },
  'incident.tooManyItems': {
    zh: '“{name}”有 {found} 项，超过上限 {limit} 项。',
    en: "'{id}': expected at most {limit} items; found {found}.",
  },
  'incident.endless': {
    zh: '“{name}”连续执行 {limit} 步仍未等待。如其所在循环无法结束，请更正决定循环结束的变量。',
    en: "'{id}': expected a wait within {limit} moves of tokens; found none. If its loop would never end, correct the variables that end the loop.",
  },
  'incident.job': { zh: '系统任务失败（技术信息：{detail}）。', en: '{detail}' },
  'incident.call': { zh: '子程序失败（技术信息：{detail}）。', en: '{detail}' },
} as const satisfies Messages;

export const say = catalogue(messages);
