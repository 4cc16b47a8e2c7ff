// Conversions between kinds of values (DMN 1.5 table 73). feelin reads an empty text as 0 and rounds the seconds of a
// time.
import { FeelDateTime, FeelRange, FeelTime } from 'feelin';
import type { Bilingual } from '../../catalogue.ts';
import { kindName, say, shown } from '../messages.ts';
import { isTemporal, readDate, readDateTime, readDuration, readTime, textOf } from '../temporals.ts';
import { isContext, isHeldExactly } from '../values.ts';
import type { Builtin, Builtins } from './builtin.ts';
import { invokeNative } from './natives.ts';

export const conversions: Builtins = {
  string: {
    parameters: ['from'],
    apply: (_, value) => (typeof value === 'string' || value === null ? value : written(value)),
  },
  number: {
    parameters: ['from', 'grouping separator', 'decimal separator'],
    required: 1,
    apply: (call, text, grouping, decimal) => {
      const plain = numeralIn(text, grouping ?? '', decimal ?? '');
      if (plain === null) return call.warn(() => say('value.number', { found: shown(text) }));
      if (isHeldExactly(plain)) return Number(plain);
      return call.unmet(() => say('value.inexact', { found: shown(text) }));
    },
  },
  date: fromText('date', ['year', 'month', 'day', 'from'], readDate),
  time: fromText('time', ['hour', 'minute', 'second', 'offset', 'from'], readTime),
  'date and time': fromText('date and time', ['date', 'time', 'from'], readDateTime),
  duration: fromText('duration', ['from'], readDuration),
};

type TemporalName = 'date' | 'time' | 'date and time' | 'duration';

const nameOf = (name: TemporalName): Bilingual => (name === 'duration' ? say('value.duration') : kindName(name));

/** Reads a text itself; dates and times of parts are feelin's. */
function fromText(name: TemporalName, parameters: readonly string[], read: (text: string) => unknown): Builtin {
  return {
    parameters,
    required: 1,
    apply: (call, ...values) => {
      const [only, another] = values.filter((value) => value !== undefined);
      if (typeof only === 'string' && another === undefined)
        return read(only) ?? call.warn(() => say('value.temporal', { kind: nameOf(name), text: only }));
      if (only instanceof FeelDateTime && typeof another === 'string')
        return inZone(only, another) ?? call.warn(() => say('value.zone', { zone: another }));
      return withFraction(name, values) ?? invokeNative(name, values, call);
    },
  };
}

/** Camunda 8: the same instant in another zone; a value without a zone is read as a time of that zone. */
function inZone(value: FeelDateTime, zone: string): FeelDateTime | null {
  const suffix = /^([Zz]|[+-]\d)/.test(zone) ? zone : `@${zone}`;
  if (value.zone === null) return readDateTime(`${textOf(value)}${suffix}`);
  const wanted = readDateTime(`1970-01-01T00:00:00${suffix}`)?.zone;
  if (!wanted) return null;
  return new FeelDateTime(value.unwrap().toZonedDateTime(value.zone).withTimeZone(wanted).toPlainDateTime(), wanted);
}

/** `time(12, 0, 1.5)`: feelin drops the fraction of the second. */
function withFraction(name: string, [hour, minute, second, offset]: readonly unknown[]): FeelTime | null {
  if (name !== 'time' || typeof second !== 'number' || Number.isInteger(second)) return null;
  const time = invokeNative(name, [hour, minute, Math.floor(second), offset ?? null], { warn: () => null });
  if (!(time instanceof FeelTime)) return null;
  const nanoseconds = Math.round((second - Math.floor(second)) * 1e9);
  return new FeelTime(time.unwrap().add({ nanoseconds }), time.zone);
}

function numeralIn(text: unknown, grouping: unknown, decimal: unknown): string | null {
  const isSeparators = [' ', ',', '.', ''].includes(grouping as string) && ['.', ',', ''].includes(decimal as string);
  if (typeof text !== 'string' || !isSeparators || (grouping !== '' && grouping === decimal)) return null;
  const whole = grouping === '' ? text : text.replaceAll(grouping as string, '');
  const [before, after, ...more] = whole.split(decimal === '' ? '.' : (decimal as string));
  const plain = after === undefined ? String(before) : `${before}.${after}`;
  const isNumber = more.length === 0 && /^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i.test(plain);
  return isNumber ? plain : null;
}

/** Writes the value as its literal. */
function written(value: unknown): string {
  if (typeof value === 'string') return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  if (typeof value === 'number') return digitsOf(value);
  if (isTemporal(value)) return textOf(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (value instanceof FeelRange) return rangeText(value);
  if (isContext(value)) return `{${Object.entries(value).map(entryText).join(', ')}}`;
  return typeof value === 'object' && value !== null ? 'function' : String(value ?? null);
}

const entryText = ([name, value]: [string, unknown]): string =>
  `${/^[\p{L}\p{N}_]+$/u.test(name) ? name : written(name)}: ${written(value)}`;

function rangeText(range: FeelRange): string {
  const [open, close] = [range['start included'] ? '[' : '(', range['end included'] ? ']' : ')'];
  return `${open}${written(range.start)}..${written(range.end)}${close}`;
}

/** Writes the number without JavaScript's exponent. */
function digitsOf(value: number): string {
  const [, sign, whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e(.*)$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const digits = whole + fraction;
  const place = whole.length + Number(exponent);
  return sign + (place > 0 ? digits.padEnd(place, '0') : `0.${'0'.repeat(-place)}${digits}`);
}
