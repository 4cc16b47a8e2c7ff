// Citations resolve to the version in force on the day of the act.

import { expect, test } from '@jest/globals';
import { readDecisions } from '../../engine/dmn/index.ts';
import { renumberedArticle, resolveCitation } from '../../law/citation.ts';
import { citationText } from '../../law/citation-text.ts';
import { articles, laws, rules } from '../../law/laws.ts';
import { modelFiles } from '../../registry/folder.ts';
import { citingRows } from '../../registry/row-citations.ts';

test('a citation resolves to law, article and rule', () => {
  expect(resolveCitation('CPL#251', '2026-03-02')).toEqual({
    lawId: 'CPL',
    title: '中华人民共和国民事诉讼法',
    article: '251',
    version: '2023-09-01',
    rule: expect.stringContaining('执行通知'),
  });
});

test('in words, the title of a law within the title of an interpretation stands in single marks', () => {
  expect(citationText('CPLI#480', '2026-03-02')).toBe(
    '《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第四百八十条',
  );
});

test('the version is that of the day: #238 was deferral until 2023 and is third-party objection since', () => {
  const before = resolveCitation('CPL#238', '2023-12-31');
  const after = resolveCitation('CPL#238', '2024-01-01');

  expect(before).toMatchObject({ version: '2021-12-24', rule: expect.stringContaining('暂缓') });
  expect(after).toMatchObject({ version: '2023-09-01', rule: expect.stringContaining('案外人') });
});

test('CPL articles that CPLI cites by their numbers of 2021 are renumbered', () => {
  const numbers = { '85': '85', '238': '242', '234': '238', '253': '257', '260': '264', '246': '250' };

  for (const [old, now] of Object.entries(numbers)) {
    expect(renumberedArticle('CPL', old, '2021-12-24', '2026-03-02')).toBe(now);
  }
  expect(renumberedArticle('CPL', '242', '2023-09-01', '2026-03-02')).toBe('242');
});

test('paragraphs and items are counted', () => {
  expect(resolveCitation('CPL#117.1.2', '2026-03-02')).toMatchObject({ article: '117', paragraph: 1, item: 2 });
  expect(resolveCitation('CPL#117.1.5', '2026-03-02')).toMatchObject({
    error: 'CPL#117.1.5: article 117.1 of CPL (2023-09-01) has 4 items.',
  });
  expect(resolveCitation('CPL#85.5', '2026-03-02')).toMatchObject({
    error: 'CPL#85.5: article 85 of CPL (2023-09-01) has 4 paragraphs.',
  });
});

test('an inserted article is numbered with 之一', () => {
  expect(resolveCitation('CL#307-1', '2026-03-02')).toMatchObject({ article: '307-1' });
});

test('a citation that does not resolve is refused with the reason', () => {
  expect(resolveCitation('CPL 251', '2026-03-02')).toMatchObject({
    error: "Expected a citation like CPL#251 or CPL#118.1; found 'CPL 251'.",
    errorZh: '引用的格式应如 CPL#251 或者 CPL#118.1，实际为“CPL 251”。',
  });
  expect(resolveCitation('XYZ#1', '2026-03-02')).toMatchObject({
    error: "Expected the id of a law in models/law; found 'XYZ' in 'XYZ#1'.",
  });
  expect(resolveCitation('CPL#999', '2026-03-02')).toMatchObject({
    error: 'CPL#999: CPL (2023-09-01) has no article 999.',
  });
  expect(resolveCitation('REF#1', '2024-11-30')).toMatchObject({
    error: 'Expected a version of REF in force on 2024-11-30; found 2024-10-30 (2024-12-01 to now).',
  });
});

test('a law whose text was not at hand is marked, and only the articles in use resolve', () => {
  expect(resolveCitation('EFM#10', '2026-03-02')).toMatchObject({ number: '法发〔2017〕6号', unverified: true });
  expect(resolveCitation('EFM#99', '2026-03-02')).toHaveProperty('error');
  expect(resolveCitation('DDL#10.1.7', '2026-03-02')).not.toHaveProperty('unverified');
  expect(resolveCitation('DDL#10.1.8', '2026-03-02')).toHaveProperty('error');
});

test('a version ends on the day on which the next one takes effect (docs/add-statutory-number.md)', () => {
  for (const { id, versions } of laws) {
    const ends = versions.slice(0, -1).map(({ until }) => until);
    expect([id, ends]).toEqual([id, versions.slice(1).map(({ effective }) => effective)]);
  }
});

test('every noted rule stands at an article that exists', () => {
  for (const [key, noted] of Object.entries(rules)) {
    const [id, adopted] = key.split('@');
    const version = laws.find((law) => law.id === id)?.versions.find((version) => version.adopted === adopted);
    const known = Object.keys(articles[key] ?? {}).concat(version?.articles ?? []);
    expect([key, Object.keys(noted ?? {}).filter((article) => !known.includes(article))]).toEqual([key, []]);
  }
});

/** Diagrams cite the law of today; a row of a decision table cites that of its first and of its last day. */
async function citedInModels(): Promise<{ readonly citation: string; readonly day: string }[]> {
  const today = '2026-03-02';
  const textOf = (extension: string) =>
    modelFiles().flatMap(({ name, content }) => (name.endsWith(extension) ? [content] : []));
  const inDiagrams = textOf('.bpmn').flatMap((xml) => xml.match(/\b[A-Z][A-Z0-9]*#\d+(?:-\d+)?(?:\.\d+)*/g) ?? []);
  const tables = await Promise.all(textOf('.dmn').map((xml) => readDecisions(xml)));
  const rows = tables.flatMap(({ decisions }) => citingRows(decisions, today));
  return [
    ...inDiagrams.map((citation) => ({ citation, day: today })),
    ...rows.flatMap(({ citations, days }) => citations.flatMap((citation) => days.map((day) => ({ citation, day })))),
  ];
}

test('every citation in the models resolves on its day, and models/law/rules.json has its rule (docs/add-statutory-number.md)', async () => {
  const resolutions = (await citedInModels()).map(({ citation, day }) => ({
    citation,
    day,
    ...resolveCitation(citation, day),
  }));

  expect(resolutions.length).toBeGreaterThan(50);
  // A new citation: open the article, and note its rule under the version's key.
  expect(resolutions.filter((resolution) => !('rule' in resolution))).toEqual([]);
});
