// Faults of form files, for the modeler: Chinese with English beside it, `{name}` for a value.
import { catalogue, type Messages } from '../catalogue.ts';

export const messages = {
  'form.notForm': {
    zh: '应为 form-js 的 JSON，type 为“default”，并有 id 和 components。',
    en: "Expected form-js JSON of type 'default' with id and components.",
  },
  'form.type': {
    zh: '组件类型应为 {expected} 之一；实际为“{found}”。',
    en: "Expected a component of {expected}; found '{found}'.",
  },
  'form.key': { zh: '组件应有键（key）；实际没有。', en: 'Expected a key; found none.' },
  'form.fixed': {
    zh: '{attribute} 应为 {expected}；实际为 {found}。',
    en: 'Expected {attribute} {expected}; found {found}.',
  },
  'form.attribute': {
    zh: '{type} 组件的属性 {attribute} 系统不执行，也不只用于显示；请删除该属性，或改由流程检查。',
    en: 'The attribute {attribute} of a {type} is neither executed nor only for display; remove it, or let the process check it.',
  },
  'form.subtype': {
    zh: 'datetime 组件的 subtype 应为 date 或 datetime；实际为 {found}。',
    en: 'Expected a datetime of subtype date or datetime; found {found}.',
  },
  'form.notInFuture': {
    zh: '属性 notInFuture 应只用于 datetime 组件，且值为“true”；实际为 {type} 组件的“{found}”。',
    en: "Expected the property notInFuture of a datetime to be 'true'; found '{found}' of a {type}.",
  },
  'form.values': {
    zh: '应有选项（values）或 valuesExpression；实际两者都没有。',
    en: 'Expected values or a valuesExpression; found neither.',
  },
  'form.feel': { zh: '“{text}”应为 FEEL 表达式：{problem}', en: "Expected FEEL in '{text}': {problem}" },
  'form.rule': {
    zh: '校验规则应为 {expected}，且限值固定；实际为 {rule}: {found}。',
    en: 'Expected rules of {expected} with a fixed limit; found {rule}: {found}.',
  },
} as const satisfies Messages;

export const say = catalogue(messages);
