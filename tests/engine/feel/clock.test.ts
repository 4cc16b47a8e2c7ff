// Legal time comes with the event: no FEEL expression reads the machine's clock.
import { afterEach, expect, test } from '@jest/globals';
import { now as feelinNow } from 'feelin';
import { resultOf } from './support.ts';

const RealDate = globalThis.Date;

/** Every use of the clock throws. */
function stopTheClock(): void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: number[]) => {
      if (given.length === 0) throw new Error('The clock was read.');
      return new target(...(given as [number]));
    },
    get: (target, name) => {
      if (name === 'now') throw new Error('The clock was read.');
      return Reflect.get(target, name);
    },
  });
}

afterEach(() => {
  globalThis.Date = RealDate;
});

test('now() is the legal instant, in the time of Asia/Shanghai', () => {
  expect(resultOf('now()')).toBe('2026-03-03T01:00:00+08:00');
});

test('today() is the legal date in Asia/Shanghai', () => {
  expect(resultOf('today()')).toBe('2026-03-03');
});

test('no expression reads the clock', () => {
  stopTheClock();

  // Control: feelin's own function reads the clock, so the trap works.
  expect(() => feelinNow()).toThrow('The clock was read.');
  const sources = [
    'now()',
    'today()',
    'for x in [1] return now()',
    '{f: function() today(), g: f()}.g',
    '[1, 2][now() > date and time("2020-01-01T00:00:00Z")]',
    'periodEnd(today(), 15, "day")',
    'endOf(lastDay(now(), 1, "year"))',
    'date and time("2026-03-02T09:00:00@Asia/Shanghai") + duration("P1M")',
    'day of week(today())',
    'years and months duration(date("2020-01-01"), today())',
    'string(now())',
    'time(now())',
  ];
  expect(sources.map((source) => resultOf(source)).every((value) => value !== null)).toBe(true);
});
