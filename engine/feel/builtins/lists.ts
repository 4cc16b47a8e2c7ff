// Functions over lists (DMN 1.5 table 76) that feelin has for numbers only, compares by identity, or sums in binary.
import { FeelFunction } from 'feelin';
import { add, multiply } from '../arithmetic.ts';
import { say } from '../messages.ts';
import { compare, decimal, equals } from '../values.ts';
import type { Builtin, Builtins, Call } from './builtin.ts';

/** The arguments are the list, or the list is the only argument. */
const overList = (name: string, apply: (list: readonly unknown[], call: Call) => unknown): Builtin => ({
  parameters: ['...list'],
  apply: (call, ...values) => {
    const list = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    if (values.length === 0) return call.warn(() => say('list.none', { name }));
    return apply(list, call);
  },
});

const ofNumbers = (name: string, apply: (list: readonly number[]) => unknown): Builtin =>
  overList(name, (list, call) => {
    if (!list.every((item) => typeof item === 'number')) return call.warn(() => say('list.numbers', { name }));
    if (list.length === 0) return null;
    return apply(list) ?? beyond(name, call);
  });

export const lists = {
  min: overList('min', (list, call) => extreme('min', list, -1, call)),
  max: overList('max', (list, call) => extreme('max', list, 1, call)),
  sum: overList('sum', (list, call) => (list.length === 0 ? null : folded('sum', list, add, call))),
  product: ofNumbers('product', (list) =>
    list.reduce<number | null>((product, item) => multiply(product, item) as number | null, 1),
  ),
  mean: ofNumbers('mean', (list) => {
    const total = list.reduce<number | null>((sum, item) => add(sum, item) as number | null, 0);
    return total === null ? null : decimal(total / list.length);
  }),
  median: ofNumbers('median', median),
  mode: {
    parameters: ['...list'],
    apply: (call, ...values) => {
      const list = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
      if (values.length === 0 || !list.every((item) => typeof item === 'number'))
        return call.warn(() => say('list.numbers', { name: 'mode' }));
      return mode(list as number[]);
    },
  },
  'list contains': {
    parameters: ['list', 'element'],
    apply: (call, list, element) =>
      withList('list contains', list, call, (items) => items.some((item) => equals(item, element ?? null) === true)),
  },
  'index of': {
    parameters: ['list', 'match'],
    apply: (call, list, match) =>
      withList('index of', list, call, (items) =>
        items.flatMap((item, index) => (equals(item, match ?? null) === true ? [index + 1] : [])),
      ),
  },
  'list replace': {
    parameters: ['list', 'position', 'newItem', 'match'],
    required: 3,
    apply: (call, list, position, newItem, match) =>
      withList('list replace', list, call, (items) => replaced(items, position ?? match, newItem, call)),
  },
} satisfies Builtins;

function withList(name: string, list: unknown, call: Call, apply: (items: readonly unknown[]) => unknown): unknown {
  if (list === undefined || list === null) return call.warn(() => say('list.none', { name }));
  return apply(Array.isArray(list) ? list : [list]);
}

function extreme(name: string, list: readonly unknown[], direction: 1 | -1, call: Call): unknown {
  let best: unknown = list[0] ?? null;
  for (const item of list) {
    const order = compare(item, best);
    if (order === null) return call.warn(() => say('list.ordered', { name }));
    if (order * direction > 0) best = item;
  }
  return best;
}

function folded(name: string, list: readonly unknown[], fold: typeof add, call: Call): unknown {
  const [first, ...rest] = list;
  if (typeof first === 'string') return call.warn(() => say('list.summable', { name }));
  const total = rest.reduce((total, item) => (total === null ? null : fold(total, item)), fold(first, zeroOf(first)));
  if (total === null && list.every((item) => typeof item === 'number')) return beyond(name, call);
  return total ?? call.warn(() => say('list.oneKind', { name }));
}

/** A whole result that no number holds exactly must not pass as a missing value. */
const beyond = (name: string, call: Call): null => call.unmet(() => say('list.inexact', { name }));

const zeroOf = (value: unknown): unknown => (typeof value === 'number' ? 0 : multiply(value, 0));

function median(list: readonly number[]): number | null {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : decimal((below + above) / 2);
}

/** The most frequent ones, in order. */
function mode(list: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([item]) => item)
    .sort((a, b) => a - b);
}

function replaced(items: readonly unknown[], target: unknown, newItem: unknown, call: Call): unknown {
  const item = newItem ?? null;
  if (typeof target === 'number') {
    const place = Math.trunc(target);
    const index = place < 0 ? items.length + place : place - 1;
    return index in items ? items.with(index, item) : call.warn(() => say('list.position'));
  }
  if (!(target instanceof FeelFunction) || target.parameterNames.length !== 2) {
    return call.warn(() => say('list.replacing'));
  }
  const verdicts = items.map((old) => target.invoke([old, item]));
  if (!verdicts.every((verdict) => typeof verdict === 'boolean'))
    return call.warn(() => say('list.verdict', { name: 'list replace' }));
  return items.map((old, index) => (verdicts[index] ? item : old));
}
