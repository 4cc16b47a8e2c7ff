// Lists by position and in order (DMN 1.5 table 76): the first place is 1, the last -1; 0 is no place, feelin reads it
// as the last.
import { FeelFunction } from 'feelin';
import { say, shown } from '../messages.ts';
import { distinct } from '../values.ts';
import type { Builtin, Builtins, Call } from './builtin.ts';

export const positions: Builtins = {
  sublist: atPlace('sublist', ['start position', 'length'], 2, (list, index, length) =>
    length === undefined ? list.slice(index) : isCount(length) ? list.slice(index, index + length) : null,
  ),
  'insert before': atPlace('insert before', ['position', 'newItem'], 3, (list, index, item) =>
    item === undefined ? null : list.toSpliced(index, 0, item),
  ),
  remove: atPlace('remove', ['position'], 2, (list, index) => list.toSpliced(index, 1)),
  'distinct values': {
    parameters: ['list'],
    apply: (call, list) =>
      list === undefined || list === null
        ? call.warn(() => say('list.expected', { name: 'distinct values' }))
        : distinct(listOf(list)),
  },
  union: { parameters: ['...lists'], apply: (_, ...lists) => distinct(lists.flatMap(listOf)) },
  sort: { parameters: ['list', 'precedes'], apply: (call, list, precedes) => sorted(list, precedes, call) },
};

function atPlace(
  name: string,
  parameters: readonly string[],
  required: number,
  apply: (list: readonly unknown[], index: number, value: unknown) => unknown,
): Builtin {
  return {
    parameters: ['list', ...parameters],
    required,
    apply: (call, list, place, value) => {
      const items = listOf(list ?? null);
      const index = typeof place === 'number' ? Math.trunc(place) : 0;
      const isPlace = (list ?? null) !== null && index !== 0 && index >= -items.length;
      const result = isPlace ? apply(items, index < 0 ? items.length + index : index - 1, value) : null;
      return result ?? call.warn(() => say('list.place', { name, found: shown(place) }));
    },
  };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A stable sort: equal items keep their order. */
function sorted(list: unknown, precedes: unknown, call: Call): unknown {
  if ((list ?? null) === null || !(precedes instanceof FeelFunction) || precedes.parameterNames.length !== 2)
    return call.warn(() => say('list.sort'));
  let isOrdered = true;
  const result = [...listOf(list)].sort((a, b) => {
    const verdict = precedes.invoke([a, b]);
    isOrdered &&= typeof verdict === 'boolean';
    return verdict === true ? -1 : 1;
  });
  return isOrdered ? result : call.warn(() => say('list.verdict', { name: 'sort' }));
}
