// Findings of the static checks, for the modeler: Chinese with English beside it, `{name}` for a value. `<id>.advice`
// says what to do about the finding `<id>`.
import { type Bilingual, catalogue, listed, type Messages } from '../catalogue.ts';

export const messages = {
  // Ways of the tokens
  'check.unreachable': { zh: '没有令牌能够到达“{name}”。', en: "No token can reach '{name}'." },
  'check.unreachable.advice': {
    zh: '请从应当开始它的位置引一条顺序流，或者从模型中删除它。',
    en: 'Lead a sequence flow to it from the place where it shall begin, or remove it from the model.',
  },
  'check.deadlock': {
    zh: '“{name}”可能永远等待：令牌从“{flow}”到达，而 {missing} 没有令牌到达。',
    en: "'{name}' can wait forever: a token arrives by '{flow}' and none by {missing}.",
  },
  'check.deadlock.advice': {
    zh: '分支用哪种网关分开，就应用同一种网关汇合；或者使每个分支都通向它。',
    en: 'Join the branches by the kind of gateway that split them, or lead every branch to it.',
  },
  'check.synchronisation': {
    zh: '“{name}”没有汇合并行的分支：令牌从 {flows} 分别到达，其后的环节会各执行一次。',
    en: "'{name}' does not join parallel branches: tokens arrive by {flows}, and the next element is executed once for each.",
  },
  'check.synchronisation.advice': {
    zh: '分支用哪种网关分开，就应用同一种网关汇合；或者使各分支分别走到结束。',
    en: 'Join the branches by the kind of gateway that split them, or lead each branch to its own end event.',
  },
  'check.endless.never': {
    zh: '循环 {loop} 不会结束：其中没有等待的环节，也没有选择离开的环节。',
    en: 'The loop {loop} never ends: no element in it waits, and none chooses to leave it.',
  },
  'check.endless.unchanged': {
    zh: '循环 {loop} 不会结束：其中没有等待的环节，也没有改变其条件所读的变量，走过一圈后仍走同一圈。',
    en: 'The loop {loop} never ends: no element in it waits or sets a variable that its conditions read, so a token that goes round once does so again.',
  },
  'check.endless.always': {
    zh: '循环 {loop} 不会结束：其中没有等待的环节，且“{condition}”恒为真。',
    en: "The loop {loop} never ends: nothing in it waits, and '{condition}' is always true.",
  },
  'check.endless.sameCondition': {
    zh: '循环 {loop} 不会结束：其中没有等待的环节，也没有改变“{condition}”所读的变量。',
    en: "The loop {loop} never ends: nothing in it waits or sets a variable that '{condition}' reads.",
  },
  'check.endless.advice': {
    zh: '请用带条件的排他网关引出循环，或者在循环中加入等待的环节。',
    en: 'Let an exclusive gateway with a condition lead out of the loop, or add an element that waits.',
  },
  'check.selfCalls': {
    zh: '“{name}”调用其所在的流程本身，此前既不等待也不作选择：调用不会结束。',
    en: "'{name}' calls its own process, and no element before it waits or chooses another way: the calls never end.",
  },
  'check.selfCalls.byEvent': {
    zh: '“{name}”抛出启动本流程的{event}，其间从不等待：每个实例都会再启动一个，没有尽头。',
    en: "'{name}' throws {event} that starts this process, without waiting before: each instance starts another one, without end.",
  },
  'check.selfCalls.byEvent.advice': {
    zh: '请使用其他名称，或者在其前以条件决定是否抛出。',
    en: 'Use another name, or let a condition decide before it.',
  },
  'check.selfCalls.advice': {
    zh: '请用条件决定是否再次调用。',
    en: 'Let a condition decide whether the process is called again.',
  },

  // Conditions
  'check.hiddenFlows.noCondition': {
    zh: '“{flow}”没有条件：“{gateway}”总是走这条顺序流，不会走排在其后的顺序流。',
    en: "'{flow}' has no condition: '{gateway}' always takes it and never a later flow.",
  },
  'check.hiddenFlows.alwaysTrue': {
    zh: '“{flow}”的条件“{condition}”恒为真：“{gateway}”总是走这条顺序流，不会走排在其后的顺序流。',
    en: "'{flow}' has the condition '{condition}', which is always true: '{gateway}' always takes it and never a later flow.",
  },
  'check.hiddenFlows.always.advice': {
    zh: '请给该顺序流设置可能为假的条件，或者将其设为默认流。',
    en: 'Give the flow a condition that can be false, or make it the default flow.',
  },
  'check.hiddenFlows.neverTrue': {
    zh: '“{flow}”永远不会被选择：其条件“{condition}”恒不为真。',
    en: "'{flow}' is never taken: its condition '{condition}' is never true.",
  },
  'check.hiddenFlows.neverTrue.advice': {
    zh: '请更正条件，或者删除该顺序流。',
    en: 'Correct the condition, or remove the flow.',
  },
  'check.hiddenFlows.repeated': {
    zh: '“{flow}”永远不会被选择：“{other}”的条件与其相同，且排在其前。',
    en: "'{flow}' is never taken: '{other}' has the same condition and comes before it.",
  },
  'check.hiddenFlows.repeated.advice': {
    zh: '请更正其中一个条件，或者删除该顺序流。',
    en: 'Correct one of the conditions, or remove the flow.',
  },
  'check.hiddenFlows.undecided': {
    zh: '条件“{condition}”的值总是 {value}，既不为真也不为假。',
    en: "The condition '{condition}' is always {value}, which is neither true nor false.",
  },
  'check.hiddenFlows.undecided.advice': {
    zh: '条件的值应为真或假。',
    en: 'Write a condition that is true or false.',
  },
  'check.coverage': {
    zh: '“{name}”没有默认流，其条件也有遗漏：{left} 时各条件均不成立，案件将停在此处并产生异常。',
    en: "'{name}' has no default flow, and its conditions do not cover all values: with {left} no condition is true, and the case waits there with an incident.",
  },
  'check.coverage.advice': {
    zh: '请将其中一条顺序流设为默认流，或者补足遗漏的情形。',
    en: 'Make one of the flows the default flow, or cover the remaining values.',
  },

  // Events
  'check.unmet.neverWaits': {
    zh: '“{name}”不可能发生：“{host}”从不等待。',
    en: "'{name}' can never happen: '{host}' never waits.",
  },
  'check.unmet.neverWaits.advice': {
    zh: '请将其附着在会等待的活动上，或者删除它。',
    en: 'Attach it to an activity that waits, or remove it.',
  },
  'check.unmet.notThrown': {
    zh: '“{name}”不可能发生：“{scope}”中没有任何环节抛出{event}。',
    en: "'{name}' can never happen: no element in '{scope}' throws {event}.",
  },
  'check.unmet.notThrown.advice': {
    zh: '请在其中抛出该代码、更正代码，或者删除它。',
    en: 'Throw that code in it, correct the code, or remove the event.',
  },
  'check.unmet.twin': {
    zh: '“{name}”不可能发生：“{other}”等待同一消息，并会先收到该消息。',
    en: "'{name}' can never happen: '{other}' awaits the same message and receives it first.",
  },
  'check.unmet.around': {
    zh: '“{name}”不可能发生：外层的“{other}”等待同一消息，收到后会终止“{name}”。',
    en: "'{name}' can never happen: '{other}' around it awaits the same message, receives it first and terminates it.",
  },
  'check.unmet.message.advice': {
    zh: '请只让其中一个等待该消息，或者以名称或关联键加以区分。',
    en: 'Let one of them await the message, or tell them apart by their names or keys.',
  },
  'check.unmet.earlier': {
    zh: '“{name}”不可能发生：“{other}”先到期，并结束等待。',
    en: "'{name}' can never happen: '{other}' is due earlier and ends the waiting.",
  },
  'check.unmet.earlier.advice': {
    zh: '请推迟另一个定时器或将其改为非中断型，或者删除这一个。',
    en: 'Make the other timer later or non-interrupting, or remove this one.',
  },
  'check.unheard.uncaught': {
    zh: '“{name}”抛出的{event}，其外层及调用方均不捕获：{outcome}。',
    en: "Neither an element around '{name}' nor a calling process catches {event} that it throws: {outcome}.",
  },
  'check.unheard.uncaughtAlone': {
    zh: '“{name}”抛出的{event}在本流程中没有任何环节捕获：除非由调用方捕获，{outcome}。',
    en: "No element of the process catches {event} that '{name}' throws: unless a calling process does, {outcome}.",
  },
  'check.unheard.incident': {
    zh: '案件将停在此处并产生异常',
    en: 'the case waits there with an incident',
  },
  'check.unheard.forgotten': { zh: '该升级将被忽略', en: 'the escalation is ignored' },
  'check.unheard.uncaught.advice': {
    zh: '请在其外层用边界事件或事件子流程捕获，或者以其他方式结束流程。',
    en: 'Catch it by a boundary event or an event sub-process around it, or end the process in another way.',
  },
  'check.unheard.unawaited': {
    zh: '“{name}”发送的{event}没有任何流程等待。',
    en: "No process awaits {event} that '{name}' sends.",
  },
  'check.unheard.unawaitedAlone': {
    zh: '“{name}”发送的{event}在本流程中没有任何环节等待。',
    en: "No element of the process awaits {event} that '{name}' sends.",
  },
  'check.unheard.unawaited.advice': {
    zh: '请让某个流程等待它，或者删除它。',
    en: 'Let a process await it, or remove it.',
  },
  'check.unheard.misspelled': {
    zh: '“{name}”发送的{event}没有任何流程等待；有流程等待“{meant}”。',
    en: "No process awaits {event} that '{name}' sends; '{meant}' is awaited.",
  },
  'check.unheard.misspelled.advice': {
    zh: '如系笔误，请改为“{meant}”。',
    en: "Write '{meant}', if that is meant.",
  },
  'check.compensations.notCancelled': {
    zh: '“{name}”不可能发生：“{host}”中没有任何环节取消该事务。',
    en: "'{name}' can never happen: no element in '{host}' cancels the transaction.",
  },
  'check.compensations.notCancelled.advice': {
    zh: '请在事务中用取消结束事件取消它，或者删除这一事件。',
    en: 'Add a cancel end event to the transaction, or remove this event.',
  },
  'check.compensations.noHandler': {
    zh: '“{name}”不可能发生：它没有通向补偿处理活动。',
    en: "'{name}' can never happen: it leads to no handler.",
  },
  'check.compensations.noHandler.advice': {
    zh: '请以关联线将其连到用于补偿的活动，或者删除它。',
    en: 'Lead an association to an activity for compensation, or remove the event.',
  },
  'check.compensations.notThrown': {
    zh: '“{name}”不可能发生：流程中没有任何环节触发补偿。',
    en: "'{name}' can never happen: no element of the process throws compensation.",
  },
  'check.compensations.notThrown.advice': {
    zh: '请在应当撤销之处抛出补偿事件，或者删除它。',
    en: 'Throw a compensation event where the work shall be undone, or remove this event.',
  },
  'check.compensations.nothing': {
    zh: '“{name}”不起补偿作用：“{scope}”中没有任何环节带补偿处理活动。',
    en: "'{name}' compensates nothing: no element in '{scope}' has a compensation handler.",
  },
  'check.compensations.nothing.advice': {
    zh: '请给应当撤销的活动加上补偿边界事件及其处理活动，或者删除这一事件。',
    en: 'Give the activity that shall be undone a compensation event with a handler, or remove this event.',
  },
  'check.timers.noTime': {
    zh: '“{timer}”的值总是 {value}，不是有效的定时{kind}。',
    en: "'{timer}' is always {value}, which is no timer {kind}.",
  },
  'check.timers.noTime.advice': { zh: '请写为 {form}，例如 {example}。', en: 'Write {form}, like {example}.' },
  'check.timers.atOnce': {
    zh: '“{name}”一开始等待即到期：与其并存的环节没有机会发生。',
    en: "'{name}' is due as soon as it begins to wait: nothing beside it can happen first.",
  },
  'check.timers.atOnce.advice': {
    zh: '请给它一个将来的时间，或者删除它。',
    en: 'Give it a time in the future, or remove it.',
  },

  // Messages and starts
  'check.messageKeys.none': {
    zh: '“{name}”等待消息“{message}”，但没有关联键。',
    en: "'{name}' awaits the message '{message}' without a correlation key.",
  },
  'check.messageKeys.same': {
    zh: '“{name}”等待消息“{message}”，其关联键“{key}”在每个案件中都相同。',
    en: "'{name}' awaits the message '{message}' with the correlation key '{key}', which is the same in every case.",
  },
  'check.messageKeys.value': {
    zh: '“{name}”等待消息“{message}”，其关联键“{key}”的值总是 {value}。',
    en: "'{name}' awaits the message '{message}' with the correlation key '{key}', which is always {value}.",
  },
  'check.messageKeys.advice': {
    zh: '请给该消息加上带关联键的 zeebe:subscription，关联键通常为案号。',
    en: 'Give the message a zeebe:subscription with the correlation key, usually the case number.',
  },
  'check.processStarts.timer': {
    zh: '流程应在案件中开始：经立案、被调用，或由消息、信号启动；定时器没有可以启动流程的案件。',
    en: 'A process starts in a case: on filing, by a call, a message or a signal. A timer has no case to start it in.',
  },
  'check.processStarts.condition': {
    zh: '流程应在案件中开始：经立案、被调用，或由消息、信号启动；条件没有可以查看的案件。',
    en: 'A process starts in a case: on filing, by a call, a message or a signal. A condition has no case to read.',
  },
  'check.processStarts.noCase.advice': {
    zh: '请以消息启动或者调用该流程；每个案件到时应办的事项，请在开始之后或事件子流程中以定时器或条件表示。',
    en: 'Start it by a message or call it. Put a timer or a condition after the start or in an event sub-process.',
  },
  'check.processStarts.computed': {
    zh: '启动流程的{event}应有确定的名称；实际为表达式“{found}”。',
    en: "Expected the name of the {event} that starts the process; found the expression '{found}'.",
  },
  'check.processStarts.computed.advice': {
    zh: '请直接写明名称：流程开始之前无从计算表达式。',
    en: 'Write the name itself: before the process starts there are no variables to compute it from.',
  },
  'check.processStarts.twice': {
    zh: '{event}“{name}”应只有一个开始事件；实际还有“{found}”。',
    en: "Expected one start event for the {event} '{name}'; found '{found}' too.",
  },
  'check.processStarts.twice.advice': {
    zh: '请只画一个开始事件，在其后再决定走向。',
    en: 'Draw one start event, and choose the way after it.',
  },

  // Expressions and variables
  'check.expressions.noFeel': {
    zh: '“{text}”不是有效的 FEEL 表达式：{problem}',
    en: "'{text}' is not valid FEEL: {problem}",
  },
  'check.expressions.noFeel.advice': { zh: '请更正表达式。', en: 'Correct the expression.' },
  'check.expressions.unknownCall': {
    zh: '“{text}”调用了“{name}”，系统的 FEEL 中没有该函数。',
    en: "'{text}' calls '{name}', which is not a function of FEEL here.",
  },
  'check.expressions.unfitCall': {
    zh: '“{text}”中的“{call}”与该函数的参数不符，其值总是 null。',
    en: "'{call}' in '{text}' has other arguments than the function takes, and is always null.",
  },
  'check.expressions.unfitCall.advice': { zh: '请更正参数。', en: 'Correct the arguments.' },
  'check.expressions.unknownCall.advice': { zh: '请更正函数名。', en: 'Correct the name of the function.' },
  'check.expressions.byChance.advice': {
    zh: '该函数每次取值不同，重放时无法得到相同结果：请由系统任务提供该值。',
    en: 'The function gives another value each time, which no replay can repeat: let a job provide the value.',
  },
  'check.variables.misspelled': {
    zh: '“{text}”读取“{name}”，模型中没有任何环节设置它；已设置的是“{meant}”。',
    en: "'{text}' reads '{name}', which no element of the model sets; '{meant}' is set.",
  },
  'check.variables.misspelled.advice': {
    zh: '如系笔误，请改为“{meant}”；否则请声明由谁提供“{name}”（{property}）。',
    en: "Write '{meant}', if that is meant; else declare the source of '{name}' ({property}).",
  },
  'check.variables.assumed': {
    zh: '“{text}”读取“{name}”，模型中没有任何环节设置它：应由 {sources} 提供。',
    en: "'{text}' reads '{name}', which no element of the model sets: it has to come from {sources}.",
  },
  'check.variables.assumed.advice': {
    zh: '如不由其提供，请更正名称或事先设置。',
    en: 'If it does not, correct the name or set the variable before.',
  },
  'check.variables.onlyAtStart': {
    zh: '“{text}”读取“{name}”，模型中此前没有任何环节设置它：只可能由流程的启动方提供。',
    en: "'{text}' reads '{name}', which no element of the model sets before: only the start of the process could provide it.",
  },
  'check.variables.unset': {
    zh: '“{text}”读取“{name}”，模型中没有任何环节设置它，也不知由谁提供。',
    en: "'{text}' reads '{name}', which no element of the model sets and no declared source provides.",
  },
  'check.variables.unset.advice': {
    zh: '请更正名称或事先设置；如由外部提供，请在其进入之处声明（zeebe:property {property}，附示例）。',
    en: 'Correct the name or set the variable before; if it comes from outside, declare it where it comes in (zeebe:property {property} with an example).',
  },
  'check.variables.starter': { zh: '流程的启动方', en: 'the start of the process' },
  'check.variables.others': { zh: '其他环节', en: 'others' },

  // References
  'check.jobTypes': {
    zh: '系统任务类型“{found}”没有已注册的处理程序。',
    en: "No handler is registered for job type '{found}'.",
  },
  'check.jobTypes.advice': {
    zh: '请改为有处理程序的类型（{known}），或者添加其处理程序。',
    en: 'Name one that has a handler ({known}), or add its handler.',
  },
  'check.references.decision': {
    zh: '应为已部署决策的编号；实际为“{found}”。',
    en: "Expected the id of a deployed decision; found '{found}'.",
  },
  'check.references.decision.advice': {
    zh: '请将该决策与模型一并部署，或者更正编号。',
    en: 'Deploy the decision with the model, or correct the id.',
  },
  'check.references.process': {
    zh: '应为已部署流程的编号；实际为“{found}”。',
    en: "Expected the id of a deployed process; found '{found}'.",
  },
  'check.references.process.advice': {
    zh: '请将被调用的流程与模型一并部署，或者更正编号。',
    en: 'Deploy the called process with the model, or correct the id.',
  },
  'check.references.noNoneStart': {
    zh: '被调用的流程“{found}”应有无触发条件的开始事件；实际没有：调用不会触发其他开始事件。',
    en: "Expected a none start event in the called process '{found}'; found none: a call triggers no other start event.",
  },
  'check.references.noNoneStart.advice': {
    zh: '请在被调用的流程中增加无触发条件的开始事件，或者以消息启动该流程。',
    en: 'Add a none start event to the called process, or start it by a message.',
  },
  'check.citations': { zh: '法律依据“{citation}”无法解析：{problem}', en: '{problem}' },
  'check.citations.advice': {
    zh: '请援引现行有效的条文：<法律编号>#<条>[.<款>[.<项>]]。',
    en: 'Cite an article in force: <law id>#<article>[.<paragraph>[.<item>]].',
  },

  // Decision tables
  'check.overlaps': {
    zh: 'UNIQUE 决策表对每种输入应只有一行适用；第 {first} 行和第 {second} 行同时适用于 {example}。',
    en: 'Expected one row of a UNIQUE table for each input; rows {first} and {second} both take {example}.',
  },
  'check.overlaps.advice': {
    zh: '请使旧行在新行开始的前一日终止：docs/add-statutory-number.md。',
    en: 'End the older row on the day before the newer one begins: docs/add-statutory-number.md.',
  },
  'check.overlaps.more': { zh: '另有 {count} 对行重叠。', en: '{count} more pairs of rows overlap.' },
  'check.gaps': { zh: '{region} 应有适用的行；实际没有。', en: 'Expected a row for {region}; found none.' },
  'check.gaps.advice': {
    zh: '请增加一行、给输出设置默认值，或者声明该输入可能的取值。',
    en: 'Add a row, give the outputs default values, or declare which values the input may have.',
  },
  'check.gaps.days.advice': {
    zh: '请使每一行在前一行终止的次日开始，最后一行不设终止日：docs/add-statutory-number.md。',
    en: 'Let each row begin on the day after the row before it ends, and give the last row no end: docs/add-statutory-number.md.',
  },
  'check.gaps.more': {
    zh: '另有 {count} 处没有适用的行。',
    en: '{count} more regions of the table have no row.',
  },
  'check.words.anyInput': { zh: '任何输入', en: 'any input' },
  'check.words.otherText': { zh: '= 其他文本', en: '= any other text' },
  'check.words.anyDay': { zh: '为任何日期', en: 'on any day' },
  'check.words.on': { zh: '为 {first}', en: 'on {first}' },
  'check.words.until': { zh: '至 {last}', en: 'until {last}' },
  'check.words.from': { zh: '自 {first} 起', en: 'from {first} on' },
  'check.words.fromTo': { zh: '自 {first} 至 {last}', en: 'from {first} to {last}' },
  'check.tables.tooManyRows': {
    zh: '该表有 {found} 行；超过 {limit} 行的表不作比较。',
    en: 'The table has {found} rows; tables of more than {limit} are not compared.',
  },
  'check.tables.tooManyInputs': {
    zh: '该表的输入组合过多，未查找没有适用行的输入。',
    en: 'The table has too many combinations of inputs to look for one that no row takes.',
  },
  'check.tables.unread': {
    zh: '有的单元格不是由常量构成，所在行未作比较：{cells}。',
    en: 'Rows are not compared at cells that contain more than constants: {cells}.',
  },
  'check.languages': {
    zh: '表单的下列文字只有一种语言：{texts}。',
    en: 'These texts of the form are in one language only: {texts}.',
  },
  'check.languages.advice': {
    zh: '请以中文写 label、description 等，英文写在组件的自定义属性 labelEn、descriptionEn 等中。',
    en: "Write label, description … in Chinese and the English in the component's custom properties labelEn, descriptionEn ….",
  },
  'check.tables.advice': {
    zh: '请通过测试确认各行既不重叠也无遗漏。',
    en: 'Make sure by tests that the rows neither overlap nor leave a gap.',
  },
} as const satisfies Messages;

export const say = catalogue(messages);

/** `'a', 'b'` */
export const quoted = (names: readonly string[], and = ', '): Bilingual =>
  listed(
    names.map((name) => ({ zh: `“${name}”`, en: `'${name}'` })),
    '、',
    and,
  );

const eventNames = { error: '错误', escalation: '升级', message: '消息', signal: '信号' };

export const eventName = (type: keyof typeof eventNames): Bilingual => ({ zh: eventNames[type], en: type });

/** `the message 'paid'` */
export const eventNamed = (type: keyof typeof eventNames, name: string | undefined, article = 'the'): Bilingual => ({
  zh: `${eventNames[type]}${name === undefined ? '' : `“${name}”`}`,
  en: `${article} ${type}${name === undefined ? '' : ` '${name}'`}`,
});

export const timerKinds = { date: '日期', duration: '时长', cycle: '周期' };
