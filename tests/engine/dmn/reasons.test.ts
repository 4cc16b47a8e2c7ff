// Every reason for which an evaluated decision has no result: in Chinese as a court reads it, without English
// sentences.
import { expect, test } from '@jest/globals';
import { messages } from '../../../engine/dmn/messages.ts';
import type { Variables } from '../../../engine/event.ts';
import { hasChinese, hasEnglishSentence } from '../../support/languages.ts';
import { decide, decision, dmn, literal, requires, table } from './support.ts';

const fee = (policy: string, rules: readonly string[], output = 'fee') =>
  table({
    policy,
    inputs: ['amount'],
    outputs: [output],
    rules: rules.map((cell, index) => [[cell], [`"fee ${index}"`]]),
  });
const expression = (tag: string, text: string) => `<${tag}>${literal(text)}</${tag}>`;

/** The reason's id, the logic of the decision `d`, and what it says. */
const reasons: readonly (readonly [string, string, string, Variables?])[] = [
  ['source', literal('{a: }'), '决策“d”的表达式有误：“{a: }”第 5 个字符处不符合 FEEL 语法'],
  ['noValue', literal('1 + "two words"'), '决策“d”：“1 + "two words"”无法计算：数字与文本不能用“+”运算。'],
  ['noJson', literal('[1..3]'), '决策“d”的结果是区间，无法存储。'],
  ['unknownRequired', `${literal('gone')}${requires('gone')}`, '所需的决策“gone”尚未部署。'],
  ['cycle', `${literal('d')}${requires('d')}`, '决策“d”依赖于自身，无法计算。'],
  ['noAnswer', fee('FIRST', ['date(?) > 1']), '决策“d”：“date(?) > 1”无法判断：“two words”不是日期的文本。'],
  ['noRule', fee('UNIQUE', ['"a"', '"b"']), '“amount”为 "two words" 时，决策表“d”的 2 条规则均不适用。'],
  ['notUnique', fee('UNIQUE', ['-', '-']), '决策表“d”应只有一条规则适用（命中策略 U）；实际适用第 1、2 条。'],
  [
    'notEqual',
    fee('ANY', ['-', '-']),
    '决策表“d”中适用的各条规则应得出相同结果（命中策略 A）；实际适用第 1、2 条，结果不同。',
  ],
  ['noAggregate', fee('COLLECT SUM', ['-', '-']), '决策表“d”第 1、2 条规则的结果不能以 SUM 汇总（命中策略 C）。'],
  ['type', fee('UNIQUE', ['-'], 'fee:"a fee"'), '决策“d”的第 1 个输出应为“"a fee"”之内的任意值；实际为 "fee 0"。'],
  [
    'filter',
    `<filter>${expression('in', '[1]')}${expression('match', '1')}</filter>`,
    '决策“d”的筛选条件应为真或者假。',
  ],
  [
    'answers',
    `<some iteratorVariable="x">${expression('in', '[1]')}${expression('satisfies', '1')}</some>`,
    '决策“d”的各项判断应为真或者假。',
  ],
  [
    'condition',
    `<conditional>${expression('if', '1')}${expression('then', '1')}${expression('else', '1')}</conditional>`,
    '决策“d”的条件应为真或者假。',
  ],
  ['noFunction', `<invocation>${literal('1')}</invocation>`, '决策“d”所调用的不是函数，而是 1。'],
  [
    'refused',
    `<invocation>${literal('function(x) x')}<binding><parameter name="y"/>${literal('1')}</binding></invocation>`,
    '决策“d”的参数不符合函数的要求。',
  ],
  [
    'depth',
    `<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="g"/>${literal('g(g)')}</functionDefinition></contextEntry><contextEntry>${literal('f(f)')}</contextEntry></context>`,
    '决策“d”的嵌套调用超过 100 层。',
  ],
];

test.each(reasons)('the reason %s is in Chinese and in English', async (_id, logic, zh) => {
  const result = await decide(dmn(decision('d', logic)), 'd', { amount: 'two words' });

  const { error } = result as { error: { zh: string; en: string } };
  expect(error.zh).toContain(zh);
  expect(hasEnglishSentence(error.zh)).toBe(false);
  expect(hasChinese(error.en)).toBe(false);
});

test('a decision that is not deployed is named', async () => {
  expect(await decide(dmn(decision('d', literal('1'))), 'other')).toMatchObject({
    error: { zh: '决策“other”尚未部署。' },
  });
});

test('every reason has a decision that gives it', () => {
  const given = ['unknown', ...reasons.map(([id]) => id)];
  const ids = Object.keys(messages).flatMap((id) => (id.startsWith('decision.') ? id.slice('decision.'.length) : []));

  expect(ids.filter((id) => id !== 'given' && !given.includes(id))).toEqual([]);
});
