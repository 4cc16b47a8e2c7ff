// Decision tables: rows that overlap, and inputs without a row.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkTables } from '../../../engine/check/index.ts';
import { axesOf, type Piece, piecesIn } from '../../../engine/check/tables/axes.ts';
import { gapsOf, overlapsOf, type Region } from '../../../engine/check/tables/regions.ts';
import type { DecisionTable } from '../../../engine/dmn/decision.ts';
import { evaluateDecision, readDecisions } from '../../../engine/dmn/index.ts';
import type { Json } from '../../../engine/event.ts';
import { textOf } from '../../../engine/feel/temporals.ts';
import { calendar } from '../../../law/calendar.ts';
import { decision, dmn, literal, table } from '../dmn/support.ts';

/** Of a table with one output, which its rows number. */
async function found(inputs: readonly string[], cells: readonly (readonly string[])[], policy = 'UNIQUE') {
  const rules = cells.map((row, index) => [row, [String(index + 1)]] as const);
  const xml = dmn(decision('d', table({ policy, inputs, outputs: ['row'], rules })));
  return checkTables((await readDecisions(xml)).decisions, xml);
}

const reasons = async (...of: Parameters<typeof found>) => (await found(...of)).map(({ reason }) => reason);
const overlap = (rows: string, example: string) =>
  `Expected one row of a UNIQUE table for each input; rows ${rows} both take ${example}.`;
const gap = (where: string) => `Expected a row for ${where}; found none.`;

test('periods that follow one another have neither overlap nor gap', async () => {
  const periods = [
    '[date("2012-01-01")..date("2016-12-31")]',
    '[date("2017-01-01")..date("2022-01-01"))',
    '>= @"2022-01-01"',
  ];

  expect(
    await found(
      ['day'],
      periods.map((period) => [period]),
    ),
  ).toEqual([]);
});

test('rows of a UNIQUE table that take one day together are told with the day and the line of the second', async () => {
  const findings = await found(['day'], [['>= date("2022-01-01")'], ['>= date("2027-01-01")']]);

  expect(findings).toMatchObject([
    {
      rule: 'overlaps',
      elementId: 'd',
      line: expect.any(Number),
      reason: overlap('1 and 2', 'day = 2027-01-01'),
      advice: expect.stringContaining('docs/add-statutory-number.md'),
    },
  ]);
});

test('a day between two periods and a last period with an end are gaps; before the first period there is no row to miss', async () => {
  const periods = [['[date("2012-01-01")..date("2016-12-31")]'], ['[date("2017-01-02")..date("2021-12-31")]']];

  expect(await reasons(['day'], periods)).toEqual([gap('day on 2017-01-01 and from 2022-01-01 on')]);
});

test('each combination of the other inputs has its own periods', async () => {
  const rows = [
    ['[date("2022-01-01")..date("2026-12-31")]', '"fine"'],
    ['>= date("2027-01-01")', '"fine"'],
    ['>= date("2023-01-01")', '"detention"'],
  ];

  expect(await reasons(['day', 'kind'], rows)).toEqual([gap('kind = "detention", day from 2022-01-01 to 2022-12-31')]);
});

test('two columns of one expression, from and to, are one period', async () => {
  const rows = [
    ['>= date("2012-01-01")', '< date("2017-01-01")'],
    ['>= date("2017-01-01")', '-'],
  ];

  expect(await found(['day', 'day'], rows)).toEqual([]);
});

test('values that no row takes on any day are only possibly wrong', async () => {
  const rows = [
    ['"fine"', '"unit"'],
    ['"fine"', '"person"'],
    ['"detention"', '"person"'],
  ];

  expect(await found(['kind', 'subject'], rows)).toMatchObject([
    { rule: 'gaps', isPossible: true, reason: gap('kind = "detention", subject = "unit"') },
  ]);
});

test.each<readonly [string, string[], readonly string[]]>([
  ['numbers that meet at an end', ['<= 10', '[10..20]', '> 20'], [overlap('1 and 2', 'n = 10')]],
  ['numbers with a hole', ['< 10', '> 10'], [gap('n = 10')]],
  ['whole numbers', ['1', '2', '>= 3'], []],
  ['numbers that are not whole', ['[0..1]', '[1.5..2]'], [gap('n in ]1..1.5[')]],
  ['lists', ['1, 2', '2, 3'], [overlap('1 and 2', 'n = 2')]],
  ['booleans', ['true'], [gap('n = false')]],
  ['negations', ['"a"', 'not("a")'], []],
  ['a negation that is too narrow', ['"a", "b"', 'not("a")'], [overlap('1 and 2', 'n = "b"')]],
  ['dashes', ['-', '1'], [overlap('1 and 2', 'n = 1')]],
])('%s', async (_, cells, expected) => {
  expect(
    await reasons(
      ['n'],
      cells.map((cell) => [cell]),
    ),
  ).toEqual(expected);
});

test('cells that are not made of constants are named and make no other finding', async () => {
  const findings = await found(
    ['n', 'm'],
    [
      ['< limit', '1'],
      ['[limit..limit + 5]', '1'],
      ['> 3', '2'],
    ],
  );

  expect(findings).toMatchObject([
    { isAssumption: true, reason: expect.stringContaining('`< limit`, `[limit..limit + 5]`') },
  ]);
});

test('only tables that must give one answer are looked at, and a default output leaves no gap', async () => {
  const rows = [['>= date("2022-01-01")'], ['[date("2027-01-01")..date("2027-12-31")]']];
  const ended = rows.slice(1);

  expect(await found(['day'], rows, 'COLLECT')).toEqual([]);
  expect(await found(['day'], rows, 'FIRST')).toEqual([]);
  expect(await reasons(['day'], ended, 'FIRST')).toEqual([gap('day from 2028-01-01 on')]);
  const withDefault = dmn(
    decision('d', table({ policy: 'UNIQUE', inputs: ['day'], outputs: ['row'], rules: [[ended[0]!, ['1']]] })),
  ).replace('<output name="row">', '<output name="row"><defaultOutputEntry><text>0</text></defaultOutputEntry>');
  expect(checkTables((await readDecisions(withDefault)).decisions, withDefault)).toEqual([]);
});

test('declared values of an input are those that need a row', async () => {
  const xml = dmn(
    decision('d', table({ policy: 'UNIQUE', inputs: ['kind'], outputs: ['row'], rules: [[['"a"'], ['1']]] })),
  ).replace('</inputExpression>', '</inputExpression><inputValues><text>"a", "b"</text></inputValues>');

  expect(checkTables((await readDecisions(xml)).decisions, xml)).toMatchObject([{ reason: gap('kind = "b"') }]);
});

test('a decision without a table has no finding', async () => {
  const xml = dmn(decision('d', literal('1')));

  expect(checkTables((await readDecisions(xml)).decisions, xml)).toEqual([]);
});

test('a thousand rows are looked through in seconds, and more are left alone', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => [`[${index * 10}..${index * 10 + 9}]`, `"k${index % 7}"`]);
  const before = performance.now();

  const findings = await found(['n', 'k'], rows);

  expect(findings.every(({ rule }) => rule !== 'overlaps')).toBe(true);
  expect(performance.now() - before).toBeLessThan(20_000);
  expect(await reasons(['n', 'k'], [...rows, ['-1', '-']])).toEqual([expect.stringContaining('1001 rows')]);
});

const day = (offset: number) => `2024-01-0${offset + 1}`;
const literals = {
  number: (value: number) => String(value),
  date: (value: number) => `date("${day(value)}")`,
  string: (value: number) => `"${'abcde'[value]}"`,
  boolean: (value: number) => String(value % 2 === 0),
};
type Kind = keyof typeof literals;

const small = fc.integer({ min: 0, max: 4 });
const bound = fc.constantFrom<readonly [string, string]>(['[', ']'], ['(', ')'], [']', '['], ['[', ')'], ['(', ']']);
function cellOf(kind: Kind): fc.Arbitrary<string> {
  const value = small.map(literals[kind]);
  const values = fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => list.join(', '));
  const plain = [values, values.map((list) => `not(${list})`), fc.constant('-')];
  if (kind === 'string' || kind === 'boolean') return fc.oneof(...plain);
  const comparison = fc.tuple(fc.constantFrom('<', '<=', '>', '>='), value).map(([sign, end]) => `${sign} ${end}`);
  const range = fc
    .tuple(bound, small, small)
    .map(
      ([[open, close], a, b]) => `${open}${literals[kind](Math.min(a, b))}..${literals[kind](Math.max(a, b))}${close}`,
    );
  const negated = range.map((text) => `not(${text})`);
  return fc.oneof(...plain, comparison, range, range, negated);
}

/**
 * Every value that makes a difference to constants 0 to 4, as variables hold them, with the expression that reads them.
 */
const grid: { readonly [kind in Kind]: readonly Json[] } = {
  number: [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
  date: ['2023-12-31', ...[0, 1, 2, 3, 4, 5].map(day)],
  string: ['a', 'b', 'c', 'd', 'e', 'other'],
  boolean: [true, false],
};
const expressionOf = (kind: Kind, name: string) => (kind === 'date' ? `date(${name})` : name);

const tables = fc
  .array(fc.constantFrom<Kind>('number', 'date', 'string', 'boolean'), { minLength: 1, maxLength: 2 })
  .chain((kinds) =>
    fc.record({
      kinds: fc.constant(kinds),
      rows: fc.array(fc.tuple(...kinds.map(cellOf)), { minLength: 1, maxLength: 4 }),
    }),
  );

test('what the analysis says of a random table is what evaluating the table over a grid says', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ kinds, rows }) => {
      const names = kinds.map((_, index) => `v${index}`);
      const inputs = kinds.map((kind, index) => expressionOf(kind, names[index]!));
      const rules = rows.map((row, index) => [row, [String(index)]] as const);
      const xml = dmn(decision('d', table({ policy: 'COLLECT', inputs, outputs: ['row'], rules })));
      const { decisions } = await readDecisions(xml);
      const [read] = decisions;
      const axes = axesOf((read as { logic: DecisionTable }).logic);
      const hits = (values: readonly Json[]): readonly number[] => {
        const variables = Object.fromEntries(names.map((name, index) => [name, values[index]!]));
        const result = evaluateDecision({ d: read! }, 'd', variables, { at: '2026-03-02T01:00:00.000Z', calendar });
        if ('error' in result) throw new Error(result.error.en);
        return result.value as readonly number[];
      };
      const [first, second = [null]] = kinds.map((kind) => grid[kind]);
      const points = first!.flatMap((a) => second.map((b) => (kinds.length === 1 ? [a] : [a, b])));
      const taken = points.map((point) => ({ point, rows: hits(point) }));

      const overlaps = overlapsOf(axes, rows.length);
      const together = taken.flatMap(({ rows }) =>
        rows.flatMap((a) => rows.filter((b) => a < b).map((b) => `${a}-${b}`)),
      );
      expect(overlaps.map(({ rules }) => rules.join('-')).sort()).toEqual([...new Set(together)].sort());
      for (const { rules, region } of overlaps)
        expect(hits(sampleOf(region, axes, kinds))).toEqual(expect.arrayContaining([...rules]));

      const gaps = gapsOf(axes, rows.length)!;
      for (const { region } of gaps) expect(hits(sampleOf(region, axes, kinds))).toEqual([]);
      if (axes.some(({ required }) => required === 0n)) return;
      const missing = taken.filter(
        ({ point, rows }) => rows.length === 0 && point.every((value, index) => isRequired(axes[index]!, value)),
      );
      expect(gaps.length > 0).toBe(missing.length > 0);
    }),
    { numRuns: 300 },
  );
});

type Axis = ReturnType<typeof axesOf>[number];

/** A point of the region, as variables hold it. */
function sampleOf(region: Region, axes: readonly Axis[], kinds: readonly Kind[]): Json[] {
  return axes.map((axis, index) => {
    const bits = region.find((part) => part.axis === axis)?.bits ?? axis.required;
    const [piece] = piecesIn(axis, bits);
    return piece === undefined || piece.kind === 'any' ? grid[kinds[index]!][0]! : jsonOf(piece);
  });
}

const jsonOf = ({ kind, sample }: Piece): Json => (kind === 'date' ? textOf(sample as never) : (sample as Json));

const isRequired = (axis: Axis, value: Json): boolean =>
  piecesIn(axis, axis.required).some((piece) => isIn(piece, value));

function isIn(piece: Piece, value: Json): boolean {
  switch (piece.kind) {
    case 'number':
      return piece.from === piece.to ? value === piece.to : Number(value) > piece.from && Number(value) < piece.to;
    case 'date': {
      const at = Date.parse(`${value}T00:00:00Z`) / 86_400_000;
      return at >= piece.from && at <= piece.to;
    }
    case 'string':
      return piece.isOther ? value === 'other' : piece.sample === value;
    case 'boolean':
      return piece.sample === value;
    case 'any':
      return true;
    default:
      throw new Error(`Expected a piece; found ${piece satisfies never}.`);
  }
}
