// FEEL values as JSON: a value without a JSON form becomes null, with a warning.
import { FeelDateTime, type FeelDuration, FeelFunction, FeelRange } from 'feelin';
import type { Bilingual } from '../catalogue.ts';
import type { Json } from '../event.ts';
import type { Warning } from './expression.ts';
import { kindName, say } from './messages.ts';
import { isTemporal, textOf } from './temporals.ts';
import { isHeldExactly } from './values.ts';

export function toJson(value: unknown, warnings: Warning[]): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value + 0 === 0 ? 0 : value;
      return lost(() => say('run.noNumber', { found: value }), warnings);
    case 'object':
      return value === null ? null : objectToJson(value, warnings);
    case 'undefined':
      return null;
    default:
      return lost(() => kindName('function'), warnings);
  }
}

function objectToJson(value: object, warnings: Warning[]): Json {
  if (Array.isArray(value)) return value.map((item) => toJson(item, warnings));
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (isTemporal(value)) return textOf(value);
  if (value instanceof FeelFunction) return lost(() => kindName('function'), warnings);
  if (value instanceof FeelRange) return lost(() => kindName('range'), warnings);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toJson(entry, warnings)]));
}

function lost(found: () => Bilingual, warnings: Warning[]): null {
  warnings.push({ reason: () => say('run.json', { found: found() }), isMissing: false });
  return null;
}

/** ISO 8601 without named zones: `@Asia/Shanghai` becomes its offset. */
export function dateTimeText(value: FeelDateTime): string {
  const text = textOf(value);
  return text.includes('@') ? text.replace(/@.*$/, offsetText(value['time offset'])) : text;
}

function offsetText(offset: FeelDuration | null): string {
  const { hours, minutes, sign } = offset?.unwrap() ?? { hours: 0, minutes: 0, sign: 0 };
  return `${sign < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');

/** The first number of a JSON text that no number holds exactly (values.ts). */
export const inexactIn = (text: string): string | undefined =>
  text
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .match(/-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g)
    ?.find((numeral) => !isHeldExactly(numeral));
