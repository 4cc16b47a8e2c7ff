// FEEL over JSON: input values, results and faults.
import { describe, expect, test } from '@jest/globals';
import { compileExpression, evaluate } from '../../../engine/feel/index.ts';
import { context, inEnglish, resultOf, warningsOf } from './support.ts';

const caseFile = {
  number: '(2026)冀0102执1号',
  claim: { principalFen: 186_000_000 },
  当事人: [{ 姓名: '张三' }, { 姓名: '李四' }],
};

test('paths read variables, Chinese names among them', () => {
  expect(resultOf('caseFile.claim.principalFen > 100', { caseFile })).toBe(true);
  expect(resultOf('caseFile.当事人.姓名', { caseFile })).toEqual(['张三', '李四']);
  expect(resultOf('caseFile.当事人[姓名 = "李四"]', { caseFile })).toEqual([{ 姓名: '李四' }]);
});

test('names with special characters are written between backticks', () => {
  expect(resultOf('answer.`request-id`', { answer: { 'request-id': 7 } })).toBe(7);
});

test('dates, times and durations come out as ISO texts', () => {
  expect(resultOf('[date("2026-03-02"), time("10:00:00"), duration("P1DT2H"), duration("P14M")]')).toEqual([
    '2026-03-02',
    '10:00:00',
    'P1DT2H',
    'P1Y2M',
  ]);
  expect(resultOf('date and time("2026-03-02T09:00:00@Asia/Shanghai")')).toBe('2026-03-02T09:00:00+08:00');
});

test('a text in the form of a date stays a text', () => {
  expect(resultOf('filedOn', { filedOn: '2026-03-02' })).toBe('2026-03-02');
  expect(resultOf('filedOn + "!"', { filedOn: '2026-03-02' })).toBe('2026-03-02!');
});

test('a missing variable is null, with a warning', () => {
  expect(evaluate('nobody', {}, context)).toMatchObject({ value: null, hasFailed: false });
  expect(warningsOf('nobody')).toEqual(["Expected a variable 'nobody'; found none."]);
  expect(warningsOf('caseFile.judge', { caseFile })).toEqual(["Expected an entry 'judge' in a context; found none."]);
});

test('functions and ranges have no JSON form', () => {
  expect(evaluate('[1..3]', {}, context)).toMatchObject({ value: null, hasFailed: true });
  expect(warningsOf('[1..3]')).toEqual(['A range has no JSON form and became null.']);
  expect(resultOf('{double: function(x) x * 2, four: double(2)}')).toEqual({ double: null, four: 4 });
});

test('an expression that does not parse is an error with its position', () => {
  expect(evaluate('a +', {}, context)).toEqual({
    error: inEnglish('Incomplete <ArithmeticExpression> at character 4 of `a +`.'),
  });
  expect(evaluate('', {}, context)).toEqual({ error: inEnglish('Expected a FEEL expression; found nothing.') });
  expect(compileExpression('a) + (b')).toHaveProperty('error');
});

test.each([
  ['sum(for item in order.items, part in item.parts return part.fen + partial[1]) > limit', ['order', 'limit']],
  ['some i in list satisfies i > least', ['list', 'least']],
  ['{a: 1, b: a + c, f: function(x) x * a * z}.f(d)', ['c', 'z', 'd']],
  ['orders[id = wanted][1]', ['orders']],
  ['count(`two words`) + today().year + unknown(1)', ['two words']],
  ['if a instance of string then date(b) else @"2026-03-02"', ['a', 'b']],
  ['if a = null and is defined(b) then get or else(c, d) else a', ['d']],
])('%s needs the variables %j', (source, names) => {
  expect(compileExpression(source)).toMatchObject({ names });
});

test('an expression reports the unknown functions that it calls', () => {
  const source =
    '{twice: function(n) n * 2, a: twice(summ([1])), b: list contains([1], uuid()), c: date and time("x")}';

  expect(compileExpression(source)).toMatchObject({ unknownCalls: ['summ', 'uuid'] });
});

test('an external function is an error', () => {
  const cosine = 'function(n) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}';

  expect(compileExpression(cosine)).toEqual({
    error: inEnglish(`Expected a function in FEEL; found an external one in \`${cosine}\`.`),
  });
});

test('an operator written twice is an error with its position', () => {
  expect(compileExpression('a == b')).toEqual({
    error: inEnglish("Expected a value after '=' at character 4 of `a == b`; found `= b`."),
  });
  expect(compileExpression('if a =< b then 1 else 2')).toHaveProperty('error');
  expect(compileExpression('(< 3) = (< 3)')).toHaveProperty('names');
});

test('names of functions may be names of entries too', () => {
  expect(resultOf('{date: @"2026-03-02", time: @"09:00:00", at: date and time(date, time)}.at')).toBe(
    '2026-03-02T09:00:00',
  );
  expect(
    resultOf(
      '{time: time("09:00:00"), isLater: date and time("2026-03-02T10:00:00") > date and time(@"2026-03-02", time)}.isLater',
    ),
  ).toBe(true);
  expect(resultOf('[{count: 1}, {count: 2}][count > 1].count')).toEqual([2]);
  expect(resultOf('{time: 1, isInstant: now() instance of date and time}.isInstant')).toBe(true);
  expect(resultOf('{months: 1, age: years and months duration(@"2024-01-01", @"2025-02-01")}.age')).toBe('P1Y1M');
});

test('variables are never changed', () => {
  const frozen = Object.freeze({ list: Object.freeze([3, 1, 2]) });

  expect(resultOf('sort(list, function(a, b) a < b)', frozen)).toEqual([1, 2, 3]);
  expect(resultOf('append(list, 4)', frozen)).toEqual([3, 1, 2, 4]);
});

test('a variable does not hide a built-in function of the same name; a variable that is a function does', () => {
  expect(resultOf('count([1, 2]) + count', { count: 5 })).toBe(7);
  expect(resultOf('{count: function(x) 0, n: count([1, 2])}.n')).toBe(0);
});

describe('values of two kinds', () => {
  test('have no order: a text is not later than a date', () => {
    const source = 'filedOn >= date("2027-01-01")';

    expect(resultOf(source, { filedOn: '2026-01-01' })).toBeNull();
    expect(warningsOf(source, { filedOn: '2026-01-01' })).toEqual([
      "Expected values that '>=' can compare; found string and date.",
    ]);
    expect(resultOf('date(filedOn) >= date("2027-01-01")', { filedOn: '2026-01-01' })).toBe(false);
  });

  test('have no order: a time that has no zone is neither before nor after one that has', () => {
    expect(resultOf('@"2026-03-02T12:00:00" < @"2026-03-02T12:00:00Z"')).toBeNull();
    expect(resultOf('time("12:00:00") = time("12:00:00+08:00")')).toBeNull();
    expect(resultOf('@"2026-03-02T12:00:00" = @"2026-03-02T12:00:00"')).toBe(true);
    expect(warningsOf('now() > date and time(due)', { due: '2026-03-02T12:00:00' })).toEqual([
      "Expected values that '>' can compare; found one date and time with a zone and one without.",
    ]);
  });

  test('are neither equal nor unequal, null apart', () => {
    expect(resultOf('1 = "1"')).toBeNull();
    expect(resultOf('1 != null')).toBe(true);
    expect(resultOf('null = null')).toBe(true);
  });
});

describe('numbers', () => {
  test('add up as decimals do', () => {
    expect(resultOf('0.1 + 0.2 = 0.3')).toBe(true);
    expect(resultOf('1.1 * 3')).toBe(3.3);
    expect(resultOf('sum([0.1, 0.2, 0.3])')).toBe(0.6);
  });

  test('are rounded as decimals are', () => {
    expect(resultOf('round half up(1.005, 2)')).toBe(1.01);
    expect(resultOf('round half up(-2.5, 0)')).toBe(-3);
    expect(resultOf('round half down(2.5, 0)')).toBe(2);
    expect(resultOf('decimal(2.5, 0)')).toBe(2);
    expect(resultOf('round up(1.121, 2)')).toBe(1.13);
  });

  test('without a value become null', () => {
    expect(resultOf('1 / 0')).toBeNull();
  });
});

test('loops inside loops come to an end', () => {
  expect(resultOf('for a in 1..100000, b in 1..100000 return a')).toBeNull();
});

test('a text may have several lines', () => {
  expect(resultOf('"first\nsecond"')).toBe('first\nsecond');
});

describe('durations', () => {
  test('multiply and divide', () => {
    expect(resultOf('duration("P10D") * 1.5')).toBe('P15D');
    expect(resultOf('2 * duration("P8M")')).toBe('P1Y4M');
    expect(resultOf('duration("P1D") / 2')).toBe('PT12H');
    expect(resultOf('duration("P1Y") / duration("P3M")')).toBe(4);
    expect(resultOf('-duration("P1D")')).toBe('-P1D');
  });

  test('between instants count their zones; an instant with a zone and one without have none between them', () => {
    expect(resultOf('@"2026-03-02T10:00:00+08:00" - @"2026-03-01T10:00:00+01:00"')).toBe('PT17H');
    expect(resultOf('@"2026-03-01T10:00:00" - @"2026-03-02T11:30:00"')).toBe('-P1DT1H30M');
    expect(resultOf('@"2026-03-02T10:00:00+08:00" - @"2026-03-01"')).toBe('P1DT2H');
    expect(resultOf('@"2026-03-02T10:00:00+08:00" - @"2026-03-01T10:00:00"')).toBeNull();
  });

  test('move dates, and dates stay dates', () => {
    expect(resultOf('date("2026-01-31") + duration("P1M")')).toBe('2026-02-28');
    expect(resultOf('date("2026-03-02") - duration("PT1H")')).toBe('2026-03-01');
    expect(resultOf('(date("2026-03-02") - date("2026-02-28")).days')).toBe(2);
  });
});

test('min and max find the earliest and the latest date', () => {
  const source = 'max(date("2026-03-02"), date("2025-12-31"), date("2026-03-01"))';

  expect(resultOf(source)).toBe('2026-03-02');
  expect(resultOf('min(["b", "a"])')).toBe('a');
  expect(resultOf('max([1, "a"])')).toBeNull();
});

test('conditions are three-valued', () => {
  expect(resultOf('null and false')).toBe(false);
  expect(resultOf('null and true')).toBeNull();
  expect(resultOf('some x in [null, true] satisfies x')).toBe(true);
  expect(resultOf('every x in [null, true] satisfies x')).toBeNull();
  expect(resultOf('if null then 1 else 2')).toBe(2);
});

describe('endless evaluation ends', () => {
  test('a function that calls itself for ever gives null', () => {
    const source = '{f: function(n) f(n + 1), g: f(1)}.g';

    expect(resultOf(source)).toBeNull();
    expect(warningsOf(source)).toContain('Expected at most 200 calls inside one another.');
    expect(resultOf('{f: function(n) if n = 0 then 0 else 1 + f(n - 1), g: f(150)}.g')).toBe(150);
  });

  test('an expression nested too deeply is an error', () => {
    expect(evaluate(`${'('.repeat(50_000)}1${')'.repeat(50_000)}`, {}, context)).toHaveProperty('error');
  });

  test('a loop over too many numbers gives null', () => {
    expect(resultOf('count(for i in 1..100000000 return i)')).toBeNull();
  });
});

test('a condition that cannot be computed gives no decision; a missing value counts as no', () => {
  expect(resultOf('if date(due) < date("2026-03-02") then "late" else "in time"', { due: 'soon' })).toBeNull();
  expect(resultOf('if 1 + "1" > 1 then 1 else 2')).toBeNull();
  expect(resultOf('if missing > 1 then 1 else 2')).toBe(2);
  expect(resultOf('if null then 1 else 2')).toBe(2);
});

test.each([
  'is defined()',
  'get or else()',
  'get or else(1)',
  'not()',
  'count()',
  'date()',
  'is defined(other: 1)',
  'sort([1])',
])('DMN 1.5 §10.3.2.13: %s fits no parameters, so it is null, and the expression names the call', (call) => {
  expect(evaluate(`[${call}, 2]`, {}, context)).toMatchObject({ value: [null, 2], hasFailed: true });
  expect(compileExpression(`if ${call} = null then 1 else 2`)).toMatchObject({ unfitCalls: [call] });
});

test('a function that the expression defines takes its own arguments', () => {
  expect(compileExpression('{count: function() 1, n: count()}.n')).toMatchObject({ unfitCalls: [] });
});

test.each([
  ['9007199254740993 - 1', '9007199254740993'],
  ['123456789012345678 + 1', '123456789012345678'],
  ['12345678901234567', '12345678901234567'],
  ['[{id: 1234567890123456789012345678901234}]', '1234567890123456789012345678901234'],
])('DMN 1.5 §10.3.2.3.1: %s is refused rather than another number', (source, numeral) => {
  const expected = { error: inEnglish(expect.stringContaining(`found ${numeral}. Write a longer one as a text.`)) };

  expect(evaluate(source, {}, context)).toMatchObject(expected);
  expect(compileExpression(source)).toMatchObject(expected);
});

test.each([
  'n + 1',
  'n * n',
  '0 - n - n',
  'sum([n, n])',
  'product([n, n])',
  'mean([n, n])',
  'number("12345678901234567")',
  'from json("{""id"": 12345678901234567}")'.replaceAll('""', '\\"'),
])('a whole number beyond 2 ** 53, as %s would give, is an error and not null', (source) => {
  expect(evaluate(source, { n: Number.MAX_SAFE_INTEGER }, context)).toMatchObject({
    error: inEnglish(expect.stringMatching(/up to 2 \*\* 53/)),
  });
});

test('numbers that are held exactly pass, however long', () => {
  expect(resultOf('[9007199254740991, 9007199254740992, 10000000000000000000, 1e30, 0.1]')).toEqual([
    9007199254740991, 9007199254740992, 1e19, 1e30, 0.1,
  ]);
  expect(resultOf('[1 / 0, (-8) ** 0.5]')).toEqual([null, null]);
});
