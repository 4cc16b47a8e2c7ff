// Legal periods and dates as FEEL functions. A date is a FEEL date, a date and time, or an ISO text; the result is a
// FEEL date.
import { dateAndTime, FeelDate, FeelDateTime, parseDate } from 'feelin';
import type { Calendar, PeriodUnit } from '../../calendar.ts';
import * as days from '../../calendar.ts';
import { listed, type Reason } from '../../catalogue.ts';
import { dateTimeText } from '../json.ts';
import { say, shown } from '../messages.ts';
import type { Builtin, Builtins, Call } from './builtin.ts';

export const periods: Builtins = {
  /** Legal time; feelin's own reads the machine's clock. */
  now: { parameters: [], apply: ({ at }) => dateAndTime(days.chinaTime(Date.parse(at))) },
  today: { parameters: [], apply: ({ at }) => parseDate(days.dateOfInstant(Date.parse(at))) },

  /** CPL#85: the first day is not counted; a last day that is a day off rolls to the first working day after. */
  periodEnd: period('periodEnd', 'start', days.periodEnd),
  /** The last day without rolling: a measure expires by itself on it (SFR#27). */
  lastDay: period('lastDay', 'start', days.lastDay),
  /** Counted backwards, never rolled: the notice before an auction (NAR#12). */
  dateBefore: period('dateBefore', 'date', days.dateBefore),

  isWorkingDay: ofDate('isWorkingDay', (date, { calendar }) => days.isWorkingDay(calendar, date)),
  workingDayOnOrAfter: ofDate('workingDayOnOrAfter', (date, { calendar }) =>
    parseDate(days.workingDayOnOrAfter(calendar, date)),
  ),
  /** True if the year's holidays are not published yet, so that a date computed from it is evaluated again later. */
  provisional: ofDate('provisional', (date, { calendar }) => days.isProvisional(calendar, date)),

  startOf: ofDate('startOf', (date) => dateAndTime(days.startOf(date))),
  /** 24:00: a period ends with its last day (CPL#85). */
  endOf: ofDate('endOf', (date) => dateAndTime(days.endOf(date))),
  /** The date in Asia/Shanghai of an instant: the day on which an act counts. */
  legalDate: ofDate('legalDate', (date) => parseDate(date), 'dateTime'),
};

const units: readonly string[] = ['day', 'workingDay', 'month', 'year'] satisfies PeriodUnit[];
const longest = 100_000;

function period(
  name: string,
  from: string,
  count: (calendar: Calendar, date: string, count: number, unit: PeriodUnit) => string,
): Builtin {
  return {
    parameters: [from, 'count', 'unit'],
    apply: (call, value, length, unit) => {
      const date = dateIn(value);
      if (date === undefined) return call.warn(expectedDate(name, value));
      if (!isLength(length)) return call.warn(() => say('date.count', { name, found: shown(length) }));
      if (!isUnit(unit)) return call.warn(() => say('date.unit', { name, units: listed(units), found: shown(unit) }));
      return parseDate(count(call.calendar, date, length, unit));
    },
  };
}

function ofDate(name: string, apply: (date: string, call: Call) => unknown, parameter = 'date'): Builtin {
  return {
    parameters: [parameter],
    apply: (call, value) => {
      const date = dateIn(value);
      return date === undefined ? call.warn(expectedDate(name, value)) : apply(date, call);
    },
  };
}

const isUnit = (value: unknown): value is PeriodUnit => typeof value === 'string' && units.includes(value);
const isLength = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= longest;

const expectedDate =
  (name: string, value: unknown): Reason =>
  () =>
    say('date.expected', { name, found: shown(value) });

/**
 * The legal date that a value stands for: an instant counts on its day in Asia/Shanghai, a local time on its own day.
 */
function dateIn(value: unknown): string | undefined {
  if (value instanceof FeelDate) return value.toString();
  if (value instanceof FeelDateTime) return dateInText(dateTimeText(value));
  return typeof value === 'string' ? dateInText(value) : undefined;
}

function dateInText(text: string): string | undefined {
  if (days.isDate(text)) return text;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) return days.isDate(text.slice(0, 10)) ? text.slice(0, 10) : undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : days.dateOfInstant(instant);
}
