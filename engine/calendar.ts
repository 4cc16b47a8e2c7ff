// Legal days, pure: a calendar is data, a date is an ISO string (`2026-03-02`) in Asia/Shanghai.
// Outside the years it holds the calendar knows weekends only, and says so (`isProvisional`).

/** The State Council's holidays and make-up working days, from the first to the last day published. */
export interface Calendar {
  readonly version: string;
  readonly from: string;
  readonly until: string;
  /** Day off -> name of the holiday. Weekends that no holiday covers are not listed. */
  readonly holidays: { readonly [date: string]: string };
  /** Saturday or Sunday on which people work -> name of the holiday it makes up for. */
  readonly workdays: { readonly [date: string]: string };
}

/** One published year, as it stands in models/calendar. */
export interface CalendarYear {
  readonly year: number;
  readonly source: {
    readonly title: string;
    readonly number: string;
    readonly publishedOn?: string;
    readonly unverified?: boolean;
  };
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly workdays: readonly { readonly name: string; readonly date: string }[];
}

export type PeriodUnit = 'day' | 'workingDay' | 'month' | 'year';

/** Joins published years, which must follow one another without a gap. */
export function calendarOf(years: readonly CalendarYear[]): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) throw new Error('Expected at least one year in the calendar; found none.');
  if (last.year - first.year + 1 !== sorted.length)
    throw new Error(`Expected years without gap or repetition; found ${sorted.map(({ year }) => year).join(', ')}.`);
  const days = sorted.flatMap(({ holidays }) => holidays.flatMap(daysOf));
  return {
    version: sorted.map(({ source }) => source.number).join(' '),
    from: `${first.year}-01-01`,
    until: `${last.year}-12-31`,
    holidays: Object.fromEntries(days),
    workdays: Object.fromEntries(sorted.flatMap(({ workdays }) => workdays.map(({ date, name }) => [date, name]))),
  };
}

export function isWorkingDay(calendar: Calendar, date: string): boolean {
  if (Object.hasOwn(calendar.workdays, date)) return true;
  return !Object.hasOwn(calendar.holidays, date) && !isWeekend(date);
}

export function workingDayOnOrAfter(calendar: Calendar, date: string): string {
  return isWorkingDay(calendar, date) ? date : workingDayOnOrAfter(calendar, addDays(date, 1));
}

/** True where no notice is published for the date, so that what was computed with it must be looked at again. */
export function isProvisional(calendar: Calendar, date: string): boolean {
  return date < calendar.from || date > calendar.until;
}

/** CPL#85: the first day is not counted; a last day that is a day off rolls to the first working day after. */
export function periodEnd(calendar: Calendar, start: string, count: number, unit: PeriodUnit): string {
  return workingDayOnOrAfter(calendar, lastDay(calendar, start, count, unit));
}

/** The last day itself, where nothing rolls: the expiry of a control measure (SFR#27). */
export function lastDay(calendar: Calendar, start: string, count: number, unit: PeriodUnit): string {
  return shift(calendar, start, count, unit);
}

/** A day `count` units before `date`, which is not counted; nothing rolls (NAR#12: notice before an auction). */
export function dateBefore(calendar: Calendar, date: string, count: number, unit: PeriodUnit): string {
  return shift(calendar, date, -count, unit);
}

/** Asia/Shanghai is eight hours ahead of UTC and has had no summer time since 1991. */
const chinaOffset = '+08:00';
const chinaOffsetMs = 8 * 3_600_000;

/** The instant (in milliseconds since 1970) as a clock in China shows it: `2026-03-02T09:00:00.000+08:00`. */
export const chinaTime = (milliseconds: number): string =>
  new Date(milliseconds + chinaOffsetMs).toISOString().replace('Z', chinaOffset);

/** Instant at which the day starts in Asia/Shanghai. */
export const startOf = (date: string): string => `${date}T00:00:00${chinaOffset}`;

/** 24:00 of the day: a period ends with its last day. */
export const endOf = (date: string): string => startOf(addDays(date, 1));

/** The date in Asia/Shanghai of an instant given in milliseconds since 1970. */
export const dateOfInstant = (milliseconds: number): string =>
  dateOf(Math.floor((milliseconds + chinaOffsetMs) / 86_400_000));

/** The last day of a period that ends at the instant: of one that ends at midnight, the day before. */
export const lastDayOf = (due: string): string => dateOfInstant(Date.parse(due) - 1);

const instantPattern = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?(\[[\w/+-]+\])?$/;

/**
 * Milliseconds of an instant in ISO 8601. An instant without a zone is in Asia/Shanghai, whatever the zone of the
 * machine. A name such as `[Europe/Berlin]` after the offset is ignored.
 */
export function instantOf(text: string): number | undefined {
  const [, date, , , zone, place] = instantPattern.exec(text) ?? [];
  if (place && !zone) return undefined;
  const plain = text.replace(/\[.*$/, '');
  const milliseconds = date && isDate(date) ? Date.parse(zone ? plain : `${plain}${chinaOffset}`) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Tells whether the string is a date of the calendar; `2026-02-29` is not. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [, month, day] = parts(text);
  return month >= 1 && month <= 12 && day >= 1 && dateOf(dayNumber(text)) === text;
}

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Days from the first date to the second. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

function shift(calendar: Calendar, date: string, count: number, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return addDays(date, count);
    case 'workingDay':
      return addWorkingDays(calendar, date, count);
    case 'month':
      return addMonths(date, count);
    case 'year':
      return addMonths(date, count * 12);
    default:
      throw new Error(`Expected a unit of a period; found ${unit satisfies never}.`);
  }
}

function addWorkingDays(calendar: Calendar, date: string, count: number): string {
  const direction = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, direction);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** The same number of day in the month arrived at, or that month's last day. */
export function addMonths(date: string, count: number): string {
  const [year, month, day] = parts(date);
  const months = year * 12 + month - 1 + count;
  const first = `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`;
  return addDays(first, Math.min(day, daysInMonth(first)) - 1);
}

const daysInMonth = (first: string): number => Number(addDays(`${addDays(first, 31).slice(0, 8)}01`, -1).slice(8));

/** 1970-01-01 was a Thursday. */
const isWeekend = (date: string): boolean => (((dayNumber(date) + 3) % 7) + 7) % 7 >= 5;

const dayNumber = (date: string): number => {
  const [year, month, day] = parts(date);
  return Date.UTC(year, month - 1, day) / 86_400_000;
};

const dateOf = (dayNumber: number): string => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);

const parts = (date: string): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

function daysOf({ name, from, to }: CalendarYear['holidays'][number]): [string, string][] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => [addDays(from, index), name]);
}
