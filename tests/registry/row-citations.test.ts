// Rows of decision tables and the articles that they rest on (docs/add-statutory-number.md).
import { expect, test } from '@jest/globals';
import { readDecisions } from '../../engine/dmn/index.ts';
import { citingRows, faultsOfRows } from '../../registry/row-citations.ts';
import { decision, dmn, table } from '../engine/dmn/support.ts';

const today = '2026-03-02';
const since2022 = '>= date("2022-01-01")';

async function reasons(rows: readonly (readonly [cell: string, note?: string])[], quoted = (xml: string) => xml) {
  const rules = rows.map(([cell, note]) => [[cell], ['1'], note ?? ''] as const);
  const xml = quoted(
    dmn(decision('d', table({ policy: 'COLLECT', inputs: ['date(actDate)'], outputs: ['n'], rules }))),
  );
  return faultsOfRows((await readDecisions(xml)).decisions, xml, today).map(({ reason }) => reason);
}
const noArticle = (row: number, found: string) =>
  `Expected row ${row} to name its article (like CPL#118.1), or to begin with 'ownParameter' for a parameter of the court's own; found '${found}'.`;

test('a row names its article, or says that the parameter is the own one of the court', async () => {
  const rows = [
    [since2022, 'CPL#118 CPL#117.2 note'],
    [since2022, 'unverified DDL#1 note'],
    [since2022, 'ownParameter note'],
    [since2022],
    [since2022, 'unverified note'],
    [since2022, 'note'],
  ] as const;

  expect(await reasons(rows)).toEqual([noArticle(4, ''), noArticle(5, 'unverified note'), noArticle(6, 'note')]);
});

test('a citation resolves on the first and on the last day of the row, however the day is written', async () => {
  const refused = 'Expected the citation of row 1 to resolve on';
  const unknown = (date: string) => expect.stringContaining(`${refused} ${date}. `);

  expect(await reasons([[since2022, 'CPL#9999']])).toEqual([unknown('2022-01-01')]);
  expect(await reasons([['[date("2013-10-01")..date("2026-12-31")]', 'DDL#13']])).toEqual([unknown('2013-10-01')]);
  expect(await reasons([['< date("2013-10-01")', 'DDL#1']])).toEqual([unknown('2013-09-30')]);
  expect(await reasons([['[@"2020-01-01"..@"2021-01-01")', 'CTI#21']])).toEqual([]);
  expect(await reasons([['[@"2020-01-01"..@"2021-01-01"]', 'CTI#21']])).toEqual([unknown('2021-01-01')]);
  const escapedQuotes = (xml: string) => xml.replaceAll('date("', 'date(&quot;').replaceAll('")', '&quot;)');
  expect(await reasons([[since2022, 'CPL#9999']], escapedQuotes)).toEqual([unknown('2022-01-01')]);
});

test('a row without an end is looked at today, and on its first day when that is later', async () => {
  const daysOf = async (cell: string) => {
    const rules = [[[cell], ['1'], 'CPL#118']] as const;
    const xml = dmn(decision('d', table({ policy: 'UNIQUE', inputs: ['day'], outputs: ['n'], rules })));
    return citingRows((await readDecisions(xml)).decisions, today).map(({ days }) => days);
  };

  expect(await daysOf(since2022)).toEqual([['2022-01-01', today]]);
  expect(await daysOf('>= date("2027-01-01")')).toEqual([['2027-01-01']]);
  expect(await daysOf('<= date("2021-12-31")')).toEqual([['2021-12-31']]);
  expect(await daysOf('[date("2027-01-01")..date("2027-12-31")]')).toEqual([['2027-01-01', '2027-12-31']]);
});

test('a table without dates states no number of a day, so its rows need no article', async () => {
  expect(await reasons([['"bank"', 'see ticket #12']])).toEqual([]);
});
