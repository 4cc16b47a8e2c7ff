// Ranges (DMN 1.5 §10.3.2.7): `[1..5)`, and `> 3`, which is open to infinity. An end that is null is unknown.
import { FeelRange } from 'feelin';
import { compare, isTest, kindOf } from './values.ts';

export interface Bounds {
  readonly start: unknown;
  readonly end: unknown;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
}

/** @returns null if the ends cannot be ordered; `isTest` if the range stands for `> 3` or `= 3` */
export function rangeOf({ start, end, startIncluded, endIncluded }: Bounds, isTest = false): FeelRange | null {
  const known = start ?? end;
  if (compare(known, known) === null) return null;
  if (start !== null && end !== null && compare(start, end) === null) return null;
  return new FeelRange({
    start,
    end,
    'start included': startIncluded,
    'end included': endIncluded,
    isTest,
    valueType: rangeTypes[kindOf(known)] ?? null,
  } as never);
}

/** The names that feelin gives to the kinds, for its own functions over ranges. */
const rangeTypes: { readonly [kind: string]: string } = {
  number: 'number',
  string: 'string',
  date: 'date',
  time: 'time',
  'date and time': 'date time',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
};

/** Tells whether both ends of the range are known. */
export const isBounded = (range: FeelRange): boolean => isTest(range) || (range.start !== null && range.end !== null);

/** Tells whether the point lies in the range; null if they cannot be ordered. */
export function includes(range: FeelRange, point: unknown): boolean | null {
  if (!isBounded(range)) return null;
  const lower = range.start === null ? 1 : compare(point, range.start);
  const upper = range.end === null ? -1 : compare(point, range.end);
  if (lower === null || upper === null) return null;
  const afterStart = lower > 0 || (lower === 0 && range['start included'] === true);
  return afterStart && (upper < 0 || (upper === 0 && range['end included'] === true));
}
