// Types of values (DMN 1.5 §7.3.2, §10.3.2.9.4): a value that does not conform to its type becomes null.
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelTime } from 'feelin';
import { readDate, readDateTime, readDuration, readTime, textOf } from '../feel/temporals.ts';
import { isContext } from '../feel/values.ts';
import type { BaseType, Type } from './decision.ts';

/** Tells whether the value passes the unary tests of a type's allowed values. */
export type Allows = (tests: string, value: unknown) => boolean;

/** Converts a JSON text to a date, time or duration if the model declares that type. */
export function fromJson(value: unknown, type: Type | undefined): unknown {
  if (type === undefined || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((item) => fromJson(item, elementOf(type)));
  if (typeof value === 'string') return parsers[type.base]?.(value) ?? value;
  if (typeof value !== 'object' || !type.components) return value;
  return mapEntries(value, (name, entry) => fromJson(entry, type.components?.[name]));
}

/** The value converted to its type, or `undefined` if it does not conform. Null conforms to every type. */
export function conform(value: unknown, type: Type | undefined, allows: Allows): unknown {
  if (type === undefined || value === null || value === undefined) return value ?? null;
  if (type.constraint !== undefined) {
    const { constraint, ...rest } = type;
    const conforming = conform(value, rest, allows);
    return conforming !== undefined && allows(constraint, conforming) ? conforming : undefined;
  }
  if (type.isCollection) return conformCollection(value, type, allows);
  // Implicit conversion from a list of one (DMN 1.5 §10.3.2.9.4).
  const single = Array.isArray(value) && value.length === 1 && type.base !== 'Any' ? value[0] : value;
  const converted = type.base === 'date and time' && single instanceof FeelDate ? midnight(single) : single;
  const conforming = type.components
    ? conformContext(converted, type, allows)
    : isOfBase(converted, type.base)
      ? converted
      : undefined;
  if (conforming === undefined || conforming === null) return conforming;
  return type.allowed === undefined || allows(type.allowed, conforming) ? conforming : undefined;
}

/**
 * `instance of` (DMN 1.5 §10.3.2.9.2) looks at the type alone: it converts no value and ignores allowed values.
 */
export function isOfType(value: unknown, type: Type): boolean {
  if (type.isCollection) return Array.isArray(value) && value.every((item) => isNullOr(item, elementOf(type)));
  if (!type.components) return isOfBase(value, type.base);
  const components = Object.entries(type.components);
  return (
    isContext(value) && components.every(([name, part]) => Object.hasOwn(value, name) && isNullOr(value[name], part))
  );
}

const isNullOr = (value: unknown, type: Type): boolean => (value ?? null) === null || isOfType(value, type);

function conformCollection(value: unknown, type: Type, allows: Allows): unknown {
  const items = Array.isArray(value) ? value : [value];
  const conforming = items.map((item) => conform(item, elementOf(type), allows));
  return conforming.includes(undefined) ? undefined : conforming;
}

function conformContext(value: unknown, type: Type, allows: Allows): unknown {
  if (!isContext(value)) return undefined;
  const components = Object.entries(type.components ?? {});
  if (
    components.some(([name, inner]) => !Object.hasOwn(value, name) || conform(value[name], inner, allows) === undefined)
  ) {
    return undefined;
  }
  return mapEntries(value, (name, entry) => conform(entry, type.components?.[name], allows));
}

/** The type of one element of a collection. */
function elementOf(type: Type): Type {
  if (type.items) return type.items;
  const { isCollection: _, ...element } = type;
  return element;
}

function isOfBase(value: unknown, base: BaseType): boolean {
  switch (base) {
    case 'Any':
      return true;
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === base;
    case 'date':
      return value instanceof FeelDate;
    case 'time':
      return value instanceof FeelTime;
    case 'date and time':
      return value instanceof FeelDateTime;
    case 'days and time duration':
      return value instanceof FeelDuration && !value.yearsMonths;
    case 'years and months duration':
      return value instanceof FeelDuration && value.yearsMonths;
    case 'context':
      return isContext(value);
    case 'function':
      return value instanceof FeelFunction;
    default:
      throw new Error(`Expected a FEEL type; found ${base satisfies never}.`);
  }
}

const parsers: { readonly [base in BaseType]?: (text: string) => unknown } = {
  date: readDate,
  time: readTime,
  'date and time': readDateTime,
  'days and time duration': readDuration,
  'years and months duration': readDuration,
};

const midnight = (date: FeelDate): unknown => readDateTime(`${textOf(date)}T00:00:00Z`);

const mapEntries = (value: object, change: (name: string, entry: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, change(name, entry)]));
