// Relations between points and ranges (DMN 1.5 table 78), most of which feelin has not implemented.
import { evaluate, FeelRange } from 'feelin';
import { say, shown } from '../messages.ts';
import { isBounded, rangeOf } from '../ranges.ts';
import { compare } from '../values.ts';
import type { Builtin, Builtins } from './builtin.ts';

interface Span {
  readonly start: unknown;
  readonly end: unknown;
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
  readonly isPoint: boolean;
}

export const ranges: Builtins = {
  before: relation('point1', 'point2', before),
  after: relation('point1', 'point2', (a, b) => before(b, a)),
  meets: ofRanges((a, b) => meets(a, b)),
  'met by': ofRanges((a, b) => meets(b, a)),
  overlaps: ofRanges((a, b) => not(or(before(a, b), before(b, a)))),
  'overlaps before': ofRanges(overlapsBefore),
  'overlaps after': ofRanges((a, b) => overlapsBefore(b, a)),
  finishes: relation('point', 'range', (a, b) => finishes(a, b)),
  'finished by': relation('range', 'point', (a, b) => finishes(b, a)),
  includes: relation('range', 'point', (a, b) => includes(a, b)),
  during: relation('point', 'range', (a, b) => includes(b, a)),
  starts: relation('point', 'range', (a, b) => starts(a, b)),
  'started by': relation('range', 'point', (a, b) => starts(b, a)),
  coincides: relation('point1', 'point2', (a, b) => and(sameStart(a, b), sameEnd(a, b))),
  /** A range from its text, with constant ends. */
  range: {
    parameters: ['from'],
    apply: (call, from) => {
      const range = typeof from === 'string' ? rangeIn(from) : null;
      return range ?? call.warn(() => say('range.text', { found: shown(from) }));
    },
  },
};

function relation(first: string, second: string, relate: (a: Span, b: Span) => boolean | null): Builtin {
  return {
    parameters: [first, second],
    apply: (call, a, b) => {
      if (!isKnown(a) || !isKnown(b)) return call.warn(() => say('range.known'));
      return relate(spanOf(a), spanOf(b)) ?? call.warn(() => say('range.oneKind'));
    },
  };
}

const isKnown = (value: unknown): boolean =>
  value instanceof FeelRange ? isBounded(value) : value !== undefined && value !== null;

function ofRanges(relate: (a: Span, b: Span) => boolean | null): Builtin {
  const { apply } = relation('range1', 'range2', relate);
  return {
    parameters: ['range1', 'range2'],
    apply: (call, a, b) =>
      a instanceof FeelRange && b instanceof FeelRange ? apply(call, a, b) : call.warn(() => say('range.two')),
  };
}

function spanOf(value: unknown): Span {
  if (!(value instanceof FeelRange)) return { start: value, end: value, hasStart: true, hasEnd: true, isPoint: true };
  const { start, end } = value;
  return {
    start,
    end,
    hasStart: value['start included'] === true,
    hasEnd: value['end included'] === true,
    isPoint: false,
  };
}

/** An absent start lies before, an absent end after every point. */
function order(a: unknown, b: unknown, ofA: 'start' | 'end', ofB: 'start' | 'end'): number | null {
  if (a === null && b === null) return ofA === ofB ? 0 : ofA === 'start' ? -1 : 1;
  if (a === null) return ofA === 'start' ? -1 : 1;
  if (b === null) return ofB === 'start' ? 1 : -1;
  return compare(a, b);
}

function before(a: Span, b: Span): boolean | null {
  const gap = order(a.end, b.start, 'end', 'start');
  return gap === null ? null : gap < 0 || (gap === 0 && !(a.hasEnd && b.hasStart));
}

function meets(a: Span, b: Span): boolean | null {
  const gap = order(a.end, b.start, 'end', 'start');
  return gap === null ? null : gap === 0 && a.hasEnd && b.hasStart;
}

function overlapsBefore(a: Span, b: Span): boolean | null {
  const start = order(a.start, b.start, 'start', 'start');
  const end = order(a.end, b.end, 'end', 'end');
  const touch = before(a, b);
  if (start === null || end === null || touch === null) return null;
  const startsEarlier = start < 0 || (start === 0 && a.hasStart && !b.hasStart);
  const endsNoLater = end < 0 || (end === 0 && (!a.hasEnd || b.hasEnd));
  return startsEarlier && endsNoLater && !touch;
}

function includes(a: Span, b: Span): boolean | null {
  const start = order(a.start, b.start, 'start', 'start');
  const end = order(b.end, a.end, 'end', 'end');
  if (start === null || end === null) return null;
  return (
    (start < 0 || (start === 0 && (a.hasStart || !b.hasStart))) && (end < 0 || (end === 0 && (a.hasEnd || !b.hasEnd)))
  );
}

const sameStart = (a: Span, b: Span): boolean | null => {
  const gap = order(a.start, b.start, 'start', 'start');
  return gap === null ? null : gap === 0 && a.hasStart === b.hasStart;
};

const sameEnd = (a: Span, b: Span): boolean | null => {
  const gap = order(a.end, b.end, 'end', 'end');
  return gap === null ? null : gap === 0 && a.hasEnd === b.hasEnd;
};

/** A range that starts at the same place and ends within the other. */
const starts = (a: Span, b: Span): boolean | null => and(sameStart(a, b), a.isPoint ? true : includes(b, a));
const finishes = (a: Span, b: Span): boolean | null => and(sameEnd(a, b), a.isPoint ? true : includes(b, a));

const and = (a: boolean | null, b: boolean | null): boolean | null => (a === null || b === null ? null : a && b);
const or = (a: boolean | null, b: boolean | null): boolean | null => (a === null || b === null ? null : a || b);
const not = (a: boolean | null): boolean | null => (a === null ? null : !a);

function rangeIn(text: string): FeelRange | null {
  const [, open, start = '', end = '', close] = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/.exec(text) ?? [];
  if (open === undefined) return null;
  const bounds = { start: constantIn(start), end: constantIn(end) };
  const order = compare(bounds.start, bounds.end);
  return order === null || order > 0
    ? null
    : rangeOf({ ...bounds, startIncluded: open === '[', endIncluded: close === ']' });
}

/** The value of a literal; null for any other expression. */
function constantIn(source: string): unknown {
  if (!/^(-?\d+(\.\d+)?|"[^"]*"|@"[^"]*"|(date|time|date and time|duration)\("[^"]*"\))$/.test(source)) return null;
  return evaluate(source).value;
}
