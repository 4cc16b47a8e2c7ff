// FEEL values as JSON: what has no JSON form is null, with a warning.
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import type { Json } from '../event.ts';

export function toJson(value: unknown, warnings: string[]): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value + 0 === 0 ? 0 : value;
      warnings.push(`A number without value (${value}) became null.`);
      return null;
    case 'object':
      return value === null ? null : objectToJson(value, warnings);
    case 'undefined':
      return null;
    default:
      warnings.push(`A ${typeof value} has no JSON form and became null.`);
      return null;
  }
}

function objectToJson(value: object, warnings: string[]): Json {
  if (Array.isArray(value)) return value.map((item) => toJson(item, warnings));
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString();
  if (value instanceof FeelFunction || value instanceof FeelRange) {
    warnings.push(`A ${value instanceof FeelRange ? 'range' : 'function'} has no JSON form and became null.`);
    return null;
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toJson(entry, warnings)]));
}

/** ISO 8601 that every reader understands: a named zone (`@Asia/Shanghai`) becomes its offset. */
export function dateTimeText(value: FeelDateTime): string {
  if (value.zone === null || !value.toString().includes('@')) return value.toString();
  return `${value.unwrap().toString()}${offsetText(value['time offset'])}`;
}

function offsetText(offset: FeelDuration | null): string {
  const { hours, minutes, sign } = offset?.unwrap() ?? { hours: 0, minutes: 0, sign: 0 };
  return `${sign < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');
