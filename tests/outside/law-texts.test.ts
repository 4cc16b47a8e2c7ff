// The index of articles in models/law against the laws' texts, which are not part of the product.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { readLawTexts } from '../../models/law/index.ts';
import { articles } from '../../models/law/laws.ts';
import { paragraphsIn } from '../../models/law/texts.ts';
import { needs } from './needs.ts';

const folder = process.env['LAW_TEXTS'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'law');
const testWithTexts = needs('a folder of law texts', existsSync(folder), 'LAW_TEXTS=<folder>, one Markdown file a law');

testWithTexts('the index holds the articles of the texts that are present', () => {
  const rows = readLawTexts(folder);
  const cpl = rows.filter(({ lawId, versionDate }) => lawId === 'CPL' && versionDate === '2023-09-01');

  expect(cpl).toHaveLength(306);
  expect(rows.every(({ body }) => body.length > 0)).toBe(true);
  for (const { lawId, versionDate, article, body } of rows) {
    expect([lawId, article, articles[`${lawId}@${versionDate}`]?.[article]]).toEqual([
      lawId,
      article,
      paragraphsIn(body),
    ]);
  }
});
