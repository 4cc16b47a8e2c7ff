// Dates, times and durations from their texts and back (DMN 1.5 §10.3.2.3, §10.3.4.1). feelin's classes hold them. feelin
// reads neither years before 0 or after 9999 nor 24:00, accepts offsets that no place on earth has, and mixes months with days.
import { dateAndTime, duration, FeelDate, FeelDateTime, FeelDuration, FeelTime, parseDate, time } from 'feelin';

export type Temporal = FeelDate | FeelDateTime | FeelDuration | FeelTime;

export const isTemporal = (value: unknown): value is Temporal =>
  value instanceof FeelDate ||
  value instanceof FeelDateTime ||
  value instanceof FeelDuration ||
  value instanceof FeelTime;

/** XML Schema's form: a year has at least four digits, and a sign only before year 0. */
export const textOf = (value: Temporal): string =>
  value.toString().replace(/^([+-])0*(\d{4,}-)/, (_, sign: string, rest: string) => (sign === '-' ? sign : '') + rest);

export const readDate = (text: string): FeelDate | null =>
  withYear(text, parseDate, (date, year) => new FeelDate(date.unwrap().with({ year })));

export function readDateTime(text: string): FeelDateTime | null {
  if (!hasZone(text)) return null;
  const isEndOfDay = endOfDay.test(text);
  const read = withYear(
    text.replace(endOfDay, 'T00:00$1'),
    dateAndTime,
    (instant, year) => new FeelDateTime(instant.unwrap().with({ year }), instant.zone),
  );
  return read && isEndOfDay ? new FeelDateTime(read.unwrap().add({ days: 1 }), read.zone) : read;
}

/** XML Schema part 2 §3.2.7: the first instant of the following day. */
const endOfDay = /T24:00(:00(?:\.0+)?)?(?![:.\d])/;

export const readTime = (text: string): FeelTime | null => (hasZone(text) ? time(text) : null);

/**
 * Years and months, or days and times: the two have no common measure. A duration costs feelin more than all the rest of an
 * expression, and models repeat them: each is made once.
 */
export function readDuration(text: string): FeelDuration | null {
  const known = durations.get(text);
  if (known !== undefined) return known;
  const isMixed = /^-?P(\d+[YM])+(\d+D|T)/.test(text);
  const value = isMixed ? null : duration(text.replace(/\.S$/, 'S'));
  if (durations.size >= 1000) durations.clear();
  durations.set(text, value);
  return value;
}

const durations = new Map<string, FeelDuration | null>();

/** `@"…"`: the form tells the kind. */
export function readTemporal(text: string): Temporal | null {
  if (/^-?P/.test(text)) return readDuration(text);
  if (/^T?\d\d:/.test(text)) return readTime(text);
  return text.includes('T') ? readDateTime(text) : readDate(text);
}

/** At most 14 hours from UTC, and not both an offset and a place. */
function hasZone(text: string): boolean {
  const [, hours, minutes, place] = /[+-](\d\d):(\d\d)(?::\d\d)?([@[].*)?$/.exec(text.replace(/^.*T/, '')) ?? [];
  return hours === undefined || (place === undefined && Number(hours) * 60 + Number(minutes) <= 14 * 60);
}

/** Years that ISO 8601 writes with a sign, read as the year above 0 and turned. */
function withYear<Value>(
  text: string,
  read: (text: string) => Value | null,
  turned: (value: Value, year: number) => Value,
): Value | null {
  const [, sign, year = '', rest = ''] = /^(-?)(\d{4,6})(-.*)$/s.exec(text) ?? [];
  if (year === '' || (year.length > 4 && year.startsWith('0'))) return null;
  const value = read(year.length > 4 ? `+${year.padStart(6, '0')}${rest}` : text.slice(sign?.length));
  return value && sign ? turned(value, -Number(year)) : value;
}

/** The length in months or in seconds. */
export function sizeOf(value: FeelDuration): number {
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } =
    value.unwrap();
  if (value.yearsMonths) return years * 12 + months;
  const whole = (weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
  return whole + milliseconds / 1e3 + microseconds / 1e6 + nanoseconds / 1e9;
}

/** Seconds of the minute, with their fraction. */
export function secondsOf(value: FeelTime | FeelDateTime): number {
  const { second, millisecond, microsecond, nanosecond } = value.unwrap();
  return second + millisecond / 1e3 + microsecond / 1e6 + nanosecond / 1e9;
}
