// Arithmetic on numbers, texts, dates and durations (DMN 1.5 tables 57 to 60). null where the operands do not go together.
// feelin adds and subtracts dates rightly; it cannot multiply or divide a duration, which interest and periods need.
import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { readDate, readDuration, secondsOf, sizeOf, textOf } from './temporals.ts';
import { decimal } from './values.ts';

type Operation = (a: unknown, b: unknown) => unknown;

/** null for a date or a duration that lies beyond all calendars: feelin throws there. */
function native(source: string): Operation {
  const { fn } = evaluate(source).value as { fn: Operation };
  return (a, b) => {
    try {
      return fn(a, b);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
}

const addTemporal = native('function(a, b) a + b');
const subtractTemporal = native('function(a, b) a - b');

export const add: Operation = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a + b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addTemporal(a, b);
  return a instanceof FeelDuration ? moved(b, a, addTemporal) : moved(a, b, addTemporal);
};

export const subtract: Operation = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a - b);
  if (b instanceof FeelDuration) {
    return a instanceof FeelDuration ? subtractTemporal(a, b) : moved(a, b, subtractTemporal);
  }
  if (a instanceof FeelTime && b instanceof FeelTime) return betweenTimes(a, b);
  return isDay(a) && isDay(b) ? between(a, b) : null;
};

export const multiply: Operation = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a * b);
  if (a instanceof FeelDuration && typeof b === 'number') return scaled(a, b);
  return typeof a === 'number' && b instanceof FeelDuration ? scaled(b, a) : null;
};

export const divide: Operation = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? null : decimal(a / b);
  if (a instanceof FeelDuration && typeof b === 'number') return b === 0 ? null : scaled(a, 1 / b);
  if (!(a instanceof FeelDuration && b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths) return null;
  return sizeOf(b) === 0 ? null : decimal(sizeOf(a) / sizeOf(b));
};

export const power: Operation = (a, b) => (typeof a === 'number' && typeof b === 'number' ? decimal(a ** b) : null);

export const negate = (value: unknown): unknown => {
  if (typeof value === 'number') return 0 - value;
  return value instanceof FeelDuration ? scaled(value, -1) : null;
};

type Day = FeelDate | FeelDateTime;

const isDay = (value: unknown): value is Day => value instanceof FeelDate || value instanceof FeelDateTime;

/** DMN 1.5 table 58: both have a zone or neither; a date beside an instant is its midnight in UTC. feelin overlooks the zones. */
function between(a: Day, b: Day): unknown {
  if (a instanceof FeelDate && b instanceof FeelDate) return ofDays((utcSeconds(a) - utcSeconds(b)) / 86_400);
  const isZoned = (day: Day) => day instanceof FeelDate || day.timezone !== null;
  if (isZoned(a) !== isZoned(b)) return null;
  return ofSeconds(utcSeconds(a) - utcSeconds(b));
}

/** Compares two times as instants of one day. */
function betweenTimes(a: FeelTime, b: FeelTime): unknown {
  const [offset, other] = [a['time offset'], b['time offset']];
  if ((offset === null) !== (other === null)) return null;
  const local = (time: FeelTime) => time.hour * 3600 + time.minute * 60 + secondsOf(time);
  return ofSeconds(local(a) - local(b) - (offset && other ? sizeOf(offset) - sizeOf(other) : 0));
}

const ofDays = (days: number): unknown => readDuration(`P${days}D`.replace('P-', '-P'));
const ofSeconds = (seconds: number): unknown => readDuration(`PT${seconds.toFixed(9)}S`.replace('PT-', '-PT'));

/** A value without a zone is read as UTC. */
function utcSeconds(day: Day): number {
  if (day instanceof FeelDate) return utc(day) / 1000;
  const offset = day['time offset'];
  const minutes = Math.floor(utc(day, day.hour, day.minute) / 1000);
  return minutes + secondsOf(day) - (offset === null ? 0 : sizeOf(offset));
}

/** JavaScript takes a year below 100 for one of the last century; the calendar repeats itself every 400 years. */
function utc({ year, month, day }: Day, hour = 0, minute = 0): number {
  const cycle = year >= 0 && year < 100 ? 1 : 0;
  return Date.UTC(year + cycle * 400, month - 1, day, hour, minute) - cycle * 146_097 * 86_400_000;
}

/** A date moved by hours stays a date (feelin makes an instant of it); a time cannot be moved by months. */
function moved(value: unknown, by: unknown, move: Operation): unknown {
  if (!(by instanceof FeelDuration)) return null;
  if (value instanceof FeelTime) return by.yearsMonths ? null : move(value, by);
  const result = isDay(value) ? move(value, by) : null;
  return value instanceof FeelDate && result instanceof FeelDateTime
    ? readDate(textOf(result).replace(/T.*$/, ''))
    : result;
}

/** Months are cut to a whole number towards zero; seconds keep nine decimal places. */
function scaled(value: FeelDuration, factor: number): FeelDuration | null {
  const size = sizeOf(value) * factor;
  const sign = size < 0 ? '-' : '';
  if (!Number.isFinite(size)) return null;
  if (value.yearsMonths) return readDuration(`${sign}P${Math.trunc(Math.abs(decimal(size) ?? 0))}M`);
  const text = Math.abs(size)
    .toFixed(9)
    .replace(/\.?0+$/, '');
  return readDuration(`${sign}PT${text}S`);
}
