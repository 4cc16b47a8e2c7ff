// Faults of DMN files, for the modeler, and the reasons why an evaluated decision has no result: Chinese with English
// beside it, `{name}` for a value.
import { catalogue, type Messages } from '../catalogue.ts';

export const messages = {
  'dmn.malformed': {
    zh: '文件不是格式正确的 DMN：{reason}（技术信息：{detail}）。',
    en: 'Expected well-formed DMN; {reason} ({detail}).',
  },
  'dmn.twice': {
    zh: '此处的 {property} 应至多一个；实际不止一个。',
    en: 'Expected one {property} at most here; found more.',
  },
  'dmn.import': {
    zh: '应同时提供命名空间为“{namespace}”的 DMN 文件，供本文件导入；实际没有。',
    en: "Expected the DMN file of the namespace '{namespace}' together with the one that imports it; found none.",
  },
  'dmn.feel': { zh: 'FEEL 表达式有误：{problem}', en: '{problem}' },
  'dmn.unknownCall': {
    zh: '`{text}` 中应为 FEEL 或模型的函数；实际为“{found}”。',
    en: "Expected a function of FEEL or of the model in `{text}`; found '{found}'.",
  },
  'dmn.language': {
    zh: '表达式语言应为 FEEL；实际为 {found}。',
    en: 'Expected the expression language FEEL; found {found}.',
  },
  'dmn.logic': {
    zh: '应为 DMN 的盒式表达式；实际为“{found}”。',
    en: 'Expected a boxed expression of DMN; found <{found}>.',
  },
  'dmn.functionKind': {
    zh: '函数种类应为 FEEL；实际为 {found}。',
    en: 'Expected a function of kind FEEL; found {found}.',
  },
  'dmn.hitPolicy': {
    zh: '命中策略应为 {expected} 之一；实际为 {found}。',
    en: 'Expected a hit policy of {expected}; found {found}.',
  },
  'dmn.outputValues': {
    zh: '命中策略 {hitPolicy} 按输出值的次序定优先级，应列出输出值；实际没有。',
    en: 'Expected output values, whose order is the priority of the hit policy {hitPolicy}; found none.',
  },
  'dmn.aggregation': {
    zh: '{aggregation} 汇总应只有一个输出；实际为 {found} 个。',
    en: 'Expected one output for the aggregation {aggregation}; found {found}.',
  },
  'dmn.entries': {
    zh: '第 {rule} 条规则应有 {inputs} 个输入项和 {outputs} 个输出项；实际为 {foundInputs} 个和 {foundOutputs} 个。',
    en: 'Expected {inputs} input and {outputs} output entries in rule {rule}; found {foundInputs} and {foundOutputs}.',
  },

  // Evaluation
  'decision.unknown': {
    zh: '决策“{id}”尚未部署。',
    en: "Expected a decision '{id}'; none of that id is deployed.",
  },
  'decision.unknownRequired': {
    zh: '所需的决策“{id}”尚未部署。',
    en: "Expected the required '{id}'; none of that id is deployed.",
  },
  'decision.cycle': {
    zh: '决策“{id}”依赖于自身，无法计算。',
    en: "Expected decisions that do not require themselves; found '{id}'.",
  },
  'decision.noJson': {
    zh: '{where}的结果是{kind}，无法存储。',
    en: '{where}: expected a value that JSON can hold; found a {kind}.',
  },
  'decision.source': { zh: '{where}的表达式有误：{problem}', en: '{where}: {problem}' },
  'decision.noValue': {
    zh: '{where}：“{source}”无法计算：{reason}',
    en: '{where}: expected a value of `{source}`; found null: {reason}',
  },
  'decision.noAnswer': {
    zh: '{where}：“{source}”无法判断：{reason}',
    en: '{where}: expected an answer of `{source}`; found none: {reason}',
  },
  'decision.type': {
    zh: '{where}应为{type}；实际为 {found}。',
    en: '{where}: expected {type}; found {found}.',
  },
  'decision.noRule': {
    zh: '{found} 时，决策表“{id}”的 {count} 条规则均不适用。',
    en: "Expected a rule of '{id}' to match; none of {count} does for {found}.",
  },
  'decision.given': { zh: '“{source}”为 {value}', en: '{source} = {value}' },
  'decision.notUnique': {
    zh: '决策表“{id}”应只有一条规则适用（命中策略 U）；实际适用第 {rules} 条。',
    en: "Expected one matching rule (hit policy U) of '{id}'; found rules {rules}.",
  },
  'decision.notEqual': {
    zh: '决策表“{id}”中适用的各条规则应得出相同结果（命中策略 A）；实际适用第 {rules} 条，结果不同。',
    en: "Expected matching rules with equal outputs (hit policy A) of '{id}'; found rules {rules}.",
  },
  'decision.noAggregate': {
    zh: '决策表“{id}”第 {rules} 条规则的结果不能以 {aggregation} 汇总（命中策略 C）。',
    en: "Expected outputs that {aggregation} can be made of (hit policy C) of '{id}'; found rules {rules}.",
  },
  'decision.filter': {
    zh: '{where}的筛选条件应为真或者假。',
    en: '{where}: expected a filter that is true or false; found another value.',
  },
  'decision.answers': {
    zh: '{where}的各项判断应为真或者假。',
    en: '{where}: expected answers that are true or false; found another value.',
  },
  'decision.condition': {
    zh: '{where}的条件应为真或者假。',
    en: '{where}: expected a condition that is true or false; found another value.',
  },
  'decision.depth': {
    zh: '{where}的嵌套调用超过 {limit} 层。',
    en: '{where}: expected at most {limit} calls inside one another.',
  },
  'decision.refused': {
    zh: '{where}的参数不符合函数的要求。',
    en: '{where}: expected arguments that the function takes; found another value.',
  },
  'decision.noFunction': {
    zh: '{where}所调用的不是函数，而是 {found}。',
    en: '{where}: expected a function to invoke; found {found}.',
  },

  // Places and types in these reasons
  'place.decision': { zh: '决策“{id}”', en: "decision '{id}'" },
  'place.logic': { zh: '决策“{id}”', en: '{id}' },
  'place.service': { zh: '决策服务“{id}”', en: "decision service '{id}'" },
  'place.data': { zh: '输入“{name}”', en: "input '{name}'" },
  'place.parameter': { zh: '参数“{name}”', en: "parameter '{name}'" },
  'place.input': { zh: '{where}的输入“{source}”', en: '{where}: input `{source}`' },
  'place.output': { zh: '{where}的第 {index} 个输出', en: '{where}: output {index}' },
  'type.any': { zh: '任意值', en: 'a value' },
  'type.list': { zh: '{type}的列表', en: 'a list of {type}' },
  'type.allowed': { zh: '“{tests}”之内的{type}', en: '{type} within {tests}' },
} as const satisfies Messages;

export const say = catalogue(messages);
