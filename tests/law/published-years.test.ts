// Our calendar against those that other authors transcribed from the same notices.
import { expect, test } from '@jest/globals';
import chineseDays from 'chinese-days';
import * as chineseWorkday from 'chinese-workday';
import {
  addDays,
  type CalendarYear,
  calendarOf,
  daysBetween,
  isProvisional,
  isWorkingDay,
} from '../../engine/calendar.ts';
import { calendar } from '../../law/calendar.ts';

const days = Array.from({ length: daysBetween(calendar.from, calendar.until) + 1 }, (_, index) =>
  addDays(calendar.from, index),
);

test('every published day agrees with chinese-days', () => {
  const different = days.filter((day) => isWorkingDay(calendar, day) !== chineseDays.isWorkday(day));

  expect(days).toHaveLength(1096);
  expect(different).toEqual([]);
});

test('every published day agrees with chinese-workday', () => {
  const different = days.filter((day) => isWorkingDay(calendar, day) !== chineseWorkday.isWorkday(day));

  expect(different).toEqual([]);
});

test('our table marks days beyond the published years as provisional, where the packages call National Day a working day', () => {
  expect(chineseDays.isWorkday('2027-10-01')).toBe(true);
  expect(isProvisional(calendar, '2027-10-01')).toBe(true);
});

test('each year names its notice', () => {
  expect(calendar.version).toBe('国办发明电〔2023〕7号 国办发明电〔2024〕12号 国办发明电〔2025〕7号');
});

test('years that leave a gap, or none at all, are no calendar', () => {
  const year = (year: number): CalendarYear => ({
    year,
    source: { title: '', number: '' },
    holidays: [],
    workdays: [],
  });

  expect(() => calendarOf([year(2024), year(2026)])).toThrow(
    'Expected years without gap or repetition; found 2024, 2026.',
  );
  expect(() => calendarOf([])).toThrow('found none');
});
