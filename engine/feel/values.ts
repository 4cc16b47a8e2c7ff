// FEEL values in JavaScript: JSON's own, feelin's classes for dates, times, durations, ranges and functions.
// Their kinds, and how two of them compare (DMN 1.5 §10.3.2.13). feelin calls a text and a date equal in order, which
// would let `"2026-01-01" >= date("2027-01-01")` hold; here values of two kinds have no order (tests/engine/feel).
import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import { sizeOf } from './temporals.ts';

export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function';

export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value as Kind;
    case 'object':
      return value === null ? 'null' : kindOfObject(value);
    default:
      return 'null';
  }
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelDuration) return value.yearsMonths ? 'years and months duration' : 'days and time duration';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return 'context';
}

export type Context = { readonly [name: string]: unknown };

export const isContext = (value: unknown): value is Context => kindOf(value) === 'context';

/** Returns null for values of different kinds; two nulls are equal, null and a value are not. */
export function equals(a: unknown, b: unknown): boolean | null {
  const kind = kindOf(a);
  const other = kindOf(b);
  if (kind === 'null' || other === 'null') return kind === other;
  if (kind !== other) return null;
  switch (kind) {
    case 'boolean':
    case 'number':
    case 'string':
      return a === b;
    case 'list':
      return allEqual(a as unknown[], b as unknown[]);
    case 'context':
      return sameEntries(a as Context, b as Context);
    case 'range':
      return sameRange(a as FeelRange, b as FeelRange);
    case 'function':
      return a === b;
    default: {
      const order = compare(a, b);
      return order === null ? null : order === 0;
    }
  }
}

const sameKind: ReadonlySet<Kind> = new Set<Kind>([
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** Returns a number below, at or above zero; null if the two values cannot be ordered. */
export function compare(a: unknown, b: unknown): number | null {
  const kind = kindOf(a);
  if (kind !== kindOf(b) || !sameKind.has(kind)) return null;
  if (kind === 'number') return (a as number) - (b as number);
  if (kind === 'string') return compareTexts(a as string, b as string);
  if (a instanceof FeelDuration && b instanceof FeelDuration) return sizeOf(a) - sizeOf(b);
  if (isZoned(a) !== isZoned(b)) return null;
  if (temporalEqual(a, b) === true) return 0;
  const less = temporalLess(a, b);
  return less === null ? null : less ? -1 : 1;
}

/** Keeps the first occurrence of each value. */
export function distinct(list: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>();
  const found: unknown[] = [];
  for (const item of list) {
    const isSeen =
      typeof item === 'object' && item !== null ? found.some((other) => equals(other, item) === true) : seen.has(item);
    if (!isSeen) found.push(item);
    seen.add(item);
  }
  return found;
}

/** A time without a zone cannot be compared with one that has a zone. */
export const isZoned = (value: unknown): boolean =>
  (value instanceof FeelTime || value instanceof FeelDateTime) && value.zone !== null;

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

// feelin orders dates and times of one kind rightly, with their zones; durations of more than half a year it compares
// by their months.
type Relation = (a: unknown, b: unknown) => boolean | null;
const relation = (source: string): Relation => (evaluate(source).value as { fn: Relation }).fn;
const temporalEqual = relation('function(a, b) a = b');
const temporalLess = relation('function(a, b) a < b');

function allEqual(a: readonly unknown[], b: readonly unknown[]): boolean | null {
  if (a.length !== b.length) return false;
  return a.every((item, index) => equals(item, b[index]) === true);
}

function sameEntries(a: Context, b: Context): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equals(a[name], b[name]) === true);
}

/** A range from an operator (`> 3`) differs from a range with written ends (ranges.ts). */
export const isTest = (range: FeelRange): boolean => (range as { readonly isTest?: boolean }).isTest === true;

const sameRange = (a: FeelRange, b: FeelRange): boolean =>
  isTest(a) === isTest(b) &&
  a['start included'] === b['start included'] &&
  a['end included'] === b['end included'] &&
  equals(a.start, b.start) === true &&
  equals(a.end, b.end) === true;

/**
 * Decimal arithmetic in doubles: 15 significant digits survive, so that 0.1 + 0.2 = 0.3. Whole numbers are exact, up to
 * 2 ** 53.
 */
export function decimal(value: number): number | null {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? value : null;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
}

/**
 * Tells whether a number holds the numeral exactly. DMN 1.5 §10.3.2.3.1 asks for 34 digits; beyond 2 ** 53 a whole
 * number may become another one, so it is refused.
 */
export function isHeldExactly(numeral: string): boolean {
  const value = Number(numeral);
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return true;
  return digitsIn(numeral) === digitsIn(String(value));
}

/** The significant digits, without sign, point, exponent and the zeros around them. */
const digitsIn = (numeral: string): string =>
  numeral
    .trim()
    .replace(/e.*$/i, '')
    .replaceAll(/[^\d]/g, '')
    .replaceAll(/^0+|0+$/g, '');
