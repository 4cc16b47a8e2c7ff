// Law texts are cut at their articles.
import { expect, test } from '@jest/globals';
import { fromNumeral } from '../../law/numerals.ts';
import { articlesIn, paragraphsIn, readLawTexts } from '../../law/texts.ts';

test('Chinese numerals are read', () => {
  const numbers = {
    一: 1,
    十: 10,
    十五: 15,
    二十: 20,
    八十五: 85,
    一百: 100,
    一百零一: 101,
    一百一十: 110,
    二百五十一: 251,
    五百五十: 550,
  };

  for (const [numeral, number] of Object.entries(numbers))
    expect([numeral, fromNumeral(numeral)]).toEqual([numeral, number]);
});

test('articles keep their paragraphs and items; headings, inserted numbers and annexes are distinguished', () => {
  const text = `# 某法\n\n## 第一章\n\n第一条 甲。\n\n乙：\n\n（一）丙；\n\n（二）丁。\n\n第二条之一 戊。\n\n## 附件一\n\n己。`;

  expect(articlesIn(text)).toEqual([
    { article: '1', body: '甲。\n乙：\n（一）丙；\n（二）丁。' },
    { article: '2-1', body: '戊。' },
  ]);
  expect(paragraphsIn('甲。\n乙：\n（一）丙；\n（二）丁。')).toEqual([0, 2]);
});

test('a text without 第一条 is numbered by figures or by 一、', () => {
  expect(articlesIn('1.甲。\n\n2.乙。')).toEqual([
    { article: '1', body: '甲。' },
    { article: '2', body: '乙。' },
  ]);
  expect(articlesIn('一、甲。\n\n二、乙。').map(({ article }) => article)).toEqual(['1', '2']);
});

test('a folder without texts gives no rows', () => {
  expect(readLawTexts('/nowhere')).toEqual([]);
});
