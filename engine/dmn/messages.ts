// Faults of DMN files, for the modeler: Chinese with English beside it, `{name}` for a value.
import { catalogue, type Messages } from '../catalogue.ts';

export const messages = {
  'dmn.malformed': { zh: '应为格式正确的 DMN；解析器报告：{problem}。', en: 'Expected well-formed DMN; {problem}.' },
  'dmn.import': {
    zh: '应同时提供命名空间为“{namespace}”的 DMN 文件，供本文件导入；实际没有。',
    en: "Expected the DMN file of the namespace '{namespace}' together with the one that imports it; found none.",
  },
  'dmn.feel': { zh: 'FEEL 表达式有误（{problem}）。', en: '{problem}' },
  'dmn.unknownCall': {
    zh: '`{text}` 中应为 FEEL 或模型的函数；实际为“{found}”。',
    en: "Expected a function of FEEL or of the model in `{text}`; found '{found}'.",
  },
  'dmn.language': {
    zh: '表达式语言应为 FEEL；实际为 {found}。',
    en: 'Expected the expression language FEEL; found {found}.',
  },
  'dmn.logic': {
    zh: '应为 DMN 的盒式表达式；实际为 <{found}>。',
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
} as const satisfies Messages;

export const say = catalogue(messages);
