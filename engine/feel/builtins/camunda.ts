// Functions that FEEL has in Camunda 8 and not in DMN. Those that would give another value each time (uuid, random number) are none here.
import { duration, FeelDate, FeelDateTime, FeelDuration, parseDate } from 'feelin';
import { daysInMonthOf } from '../../calendar.ts';
import { equals } from '../values.ts';
import type { Builtin, Builtins } from './builtin.ts';

export const camunda: Builtins = {
  /** Invoked by its name it sees whether a name stands for nothing (compile/functions.ts); handed to another function it sees a value. */
  'is defined': { parameters: ['value'], apply: () => true },
  'get or else': { parameters: ['value', 'default'], apply: (_, value, otherwise) => value ?? otherwise ?? null },
  assert: {
    parameters: ['value', 'condition', 'cause'],
    apply: (call, value, condition, cause) =>
      condition === true ? (value ?? null) : call.unmet(`assert: ${cause ?? 'the condition does not hold'}.`),
  },
  'is blank': ofText('is blank', (text) => text.trim() === ''),
  trim: ofText('trim', (text) => text.trim()),
  'is empty': ofList('is empty', (list) => list.length === 0),
  'duplicate values': ofList('duplicate values', (list) => {
    const first = (item: unknown) => list.findIndex((other) => equals(other, item) === true);
    const isAgain = (item: unknown, index: number) => first(item) < index;
    const again = list.filter(isAgain);
    return again.filter((item, index) => again.findIndex((other) => equals(other, item) === true) === index);
  }),
  partition: {
    parameters: ['list', 'size'],
    apply: (call, list, size) => {
      if (!Array.isArray(list) || !Number.isInteger(size) || Number(size) < 1)
        return call.warn('partition expects a list and a whole number from 1.');
      const parts = Math.ceil(list.length / Number(size));
      return Array.from({ length: parts }, (_, part) => list.slice(part * Number(size), (part + 1) * Number(size)));
    },
  },
  /** The text of a timer's cycle: `cycle(3, duration("PT1H"))`, or without end. */
  cycle: {
    parameters: ['repetitions', 'interval'],
    apply: (call, ...given) => {
      const [repetitions, interval] = given.length === 1 ? [null, given[0]] : given;
      if (!(interval instanceof FeelDuration) || !(repetitions === null || Number.isInteger(repetitions)))
        return call.warn('cycle expects a whole number or null, and a duration.');
      return `R${repetitions ?? ''}/${interval}`;
    },
  },
  'last day of month': {
    parameters: ['date'],
    apply: (call, value) => {
      const date = dateText(value);
      if (date === undefined) return call.warn('last day of month expects a date.');
      return parseDate(`${date.slice(0, 8)}${daysInMonthOf(date)}`);
    },
  },
  /** DMN's own, but feelin gives days where less than a month lies between. */
  'years and months duration': {
    parameters: ['from', 'to'],
    apply: (call, from, to) => {
      const [first, last] = [dateText(from), dateText(to)];
      if (first === undefined || last === undefined)
        return call.warn('years and months duration expects two dates, or dates and times.');
      const months = first <= last ? wholeMonths(first, last) : -wholeMonths(last, first);
      return duration(`${months < 0 ? '-' : ''}P${Math.abs(months)}M`);
    },
  },
};

function wholeMonths(from: string, to: string): number {
  const months = (text: string) => Number(text.slice(0, -6)) * 12 + Number(text.slice(-5, -3));
  return months(to) - months(from) - (to.slice(-2) < from.slice(-2) ? 1 : 0);
}

const dateText = (value: unknown): string | undefined =>
  value instanceof FeelDate || value instanceof FeelDateTime
    ? /^-?\d+-\d\d-\d\d/.exec(value.toString())?.[0]
    : undefined;

function ofText(name: string, apply: (text: string) => unknown): Builtin {
  return {
    parameters: ['string'],
    apply: (call, text) => (typeof text === 'string' ? apply(text) : call.warn(`${name} expects a text.`)),
  };
}

function ofList(name: string, apply: (list: readonly unknown[]) => unknown): Builtin {
  return {
    parameters: ['list'],
    apply: (call, list) => (Array.isArray(list) ? apply(list) : call.warn(`${name} expects a list.`)),
  };
}
