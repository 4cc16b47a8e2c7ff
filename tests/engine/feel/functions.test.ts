// The functions that the law needs and FEEL lacks.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../engine/feel/index.ts';
import { context, inEnglish, resultOf, warningsOf } from './support.ts';

describe('periods', () => {
  test('take a date, an instant or an ISO text', () => {
    expect(resultOf('periodEnd(date("2026-09-16"), 15, "day")')).toBe('2026-10-08');
    expect(resultOf('periodEnd("2026-09-16", 15, "day")')).toBe('2026-10-08');
    expect(resultOf('periodEnd("2026-09-15T16:00:00Z", 15, "day")')).toBe('2026-10-08');
    expect(resultOf('periodEnd(servedOn, days, "workingDay")', { servedOn: '2026-09-30', days: 3 })).toBe('2026-10-10');
  });

  test('take their arguments by name too', () => {
    expect(resultOf('lastDay(start: "2025-10-01", count: 1, unit: "year")')).toBe('2026-10-01');
  });

  test('give dates that FEEL can calculate with', () => {
    expect(resultOf('endOf(periodEnd("2026-02-01", 1, "month"))')).toBe('2026-03-03T00:00:00+08:00');
    expect(resultOf('periodEnd("2026-03-02", 10, "day") > date("2026-03-11")')).toBe(true);
    expect(resultOf('startOf(dateBefore("2026-05-08", 15, "day"))')).toBe('2026-04-23T00:00:00+08:00');
  });

  test('know working days and where the calendar ends', () => {
    expect(resultOf('[isWorkingDay("2026-10-10"), isWorkingDay("2026-10-01")]')).toEqual([true, false]);
    expect(resultOf('workingDayOnOrAfter("2026-10-01")')).toBe('2026-10-08');
    expect(resultOf('[provisional("2026-12-31"), provisional("2027-01-01")]')).toEqual([false, true]);
    expect(resultOf('legalDate("2026-03-02T16:30:00Z")')).toBe('2026-03-03');
  });

  test('a wrong argument gives null and says what was expected', () => {
    expect(resultOf('periodEnd("soon", 15, "day")')).toBeNull();
    expect(warningsOf('periodEnd("soon", 15, "day")')).toEqual(['periodEnd expects a date; found soon.']);
    expect(warningsOf('periodEnd("2026-03-02", 1.5, "day")')).toEqual([
      'periodEnd expects a whole count from 0; found 1.5.',
    ]);
    expect(warningsOf('lastDay("2026-03-02", 1, "week")')).toEqual([
      'lastDay expects a unit of day, workingDay, month, year; found week.',
    ]);
    expect(resultOf('endOf("2026-02-30")')).toBeNull();
  });
});

describe('money', () => {
  test('a share in ten thousandths is rounded half up to the fen', () => {
    expect(resultOf('percentOf(186000000, 7000)')).toBe(130_200_000);
    expect(resultOf('percentOf(101, 5000)')).toBe(51);
    expect(resultOf('percentOf(1, 4999)')).toBe(0);
  });

  test('INT#1: 1.86 million yuan bear 325.50 yuan a day', () => {
    expect(resultOf('dailyInterest(186000000, 175, 1)')).toBe(32_550);
    expect(resultOf('dailyInterest(186000000, 175, 100)')).toBe(3_255_000);
  });

  test('interest is rounded once, on the total', () => {
    expect(resultOf('dailyInterest(1000, 175, 3)')).toBe(1);
    expect(resultOf('dailyInterest(1000, 175, 2)')).toBe(0);
  });

  test('fen are written in yuan', () => {
    expect(resultOf('[yuan(186000000), yuan(5), yuan(-120)]')).toEqual(['1860000.00', '0.05', '-1.20']);
  });

  test('only whole fen are money', () => {
    expect(resultOf('percentOf(0.5, 100)')).toBeNull();
    expect(resultOf('percentOf("100", 100)')).toBeNull();
    expect(resultOf('dailyInterest(-1, 175, 1)')).toBeNull();
    expect(resultOf('yuan(1.5)')).toBeNull();
    expect(resultOf('percentOf(9007199254740991, 20000)')).toBeNull();
    expect(resultOf('prorate(100, [0, 0])')).toBeNull();
  });

  const fen = fc.integer({ min: 0, max: 10 ** 12 });

  test('interest is the exact product, half up', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 3650 }), (amount, rate, days) => {
        const exact = BigInt(amount) * BigInt(rate) * BigInt(days);
        const rest = exact % 1_000_000n;

        expect(resultOf('dailyInterest(a, r, d)', { a: amount, r: rate, d: days })).toBe(
          Number(exact / 1_000_000n) + (rest >= 500_000n ? 1 : 0),
        );
      }),
    );
  });

  test('CPLI#508: shares sum to the total, and none is a fen or more away from its proportion', () => {
    fc.assert(
      fc.property(fen, fc.array(fen, { minLength: 1, maxLength: 12 }), (total, shares) => {
        fc.pre(shares.some((share) => share > 0));
        const parts = resultOf('prorate(t, s)', { t: total, s: shares }) as number[];
        const sum = shares.reduce((sum, share) => sum + BigInt(share), 0n);

        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        parts.forEach((part, index) => {
          const difference = BigInt(part) * sum - BigInt(total) * BigInt(shares[index] as number);
          expect(difference < sum && difference > -sum).toBe(true);
        });
      }),
    );
  });
});

describe('functions of Camunda 8', () => {
  const variables = { given: 1, empty: null, context: { entry: null } };

  test('a name is defined when it stands for something that is not null', () => {
    const defined = ['given', 'empty', 'context.entry', 'missing', 'context.other', 'missing.entry'];
    expect(defined.map((name) => resultOf(`is defined(${name})`, variables))).toEqual([
      ...[true, false, false],
      ...[false, false, false],
    ]);
    expect(resultOf('get or else(missing, get or else(empty, given)) + 1', variables)).toBe(2);
  });

  test('an expression with a failed assertion gives no value', () => {
    expect(resultOf('assert(given, given = 1)', variables)).toBe(1);
    expect(evaluate('{ a: assert(given, given > 1, "too little") }', variables, context)).toEqual({
      error: inEnglish('assert: too little.'),
    });
  });

  test('texts, lists and months work as in Camunda 8', () => {
    expect(resultOf('[is blank(" "), trim(" a "), is empty([]), is empty([1])]')).toEqual([true, 'a', true, false]);
    expect(resultOf('duplicate values([1, 2, 1, 3, 2, 1])')).toEqual([1, 2]);
    expect(resultOf('partition([1, 2, 3], 2)')).toEqual([[1, 2], [3]]);
    expect(resultOf('[cycle(3, duration("PT1H")), cycle(duration("P1D"))]')).toEqual(['R3/PT1H', 'R/P1D']);
    expect(resultOf('last day of month(date("2028-02-10"))')).toBe('2028-02-29');
  });
});

test('only whole months between dates are counted', () => {
  const between = (from: string, to: string) => resultOf(`years and months duration(date("${from}"), date("${to}"))`);
  expect(between('2026-01-31', '2026-02-28')).toBe('P0M');
  expect(between('2024-01-31', '2026-03-31')).toBe('P2Y2M');
  expect(between('2026-03-31', '2024-01-31')).toBe('-P2Y2M');
});

test('a whole number that cannot be held exactly is an error, not another number', () => {
  expect(resultOf('9007199254740991 + 0')).toBe(9007199254740991);
  expect(() => resultOf('9007199254740991 + 1')).toThrow('up to 2 ** 53');
  expect(() => resultOf('90071992547409.92 * 100')).toThrow('up to 2 ** 53');
});
