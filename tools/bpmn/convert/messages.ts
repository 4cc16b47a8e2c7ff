// The report of the conversion from the Camunda 7 dialect: which part of the model, and why. Chinese with English
// beside it, `{name}` for a value.
import { catalogue, type Messages } from '../../../engine/catalogue.ts';

export const messages = {
  'kind.dropped': { zh: '已去除', en: 'dropped' },
  'kind.notMapped': { zh: '未能转换', en: 'not mapped' },
  'kind.note': { zh: '请注意', en: 'note' },
  refusedLine: { zh: '第 {line} 行：{reason}', en: 'line {line}: {reason}' },

  notBpmn: { zh: '文件不是 BPMN 2.0 模型（技术信息：{detail}）。', en: 'The file is no BPMN 2.0 model: {detail}.' },
  repeatedIn: { zh: '元素 {name}：{reason}', en: 'element {name}: {reason}' },

  // Parts of the model
  'part.expression': { zh: '表达式', en: 'an expression' },
  'part.expressionIn': { zh: '以 {language} 写的表达式', en: 'an expression in {language}' },
  'part.name': { zh: '名称', en: 'a name' },
  'part.java': { zh: 'Java 代码“{name}”', en: "the Java code '{name}'" },
  'part.script': { zh: '脚本', en: 'the script' },
  'part.scriptIn': { zh: '以 {language} 写的脚本', en: 'the script in {language}' },
  'part.noLanguage': { zh: '未写明的语言', en: 'no language' },
  'part.called': { zh: '被调用的流程', en: 'the called process' },
  'part.mapping': { zh: '对“{target}”的赋值', en: "the mapping to '{target}'" },
  'part.parameter': { zh: '参数“{name}”', en: "the parameter '{name}'" },
  'part.listener': { zh: '“{event}”的监听器', en: "a listener for '{event}'" },
  'part.correlation': { zh: '消息的关联', en: 'the correlation of the message' },
  'part.variableEvent': { zh: '变量事件 delete', en: 'variable event delete' },

  // Reasons
  'why.onlyFeel': { zh: '系统只执行 FEEL 表达式', en: 'only FEEL is executed' },
  'why.newestForm': { zh: '使用最新的表单', en: 'the newest form is used' },
  'why.newestDecision': { zh: '调用最新的决策', en: 'the newest decision is called' },
  'why.singleEntry': { zh: '只有一项输出的决策给出该项的值', en: 'a decision with one output gives its value' },
  'why.singleResult': { zh: '有数项输出的决策给出一组值', en: 'a decision with several outputs gives a context' },
  'why.list': { zh: '汇集多行的决策给出列表', en: 'a collecting decision gives a list' },
  'why.unknown': { zh: '含义不明', en: 'unknown' },
  'why.workerForType': {
    zh: '须有程序处理作业类型“{type}”',
    en: "a worker must handle the job type '{type}'",
  },
  'why.javaCall': {
    zh: '对 Java 的调用“{expression}”须有处理程序；作业类型为该环节的 id',
    en: "the Java call '{expression}' needs a worker; the job type is the element's id",
  },
  'why.needsWorker': {
    zh: '须有处理程序；作业类型为该环节的 id',
    en: 'needs a worker; the job type is the element’s id',
  },
  'why.workerReturns': { zh: '处理程序须返回该名称的变量', en: 'the worker must return a variable of that name' },
  'why.scriptInFeel': {
    zh: '请改写为 FEEL，或由程序处理该作业（其类型为该环节的 id）',
    en: 'write it in FEEL, or let a worker handle the job (its type is the element’s id)',
  },
  'why.versionNumber': {
    zh: '不支持绑定版本号，请使用版本标签',
    en: 'binding to a version number is not supported; use a version tag',
  },
  'why.caseByItself': { zh: '被调用的流程自动属于其案件', en: 'a called process belongs to its case by itself' },
  'why.scriptInMapping': {
    zh: '赋值中的脚本不执行，请改写为 FEEL',
    en: 'a script in a mapping is not executed; write it in FEEL',
  },
  'why.noListeners': { zh: '该事件没有监听器', en: 'that event has no listeners' },
  'why.listenerWorker': { zh: '表达式或者脚本须有处理程序', en: 'an expression or script needs a worker' },
  'why.subscription': {
    zh: '请为其消息加上带关联键的 zeebe:subscription',
    en: 'give its message a zeebe:subscription with a correlation key',
  },
  'why.variableDeleted': {
    zh: '只有变量的新增和变更可以触发条件',
    en: 'only the creation and change of variables can trigger a condition',
  },
  'why.notInterrupting': {
    zh: '在 Camunda 7 中，捕获的升级未写明的不中断环节',
    en: 'a caught escalation does not interrupt in Camunda 7 unless it says so',
  },
  'why.noCounterpart': { zh: '没有对应的写法', en: 'there is no counterpart' },
  'why.durable': { zh: '每一步都自动保存', en: 'every step is durable' },
  'why.inOrder': { zh: '同一实例的各步依次进行', en: 'the steps of an instance follow one another' },
  'why.noPriority': { zh: '作业没有优先级', en: 'jobs have no priority' },
  'why.archiveKept': { zh: '卷宗长期保存', en: 'the archive is kept' },
  'why.filedByApi': { zh: '案件通过接口报送', en: 'cases are filed through the API' },
  'why.rolesFile': { zh: '由角色决定谁可以报送案件', en: 'roles decide who may file' },
  'why.modelerOnly': { zh: '只有建模工具使用', en: 'only the modeling tool uses it' },
  'why.actorRecorded': { zh: '操作人由卷宗记录', en: 'the archive records the actor' },

  // Expressions of Camunda 7 (JUEL)
  'juel.in': { zh: '表达式“{source}”：{problem}', en: "{problem} in '{source}'" },
  'juel.expected': { zh: '“{found}”处应为 JUEL 表达式', en: "Expected a JUEL expression at '{found}'" },
  'juel.unexpected': { zh: '多出“{found}”', en: "Unexpected '{found}'" },
  'juel.modulo': { zh: 'FEEL 中没有与“%”（取余）对应的运算符', en: "'%' has no operator in FEEL (modulo)" },
  'juel.operand': { zh: '末尾缺少运算对象', en: 'An operand is missing at the end' },
  'juel.index': {
    zh: 'FEEL 的序号从 1 起，JUEL 的从 0 起',
    en: 'An index counts from 1 in FEEL and from 0 in JUEL',
  },
  'juel.method': { zh: 'Java 方法“{name}”没有对应的写法', en: "The Java method '{name}' has no counterpart" },
  'juel.literalName': { zh: 'getVariable 的名称应直接写明', en: 'getVariable needs a literal name' },
  'juel.name': { zh: '“.”之后应为名称；实际为“{found}”', en: "Expected a name after '.'; found '{found}'" },
  'juel.token': { zh: '应为“{expected}”；实际为“{found}”', en: "Expected '{expected}'; found '{found}'" },
} as const satisfies Messages;

export const say = catalogue(messages);
