// Finds conditions that leave values uncovered although there is no default flow: the case then waits there with an
// incident. Conditions are tried with all values that make a difference; only comparisons are checked.
import type { Json, Variables } from '../event.ts';
import { type Compared, comparisonsIn } from '../feel/comparisons.ts';
import { evaluate } from '../feel/index.ts';
import type { Element, Graph } from '../graph.ts';
import { anyInstant, noDays } from './constant.ts';
import { say } from './messages.ts';
import type { Rule } from './rule.ts';

/** The most combinations of values that are tried. */
const mostTries = 500;

export const coverage: Rule = function* (graph) {
  for (const at of Object.values(graph.elements)) {
    if (!at.hasConditions || at.defaultFlow !== undefined || at.outgoing.length === 0) continue;
    const left = leftOut(graph, at);
    if (left === undefined) continue;
    yield {
      at,
      isPossible: true,
      reason: say('check.coverage', { name: at.name, left }),
      advice: say('check.coverage.advice'),
    };
  }
};

/** Values with which every condition is false, in words. */
function leftOut({ flows }: Graph, { outgoing }: Element): string | undefined {
  const conditions = outgoing.map((id) => flows[id]!.condition?.slice(1));
  if (!conditions.every((condition) => condition !== undefined)) return undefined;
  const compared = conditions.map(comparisonsIn);
  if (!compared.every((one) => one !== undefined)) return undefined;
  const found = tries(compared.flat()).find((values) => conditions.every((condition) => isFalse(condition, values)));
  return found && [...found].map(([path, value]) => `${path} = ${JSON.stringify(value)}`).join(', ');
}

type Values = ReadonlyMap<string, Json>;

function tries(compared: readonly Compared[]): Values[] {
  const paths = [...new Set(compared.map(({ path }) => path))];
  const isNested = paths.some((one) => paths.some((other) => other.startsWith(`${one}.`)));
  let all: Values[] = isNested ? [] : [new Map()];
  for (const path of paths) {
    const values = telling(compared.filter((one) => one.path === path));
    all =
      all.length * values.length > mostTries
        ? []
        : all.flatMap((known) => values.map((value) => new Map([...known, [path, value]])));
  }
  return all;
}

/**
 * The literals, and values beside and between numbers. A single text gets another text beside it. Several numbers that
 * are only compared for equality get no others, because they may be all possible values.
 */
function telling(compared: readonly Compared[]): Json[] {
  const literals = new Set(compared.map(({ value }) => value));
  const numbers = [...literals].filter((value) => typeof value === 'number').toSorted((one, other) => one - other);
  const texts = [...literals].filter((value) => typeof value === 'string');
  const areAll = numbers.length > 1 && compared.every(({ isEquality }) => isEquality);
  return [
    ...(areAll || numbers.length === 0 ? numbers : besideAndBetween(numbers)),
    ...texts,
    ...(texts.length === 1 ? [`not ${texts[0]}`] : []),
    ...([...literals].some((value) => typeof value === 'boolean') ? [true, false] : []),
    ...(literals.has(null) ? [null] : []),
  ];
}

/** If all numbers are whole, no value lies between 1 and 2. */
function besideAndBetween(numbers: readonly number[]): number[] {
  const areWhole = numbers.every(Number.isInteger);
  const after = numbers.map((value, index) => {
    const next = numbers[index + 1];
    return next === undefined || areWhole ? value + 1 : (value + next) / 2;
  });
  return [...new Set([numbers[0]! - 1, ...numbers, ...after])];
}

function isFalse(condition: string, values: Values): boolean {
  const result = evaluate(condition, variablesOf(values), { at: anyInstant, calendar: noDays });
  return 'value' in result && result.value === false;
}

/** `order.amount` -> `{order: {amount: …}}` */
function variablesOf(values: Values): Variables {
  const variables: { [name: string]: Json } = {};
  for (const [path, value] of values) {
    const [last, ...names] = path.split('.').toReversed() as [string, ...string[]];
    let place = variables;
    for (const name of names.toReversed()) {
      place[name] = { ...(place[name] as object) };
      place = place[name] as { [name: string]: Json };
    }
    place[last] = value;
  }
  return variables;
}
