// Malformed files: what is wrong in Chinese, the parser's own text as a technical detail.
import { expect, test } from '@jest/globals';
import { readDecisions } from '../../../engine/dmn/index.ts';
import { read } from '../../../engine/read/index.ts';

const bpmn = (content: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${content}`;

test.each([
  ['<process id="p"></definitions>', '标签没有正确闭合（技术信息：closing tag mismatch）。'],
  ['<process id="p"><task id="t"/><task id="t"/></process></definitions>', '编号重复（技术信息：duplicate ID <t>）。'],
  ['<process id="a b"/></definitions>', '编号含有不允许的字符（技术信息：illegal ID <a b>）。'],
  ['<x:y/></definitions>', '前缀没有声明命名空间（技术信息：missing namespace on <x:y>）。'],
  ['<process id="p" name=p/></definitions>', '属性的写法有误（技术信息：missing attribute value quotes）。'],
  ['<nothing/></definitions>', '有不认识的元素（技术信息：unknown type <bpmn:Nothing>）。'],
  ['</definitions>two words', '在不应有文字的位置有文字（技术信息：non-whitespace outside of root node）。'],
  ['</definitions></more>', '没有开始标签（技术信息：missing open tag）。'],
])('%s', async (content, zh) => {
  const { faults } = await read(bpmn(content));

  expect(faults.map(({ reasonZh }) => reasonZh).find((reason) => reason.includes('格式正确'))).toMatch(
    new RegExp(`^(文件|“.+”处)不是格式正确的 BPMN：${zh}$`),
  );
});

test('a malformed DMN file is refused in the same words, with its line', async () => {
  expect((await readDecisions('\n<definitions')).faults).toEqual([
    {
      elementId: '',
      line: 2,
      reason: 'Expected well-formed DMN; a tag is not closed (unclosed tag).',
      reasonZh: '文件不是格式正确的 DMN：标签没有正确闭合（技术信息：unclosed tag）。',
    },
  ]);
});
