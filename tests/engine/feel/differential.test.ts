// Our evaluation of FEEL against feelin's own, on random expressions over values of one kind, where feelin is right.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate as feelin } from 'feelin';
import { passes, resultOf } from './support.ts';

const variables = { n: 7, m: { k: -3 }, s: 'b', t: true, list: [1, 2, 3], people: [{ age: 3 }, { age: 9 }] };

const { number, condition } = fc.letrec<{ number: string; text: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 50 }).map(String),
    fc.constantFrom('n', 'm.k', 'list[2]', 'count(list)', 'people[1].age', 'string length(s)'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    tie('number').map((limit) => `sum([0, 0, count(list[item > ${limit}])])`),
  ),
  text: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('s', '"a"', '"é中"', 'upper case(s)'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('t', 'true', 'false', 'n = null', 'm.k != null'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie('text'), fc.constantFrom('<', '=', '!='), tie('text')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('condition').map((inner) => `not(${inner})`),
    tie('number').map((limit) => `(some p in people satisfies p.age > ${limit})`),
    tie('number').map((limit) => `(every x in list satisfies x <= ${limit})`),
    // feelin also reads a range from its end; DMN does not (§10.3.2.7), so ours here have their ends in order.
    fc.tuple(tie('number'), fc.nat(9)).map(([a, more]) => `(n in [${a}..${a} + ${more}])`),
    fc.tuple(tie('number'), fc.nat(9)).map(([a, more]) => `(n between ${a} and ${a} + ${more})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `(${a} in (${b}, > 10))`),
  ),
}));

test('numbers and conditions evaluate as in feelin', () => {
  fc.assert(
    fc.property(fc.oneof(number, condition), (source) => {
      expect({ source, value: resultOf(source, variables) }).toEqual({
        source,
        value: asJson(feelin(source, variables).value),
      });
    }),
    { numRuns: 500 },
  );
});

test('a cell of a decision table gives the same result as the equivalent FEEL expression', () => {
  fc.assert(
    fc.property(number, number, fc.integer({ min: -20, max: 60 }), (a, b, input) => {
      const [low, high] = [Math.min(...bounds(a, b)), Math.max(...bounds(a, b))];

      expect(passes(`[${low}..${high}]`, input)).toBe(input >= low && input <= high);
      expect(passes(`< ${low}, > ${high}`, input)).toBe(input < low || input > high);
      expect(passes(`not([${low}..${high}])`, input)).toBe(input < low || input > high);
      expect(passes(`? >= ${low} and ? <= ${high}`, input)).toBe(input >= low && input <= high);
    }),
  );
});

const bounds = (a: string, b: string): number[] => [resultOf(a, variables) as number, resultOf(b, variables) as number];

/** JSON has one zero. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
