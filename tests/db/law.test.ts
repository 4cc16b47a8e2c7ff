import { afterAll, expect, test } from '@jest/globals';
import { importLawTexts, readArticle } from '../../db/law.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

test('an article is read in the requested version; a second import adds only new rows', async () => {
  const text = (versionDate: string, body: string) => ({ lawId: 'CPL', versionDate, article: '251', body });
  const texts = [text('2021-12-24', 'of 2021'), text('2023-09-01', 'of 2023')];

  expect(await importLawTexts(pool, texts)).toBe(2);
  expect(await importLawTexts(pool, [...texts, { ...texts[1]!, article: '252' }])).toBe(1);

  expect(await readArticle(pool, { lawId: 'CPL', version: '2021-12-24', article: '251' })).toBe('of 2021');
  expect(await readArticle(pool, { lawId: 'CPL', version: '2021-12-24', article: '252' })).toBeUndefined();
});
