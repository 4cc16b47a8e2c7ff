// Faults of BPMN files, for the modeler: Chinese with English beside it, `{name}` for a value.
import { type Bilingual, catalogue, type Messages } from '../catalogue.ts';

export const messages = {
  // The file
  'read.size': {
    zh: '文件应不超过 {limit} 个字符；实际为 {found} 个。',
    en: 'Expected at most {limit} characters; found {found}.',
  },
  'read.doctype': {
    zh: '文件不应含文档类型声明（DOCTYPE）或实体；系统不读取它们。',
    en: 'Expected no document type and no entities; they are not read.',
  },
  'read.unclosed': {
    zh: '此处开始的标记应当结束；实际到文件末尾仍未结束。',
    en: 'Expected the end of the markup that begins here; found the end of the text.',
  },
  'read.elements': {
    zh: '文件应不超过 {limit} 个元素；实际超出。',
    en: 'Expected at most {limit} elements; found more.',
  },
  'read.depth': {
    zh: '元素嵌套应不超过 {limit} 层；实际超出。',
    en: 'Expected elements nested at most {limit} deep; found more.',
  },
  'read.notBpmn': {
    zh: '应为 BPMN 2.0 定义（http://www.omg.org/spec/BPMN/20100524/MODEL）；实际为“{found}”。',
    en: 'Expected BPMN 2.0 definitions (http://www.omg.org/spec/BPMN/20100524/MODEL); found {found}.',
  },
  'read.noXml': {
    zh: '应为 BPMN 2.0 定义（http://www.omg.org/spec/BPMN/20100524/MODEL）；实际不是 XML。',
    en: 'Expected BPMN 2.0 definitions (http://www.omg.org/spec/BPMN/20100524/MODEL); found no XML.',
  },
  'read.malformed': {
    zh: '文件不是格式正确的 BPMN：{reason}（技术信息：{detail}）。',
    en: 'Expected well-formed BPMN; {reason} ({detail}).',
  },
  'read.malformedIn': {
    zh: '“{tag}”处不是格式正确的 BPMN：{reason}（技术信息：{detail}）。',
    en: 'Expected well-formed BPMN; {reason} in {tag} ({detail}).',
  },
  'read.attribute': {
    zh: '应为 BPMN 的属性；实际为“{found}”。',
    en: "Expected an attribute of BPMN; found '{found}'.",
  },
  'read.reference': {
    zh: '文件中应有 {property} 所指的“{id}”；实际没有该编号。',
    en: "Expected '{id}' ({property}) in the file; no element has that id.",
  },
  'read.root': {
    zh: '根元素应为 BPMN 定义（definitions）；实际为{found}。',
    en: 'Expected BPMN definitions; found a {found}.',
  },
  'read.noProcess': {
    zh: '文件中应至少有一个可执行的流程；实际没有。',
    en: 'Expected at least one process to execute in the file; found none.',
  },

  // Ids and attributes
  'read.noId': {
    zh: '每个元素都应有编号（id）；有一个{type}没有编号。',
    en: 'Expected an id on every element; a {type} has none.',
  },
  'read.reservedId': {
    zh: '编号（id）不应为保留字“{id}”。',
    en: "Expected another id than the reserved word '{id}'.",
  },
  'read.idTwice': {
    zh: '编号（id）应当唯一；“{id}”使用了两次。',
    en: "Expected each id once; '{id}' is used twice.",
  },
  'read.twice': {
    zh: '此处的 {property} 应至多一个；实际不止一个。',
    en: 'Expected one {property} at most here; found more.',
  },
  'read.notExecuted': { zh: '系统不执行{type}。', en: '{type} is not executed.' },
  'read.parallelEventGateway': {
    zh: '系统不执行并行的事件网关。',
    en: 'A parallel event-based gateway is not executed.',
  },
  'read.transactionMethod': {
    zh: '事务应以补偿方式撤销；实际为“{found}”。',
    en: "Expected a transaction by compensation; found '{found}'.",
  },
  'read.quantity': { zh: '{name} 应为 1；实际为 {found}。', en: 'Expected the {name} 1; found {found}.' },
  'read.headerTwice': {
    zh: '名称“{name}”在任务头（headers）与扩展属性（properties）中应只出现一次；实际两处都有。',
    en: "Expected the name '{name}' once among headers and properties; found it in both.",
  },
  'read.mapping': {
    zh: '每个变量映射都应有来源（source）和目标（target）；实际为“{source}”->“{target}”。',
    en: "Expected source and target in each mapping; found '{source}' -> '{target}'.",
  },
  'read.condition': {
    zh: '条件应为 FEEL 表达式（=…）；实际为其他语言的表达式：“{found}”。',
    en: "Expected a FEEL condition (=…); found an expression of another language: '{found}'.",
  },

  // Extensions
  'read.extensionName': { zh: '扩展元素 {type}', en: 'The {name} ({type})' },
  'read.extension': { zh: '系统不执行{name}。', en: '{name} are not executed.' },
  'read.extensionHere': { zh: '系统不在此处执行{name}。', en: '{name} are not executed here.' },
  'read.extensionTwice': {
    zh: '{type} 应至多一个；实际为 {found} 个。',
    en: 'Expected one {type} at most; found {found}.',
  },
  'read.camunda7': {
    zh: '应使用 Camunda 8 的扩展（zeebe:）；“{name}”属于 Camunda 7，系统不执行。',
    en: "Expected the Camunda 8 dialect (zeebe:); '{name}' belongs to Camunda 7 and is not executed.",
  },
  'read.retryCounter': {
    zh: '系统不执行重试计数器（zeebe:retryCounter）。',
    en: 'A retry counter (zeebe:retryCounter) is not executed.',
  },

  // Tasks and call activities
  'read.formBinding': {
    zh: '表单应绑定最新版本（latest）；实际为“{found}”。',
    en: "Expected the newest form (binding latest); found '{found}'.",
  },
  'read.scriptResult': {
    zh: '脚本应指明结果变量；实际没有。',
    en: 'Expected a result variable for the script; found none.',
  },
  'read.scriptLanguage': {
    zh: '脚本应使用 FEEL，或者指明系统任务类型；实际为其他语言。',
    en: 'Expected the script in FEEL, or the job type of a worker; found it in another language.',
  },
  'read.decisionId': {
    zh: '应指明所调用决策的编号；实际没有。',
    en: 'Expected the id of the called decision; found none.',
  },
  'read.decisionResult': {
    zh: '决策应指明结果变量；实际没有。',
    en: 'Expected a result variable for the decision; found none.',
  },
  'read.scriptOrJob': {
    zh: '脚本与系统任务（zeebe:taskDefinition）应只取其一；实际两者都有。',
    en: 'Expected a script or a job (zeebe:taskDefinition); found both.',
  },
  'read.decisionOrJob': {
    zh: '决策与系统任务（zeebe:taskDefinition）应只取其一；实际两者都有。',
    en: 'Expected a decision or a job (zeebe:taskDefinition); found both.',
  },
  'read.calledProcess': {
    zh: '应指明所调用流程的编号（zeebe:calledElement）；实际没有。',
    en: 'Expected the id of the called process (zeebe:calledElement); found none.',
  },
  'read.globalTask': {
    zh: '被调用的“{id}”应为流程；实际为{found}，系统不执行。',
    en: "Expected a process as the called '{id}'; found a {found}, which is not executed.",
  },
  'read.businessId': {
    zh: '系统不执行被调用流程的业务编号（zeebe:calledElement 的 businessId）。',
    en: 'A business id of the called process (zeebe:calledElement businessId) is not executed.',
  },
  'read.binding': {
    zh: '绑定方式应为 latest、deployment 或 versionTag；实际为“{found}”。',
    en: "Expected the binding latest, deployment or versionTag; found '{found}'.",
  },
  'read.versionTag': {
    zh: '绑定 versionTag 时应指明版本标签；实际没有。',
    en: 'Expected a version tag for its binding; found none.',
  },
  'read.jobPlace': {
    zh: '抛出事件中只有消息事件可以带系统任务；实际为{found}事件。',
    en: 'Expected a job at a message event only; found it at {found}.',
  },
  'read.listenerPlace': {
    zh: '系统不在此处执行“{eventType}”的监听器。',
    en: "A listener for '{eventType}' is not executed here.",
  },
  'read.listenerType': {
    zh: '监听器应指明系统任务类型；实际没有。',
    en: 'Expected the job type of a listener; found none.',
  },

  // Repetition and ad-hoc sub-processes
  'read.loopBehavior': {
    zh: '多实例活动的各实例结束时不应抛出事件（behavior 应为 All）；实际为“{found}”。',
    en: "Expected a multi-instance activity whose instances throw no event as they end; found the behavior '{found}'.",
  },
  'read.inputCollection': {
    zh: '多实例活动应指明输入集合（zeebe:loopCharacteristics）；实际没有。',
    en: 'Expected an input collection (zeebe:loopCharacteristics); found none.',
  },
  'read.loopMaximum': {
    zh: '循环的 loopMaximum 应为非负整数；实际为其他值。',
    en: 'Expected a whole number as the loopMaximum of the loop; found something else.',
  },
  'read.outputPair': {
    zh: '输出元素与输出集合应同时指明，或者都不指明；实际只有其一。',
    en: 'Expected an output element and an output collection, or neither; found one of them.',
  },
  'read.adHocJob': {
    zh: '系统不执行由系统任务主导的即席子流程。',
    en: 'An ad-hoc sub-process that a job worker directs is not executed.',
  },
  'read.adHocEvent': {
    zh: '即席子流程中不应有开始事件或结束事件。',
    en: 'Expected neither a start event nor an end event in the ad-hoc sub-process.',
  },
  'read.adHocSequential': {
    zh: '顺序的即席子流程中，同一时刻应只办理一项；实际从此处会同时继续多项。',
    en: 'Expected one activity at a time in the sequential ad-hoc sub-process; more than one would continue from here.',
  },

  // Events
  'read.eventHere': {
    zh: '{place}的事件类型应为{expected}；实际为{found}。',
    en: 'Expected {expected} as the event of {place}; found {found}.',
  },
  'read.noEvent': { zh: '无', en: 'no event' },
  'read.severalEvents': {
    zh: '此处等待多个事件时，各事件类型应为{expected}；实际有{found}。',
    en: 'Expected {expected} among several events here; found {found}.',
  },
  'read.allOfSeveral': {
    zh: '系统不执行须等齐多个事件定义的事件；请为每个定义单独画一个事件。',
    en: 'An event that waits for all of several event definitions is not executed; draw one event for each.',
  },
  'read.throwsSeveral': {
    zh: '系统不执行抛出多个事件定义的事件；请为每个定义单独画一个事件。',
    en: 'An event that throws several event definitions is not executed; draw one event for each.',
  },
  'read.waitForCompletion': {
    zh: '系统不执行不等待其完成的补偿（waitForCompletion="false"）。',
    en: 'A compensation that does not wait for completion is not executed.',
  },
  'read.noCondition': { zh: '应有条件；实际没有。', en: 'Expected a condition; found none.' },
  'read.variableEvents': {
    zh: '条件的变量事件应为 create 和 update；实际有“{found}”。',
    en: "Expected create and update as the variable events of a condition; found '{found}'.",
  },
  'read.timerKinds': {
    zh: 'timeDate、timeDuration、timeCycle 应有且只有一个；实际为 {found} 个。',
    en: 'Expected one of timeDate, timeDuration and timeCycle; found {found}.',
  },
  'read.timer': {
    zh: '定时器应为{form}，或者 FEEL 表达式（=…）；实际为“{found}”。',
    en: "Expected {form} or a FEEL expression (=…) as the timer; found '{found}'.",
  },
  'read.cycle': {
    zh: '只有开始事件和非中断边界事件可以使用周期定时。',
    en: 'A cycle is executed at start events and non-interrupting boundary events only.',
  },
  'read.errorStart': {
    zh: '错误开始事件应为中断型。',
    en: 'An error start event always interrupts.',
  },
  'read.errorBoundary': {
    zh: '错误边界事件应为中断型。',
    en: 'An error boundary event always interrupts.',
  },
  'read.cancelBoundary': {
    zh: '取消边界事件应为中断型。',
    en: 'A cancel boundary event always interrupts.',
  },

  // How elements stand to each other
  'read.source': {
    zh: '顺序流的起点应为可执行的元素；实际为“{found}”。',
    en: "Expected an executed element as source; found '{found}'.",
  },
  'read.target': {
    zh: '顺序流的终点应为可执行的元素；实际为“{found}”。',
    en: "Expected an executed element as target; found '{found}'.",
  },
  'read.crossing': {
    zh: '顺序流不得跨越子流程的边界。',
    en: 'A sequence flow may not cross the border of a sub-process.',
  },
  'read.attachedTo': {
    zh: '边界事件应附着在同一层的活动上；实际为“{found}”。',
    en: "Expected the boundary event to be attached to an activity beside it; found '{found}'.",
  },
  'read.cancelHost': {
    zh: '取消边界事件应附着在事务上；实际附着在“{found}”上。',
    en: "Expected the cancel boundary event at a transaction; found it at '{found}'.",
  },
  'read.compensationFlow': {
    zh: '补偿边界事件与其处理活动之间应以关联线相连；实际为顺序流。',
    en: 'Expected an association from the compensation event to its handler; found a sequence flow.',
  },
  'read.cancelEnd': {
    zh: '取消结束事件应在事务之内；实际不在事务之内。',
    en: 'Expected the cancel end event within a transaction; found none around it.',
  },
  'read.linkTarget': {
    zh: '同一层中应有名为“{name}”的链接捕获事件；实际没有。',
    en: "Expected a link catch event named '{name}' in the same scope; found none.",
  },
  'read.linkTwice': {
    zh: '名为“{name}”的链接捕获事件应只有一个；实际为 {found} 个。',
    en: "Expected one link catch event named '{name}'; found {found}.",
  },
  'read.incoming': {
    zh: '不应有进入的顺序流；实际有“{found}”。',
    en: "Expected no incoming sequence flow; found '{found}'.",
  },
  'read.outgoing': {
    zh: '不应有离开的顺序流；实际有“{found}”。',
    en: "Expected no outgoing sequence flow; found '{found}'.",
  },
  'read.compensationHandler': {
    zh: '补偿处理活动不应有顺序流或边界事件。',
    en: 'Expected a compensation handler without sequence flows and boundary events.',
  },
  'read.defaultFlow': {
    zh: '默认流应为离开该元素的顺序流之一；实际为“{found}”。',
    en: "Expected the default flow among the outgoing sequence flows; found '{found}'.",
  },
  'read.conditionPlace': {
    zh: '“{flow}”上不应有条件：只有活动、排他网关和包容网关可以按条件选择。',
    en: "Expected no condition on '{flow}': only activities, exclusive and inclusive gateways choose.",
  },
  'read.emptyProcess': {
    zh: '流程中应有可执行的元素；实际没有。',
    en: 'Expected elements to execute in the process; found none.',
  },
  'read.eventSubProcessStarts': {
    zh: '事件子流程应有且只有一个开始事件；实际为 {found} 个（BPMN 2.0.2 §10.5.2）。',
    en: 'Expected one start event in the event sub-process; found {found} (BPMN 2.0.2 §10.5.2: it must have a single one).',
  },
  'read.subProcessStarts': {
    zh: '子流程应至多有一个无触发条件的开始事件；实际为 {found} 个（BPMN 2.0.2 §13.3.4）。',
    en: 'Expected at most one none start event in a sub-process; found {found} (BPMN 2.0.2 §13.3.4: a unique one, or none).',
  },

  // Event-based gateways, and processes that begin by receiving
  'read.gatewayEvents': {
    zh: '事件网关之后应有两个以上的事件；实际为 {found} 个（BPMN 2.0.2 §10.6.6）。',
    en: 'Expected two or more events after the event-based gateway; found {found} (BPMN 2.0.2 §10.6.6).',
  },
  'read.gatewayTarget': {
    zh: '事件网关之后应只有捕获事件和接收任务；实际有“{found}”。',
    en: "Expected only catch events and receive tasks after the event-based gateway; found '{found}'.",
  },
  'read.gatewayOtherWay': {
    zh: '“{id}”应只能从事件网关到达；实际还有其他顺序流到达。',
    en: "Expected '{id}' to be reached only from the event-based gateway; found other sequence flows to it.",
  },
  'read.gatewayWays': {
    zh: '“{id}”应只能从事件网关到达；实际有 {found} 条顺序流到达。',
    en: "Expected '{id}' to be reached only from the event-based gateway; found {found} sequence flows to it.",
  },
  'read.gatewayListener': {
    zh: '“{id}”不应有开始监听器：它从事件网关所等待的事件发生时才开始。',
    en: "Expected no start listener on '{id}': it starts by the event that the event-based gateway waits for.",
  },
  'read.gatewayBoundary': {
    zh: '事件网关之后的“{id}”不应有边界事件，也不应设置循环。',
    en: "Expected no boundary event and no loop on '{id}' after the event-based gateway.",
  },
  'read.instantiateScope': {
    zh: '启动流程的元素应在子流程之外。',
    en: 'Expected the element that instantiates the process outside of sub-processes.',
  },
  'read.instantiateRepeated': {
    zh: '启动流程的元素应只执行一次；实际设置了循环或补偿。',
    en: 'Expected the element that instantiates the process to run once; found a loop or compensation.',
  },
  'read.instantiateIncoming': {
    zh: '启动流程的元素不应有进入的顺序流；实际有“{found}”。',
    en: "Expected no sequence flow to the element that instantiates the process; found '{found}'.",
  },
} as const satisfies Messages;

export const say = catalogue(messages);

/** Places of an event, as sentences name them. */
export const placeNames = {
  'start of a process': { zh: '流程的开始事件', en: 'the start event of a process' },
  'start of a sub-process': { zh: '子流程的开始事件', en: 'the start event of a sub-process' },
  'start of an event sub-process': { zh: '事件子流程的开始事件', en: 'the start event of an event sub-process' },
  'intermediate catch': { zh: '中间捕获事件', en: 'an intermediate catch event' },
  'intermediate throw': { zh: '中间抛出事件', en: 'an intermediate throw event' },
  boundary: { zh: '边界事件', en: 'a boundary event' },
  end: { zh: '结束事件', en: 'an end event' },
} as const satisfies Messages;

const eventNames: { readonly [type: string]: string } = {
  none: '无（不带事件定义）',
  message: '消息',
  timer: '定时器',
  signal: '信号',
  conditional: '条件',
  error: '错误',
  escalation: '升级',
  compensation: '补偿',
  cancel: '取消',
  terminate: '终止',
  link: '链接',
};

export const eventName = (type: string): Bilingual => ({ zh: eventNames[type] ?? type, en: type });

/** Forms of a timer's text in Chinese; the English ones stand in behaviors/timers.ts. */
export const timerForms = {
  date: 'ISO 8601 日期',
  duration: 'ISO 8601 时长',
  cycle: 'ISO 8601 周期，或重复发生的 cron 表达式（六个字段，从秒到星期）',
};

/** Elements of BPMN by their English names, as far as a fault may name them. */
const elementNames: { readonly [name: string]: string } = {
  'complex gateway': '复杂网关',
  'choreography task': '编排任务',
  'sub choreography': '子编排',
  'call choreography': '调用编排',
  'implicit throw event': '隐式抛出事件',
  'event definition': '事件定义',
  'data object': '数据对象',
  'data object reference': '数据对象引用',
  'data store reference': '数据存储引用',
  'sequence flow': '顺序流',
  'start event': '开始事件',
  'end event': '结束事件',
  'intermediate catch event': '中间捕获事件',
  'intermediate throw event': '中间抛出事件',
  'boundary event': '边界事件',
  task: '任务',
  'manual task': '手工任务',
  'service task': '服务任务',
  'user task': '用户任务',
  'send task': '发送任务',
  'receive task': '接收任务',
  'script task': '脚本任务',
  'business rule task': '业务规则任务',
  'call activity': '调用活动',
  'sub process': '子流程',
  'ad hoc sub process': '即席子流程',
  transaction: '事务',
  'global task': '全局任务',
  'global script task': '全局脚本任务',
  'global user task': '全局用户任务',
  'global manual task': '全局手工任务',
  'global business rule task': '全局业务规则任务',
  'exclusive gateway': '排他网关',
  'parallel gateway': '并行网关',
  'inclusive gateway': '包容网关',
  'event based gateway': '事件网关',
  process: '流程',
};

/** `bpmn:ComplexGateway` in words. */
export function elementName(type: string): Bilingual {
  const en = wordsOf(type);
  return { zh: elementNames[en] ?? ` ${type} `, en };
}

/** `bpmn:ConditionalEventDefinition` as `conditional event definition`. */
export const wordsOf = (type: string): string =>
  type
    .replace(/^.*:/, '')
    .replace(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();

export const withArticle = (name: Bilingual): Bilingual => ({
  zh: name.zh,
  en: `${/^[aeiou]/.test(name.en) ? 'An' : 'A'} ${name.en}`,
});
