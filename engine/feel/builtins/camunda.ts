// Functions that Camunda 8 adds to DMN's FEEL. Functions with a different value at each call (uuid, random number) are
// left out.
import { duration, FeelDate, FeelDateTime, FeelDuration } from 'feelin';
import type { Bilingual } from '../../catalogue.ts';
import type { Warning } from '../expression.ts';
import { inexactIn, toJson } from '../json.ts';
import { say, shown } from '../messages.ts';
import { readDate, textOf } from '../temporals.ts';
import { distinct, equals, kindOf } from '../values.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { Builtin, Builtins } from './builtin.ts';
import { invokeNative } from './natives.ts';

export const camunda: Builtins = {
  /** Since Camunda 8.3 a variable that exists and is null is not defined either. */
  'is defined': { parameters: ['value'], apply: (_, value) => (value ?? null) !== null },
  'get or else': { parameters: ['value', 'default'], apply: (_, value, otherwise) => value ?? otherwise ?? null },
  assert: {
    parameters: ['value', 'condition', 'cause'],
    required: 2,
    apply: (call, value, condition, cause) => (condition === true ? (value ?? null) : call.unmet(() => unmet(cause))),
  },
  'is blank': ofText('is blank', (text) => text.trim() === ''),
  trim: ofText('trim', (text) => text.trim()),
  'is empty': ofList('is empty', (list) => list.length === 0),
  'duplicate values': ofList('duplicate values', (list) =>
    distinct(list).filter((item) => list.filter((other) => equals(other, item) === true).length > 1),
  ),
  partition: {
    parameters: ['list', 'size'],
    apply: (call, list, size) => {
      if (!Array.isArray(list) || !Number.isInteger(size) || Number(size) < 1)
        return call.warn(() => say('list.partition'));
      const parts = Math.ceil(list.length / Number(size));
      return Array.from({ length: parts }, (_, part) => list.slice(part * Number(size), (part + 1) * Number(size)));
    },
  },
  'to json': {
    parameters: ['value'],
    apply: (call, value) => {
      const warnings: Warning[] = [];
      const json = toJson(value, warnings);
      for (const { reason } of warnings) call.warn(reason);
      return warnings.length > 0 ? null : JSON.stringify(json);
    },
  },
  'from json': {
    parameters: ['value'],
    apply: (call, text) => {
      try {
        const numeral = inexactIn(String(text ?? ''));
        if (numeral === undefined) return JSON.parse(String(text ?? '')) as unknown;
        return call.unmet(() => say('text.inexactJson', { found: numeral }));
      } catch {
        // A text that is not JSON gives null, as every wrong argument does.
        return call.warn(() => say('text.json', { found: shown(text) }));
      }
    },
  },
  'to base64': { parameters: ['value'], apply: ofText('to base64', toBase64).apply },
  'from base64': {
    parameters: ['value'],
    apply: (call, text) =>
      (typeof text === 'string' ? fromBase64(text) : null) ??
      call.warn(() => say('text.base64', { found: shown(text) })),
  },
  /** Marks a value that an agent's tool call fills in; the value is what it is. */
  fromAi: {
    parameters: ['value', 'description', 'type', 'schema', 'options'],
    required: 1,
    apply: (_, value) => value ?? null,
  },
  /** The text of a timer's cycle: `cycle(3, duration("PT1H"))`, or without end. */
  cycle: {
    parameters: ['repetitions', 'interval'],
    required: 1,
    apply: (call, ...given) => {
      const [repetitions, interval] = given.length === 1 ? [null, given[0]] : given;
      if (!(interval instanceof FeelDuration) || !(repetitions === null || Number.isInteger(repetitions)))
        return call.warn(() => say('value.cycle'));
      return `R${repetitions ?? ''}/${interval}`;
    },
  },
  'last day of month': {
    parameters: ['date'],
    apply: (call, value) => {
      if (!(value instanceof FeelDate || value instanceof FeelDateTime))
        return call.warn(() => say('date.expected', { name: 'last day of month', found: shown(value) }));
      const { daysInMonth } = value.unwrap();
      const last = readDate(dateText(value)?.replace(/\d\d$/, String(daysInMonth)) ?? '');
      return last ?? call.warn(() => say('date.beyond', { found: shown(value) }));
    },
  },
  /** A DMN function; feelin treats zero months as zero days. */
  is: {
    parameters: ['value1', 'value2'],
    // The TCK compares a value that is left out as null.
    required: 1,
    apply: (call, a, b) => kindOf(a) === kindOf(b) && invokeNative('is', [a, b], call),
  },
  /** A DMN function; feelin returns days if less than a month lies between the dates. */
  'years and months duration': {
    parameters: ['from', 'to'],
    apply: (call, from, to) => {
      const [first, last] = [dateText(from), dateText(to)];
      if (first === undefined || last === undefined) return call.warn(() => say('date.two'));
      const months = wholeMonths(first, last);
      return duration(`${months < 0 ? '-' : ''}P${Math.abs(months)}M`);
    },
  },
};

const unmet = (cause: unknown): Bilingual =>
  (cause ?? null) === null ? say('assert.unmet') : say('assert.because', { cause: String(cause) });

/** The result is negative if the second date is before the first. */
function wholeMonths(from: string, to: string): number {
  const months = monthsOf(to) - monthsOf(from);
  const days = Number(to.slice(-2)) - Number(from.slice(-2));
  return months > 0 && days < 0 ? months - 1 : months < 0 && days > 0 ? months + 1 : months;
}

const monthsOf = (date: string): number => Number(date.slice(0, -6)) * 12 + Number(date.slice(-5, -3));

const dateText = (value: unknown): string | undefined =>
  value instanceof FeelDate || value instanceof FeelDateTime ? /^-?\d+-\d\d-\d\d/.exec(textOf(value))?.[0] : undefined;

function ofText(name: string, apply: (text: string) => unknown): Builtin {
  return {
    parameters: ['string'],
    apply: (call, text) => (typeof text === 'string' ? apply(text) : call.warn(() => say('text.expected', { name }))),
  };
}

function ofList(name: string, apply: (list: readonly unknown[]) => unknown): Builtin {
  return {
    parameters: ['list'],
    apply: (call, list) => (Array.isArray(list) ? apply(list) : call.warn(() => say('list.expected', { name }))),
  };
}
