// Legal periods counted by hand from the published calendars (CPL#85).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  dateBefore,
  dateOfInstant,
  daysBetween,
  endOf,
  isDate,
  isProvisional,
  isWorkingDay,
  lastDay,
  type PeriodUnit,
  periodEnd,
  startOf,
  workingDayOnOrAfter,
} from '../../engine/calendar.ts';
import { calendar } from '../../law/calendar.ts';

const ends: readonly [string, string, number, PeriodUnit, string][] = [
  ['the first day is not counted', '2026-03-02', 10, 'day', '2026-03-12'],
  ['a last day in the National Day holidays rolls to the day after them', '2026-09-16', 15, 'day', '2026-10-08'],
  ['a last day on a Saturday that is worked does not roll', '2026-09-25', 15, 'day', '2026-10-10'],
  ['a last day on a Saturday that is not worked rolls to Monday', '2026-03-04', 10, 'day', '2026-03-16'],
  ['a last day in the Spring Festival rolls over nine days', '2026-02-04', 11, 'day', '2026-02-24'],
  ['a make-up Saturday before the Spring Festival is a working day', '2026-02-04', 10, 'day', '2026-02-14'],
  ['a make-up Sunday after New Year is a working day', '2025-12-25', 10, 'day', '2026-01-04'],
  ['a month ends on the same number of day', '2026-03-10', 1, 'month', '2026-04-10'],
  ['a month without that day ends on its last day', '2024-01-31', 1, 'month', '2024-02-29'],
  ['six months from the end of August end in February', '2025-08-31', 6, 'month', '2026-02-28'],
  ['a year from a leap day ends on February 28', '2024-02-29', 1, 'year', '2025-02-28'],
  ['two years end on the same day', '2024-03-05', 2, 'year', '2026-03-05'],
  ['working days leave out holidays and count make-up days', '2026-09-30', 3, 'workingDay', '2026-10-10'],
  ['working days over the Spring Festival', '2025-01-24', 3, 'workingDay', '2025-02-05'],
  ['no days end on the day itself if it is a working day', '2026-03-02', 0, 'day', '2026-03-02'],
];

for (const [rule, start, count, unit, end] of ends) {
  test(`CPL#85: ${rule}`, () => expect(periodEnd(calendar, start, count, unit)).toBe(end));
}

test('SFR#27: a measure expires on its last day, holiday or not', () => {
  expect(lastDay(calendar, '2025-10-01', 1, 'year')).toBe('2026-10-01');
});

test('NAR#12: the days before an auction are counted backwards and do not roll', () => {
  expect(dateBefore(calendar, '2026-05-08', 15, 'day')).toBe('2026-04-23');
  expect(dateBefore(calendar, '2026-03-31', 30, 'day')).toBe('2026-03-01');
  expect(dateBefore(calendar, '2026-03-31', 1, 'month')).toBe('2026-02-28');
  expect(dateBefore(calendar, '2026-10-08', 3, 'workingDay')).toBe('2026-09-28');
});

test('beyond the published years weekends alone are known, and the result is provisional', () => {
  const end = periodEnd(calendar, '2026-08-31', 6, 'month');

  expect(end).toBe('2027-03-01');
  expect(isProvisional(calendar, end)).toBe(true);
  expect(isProvisional(calendar, '2026-12-31')).toBe(false);
  expect(isProvisional(calendar, '2023-12-31')).toBe(true);
});

test('a period ends at 24:00 of its last day in Asia/Shanghai', () => {
  expect(startOf('2026-12-31')).toBe('2026-12-31T00:00:00+08:00');
  expect(endOf('2026-12-31')).toBe('2027-01-01T00:00:00+08:00');
});

test('an instant counts on its day in Asia/Shanghai', () => {
  expect(dateOfInstant(Date.parse('2026-03-02T15:59:59.999Z'))).toBe('2026-03-02');
  expect(dateOfInstant(Date.parse('2026-03-02T16:00:00.000Z'))).toBe('2026-03-03');
});

test('an impossible date is no date', () => {
  const dates = ['2024-02-29', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026-03-02T00:00', 'today'];

  expect(dates.map(isDate)).toEqual([true, false, false, false, false, false, false]);
});

const someDate = fc.integer({ min: 0, max: 1095 }).map((days) => addDays('2024-01-01', days));
const someCount = fc.integer({ min: 0, max: 400 });
const someUnit = fc.constantFrom<PeriodUnit>('day', 'workingDay', 'month', 'year');

test('a period ends on the first working day from its last day on', () => {
  fc.assert(
    fc.property(someDate, someCount, someUnit, (start, count, unit) => {
      const last = lastDay(calendar, start, count, unit);
      const end = periodEnd(calendar, start, count, unit);

      expect(isWorkingDay(calendar, end)).toBe(true);
      const between = Array.from({ length: daysBetween(last, end) }, (_, index) => addDays(last, index));
      expect(between.some((day) => isWorkingDay(calendar, day))).toBe(false);
    }),
  );
});

test('a longer period never ends earlier', () => {
  fc.assert(
    fc.property(someDate, someCount, someUnit, (start, count, unit) => {
      expect(periodEnd(calendar, start, count, unit) <= periodEnd(calendar, start, count + 1, unit)).toBe(true);
    }),
  );
});

test('counting forth and back arrives at the start', () => {
  fc.assert(
    fc.property(someDate, someCount, (date, count) => {
      const working = workingDayOnOrAfter(calendar, date);

      expect(dateBefore(calendar, lastDay(calendar, date, count, 'day'), count, 'day')).toBe(date);
      expect(dateBefore(calendar, lastDay(calendar, working, count, 'workingDay'), count, 'workingDay')).toBe(working);
    }),
  );
});
