// Hit policies (DMN 1.5 §8.2.8, §8.2.9).
import { expect, test } from '@jest/globals';
import { inEnglish } from '../feel/support.ts';
import { decide, decision, dmn, table } from './support.ts';

/** Fines by amount; 15 matches the last two rules, 25 all of them. */
const fines = (policy: string, outputs = ['fine:"high", "middle", "low"']) =>
  dmn(
    decision(
      'fine',
      table({
        policy,
        inputs: ['amount'],
        outputs,
        rules: [
          [['> 20'], ['"low"'], 'A#1'],
          [['> 10'], ['"high"'], 'A#2'],
          [['> 5'], ['"middle"'], 'A#3'],
        ],
      }),
    ),
  );

const counts = (policy: string) =>
  dmn(
    decision(
      'count',
      table({
        policy,
        inputs: ['n'],
        outputs: ['days'],
        rules: [
          [['> 0'], ['7']],
          [['> 1'], ['10']],
          [['> 2'], ['10']],
        ],
      }),
    ),
  );

test('U: one rule gives the value, with the law beside it', async () => {
  expect(await decide(fines('UNIQUE'), 'fine', { amount: 7 })).toEqual({
    value: 'middle',
    rules: [{ decisionId: 'fine', index: 3, id: 'rule-3', annotation: 'A#3' }],
    warnings: [],
  });
});

test('U: two matching rules are an error', async () => {
  expect(await decide(fines('UNIQUE'), 'fine', { amount: 15 })).toEqual({
    error: inEnglish("Expected one matching rule (hit policy U) of 'fine'; found rules 2, 3."),
  });
});

test('no matching rule where one is needed is an error that tells the inputs', async () => {
  const error = {
    zh: '“amount”为 1 时，决策表“fine”的 3 条规则均不适用。',
    en: "Expected a rule of 'fine' to match; none of 3 does for amount = 1.",
  };

  for (const policy of ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY']) {
    expect(await decide(fines(policy), 'fine', { amount: 1 })).toEqual({ error });
  }
});

test('A: rules may overlap as long as they agree', async () => {
  expect(await decide(counts('ANY'), 'count', { n: 1 })).toMatchObject({ value: 7 });
  expect(await decide(counts('ANY'), 'count', { n: 3 })).toEqual({
    error: inEnglish("Expected matching rules with equal outputs (hit policy A) of 'count'; found rules 1, 2, 3."),
  });
});

test('F: the first matching rule gives the value', async () => {
  expect(await decide(fines('FIRST'), 'fine', { amount: 25 })).toMatchObject({ value: 'low', rules: [{ index: 1 }] });
});

test('P: the output that stands first among the output values gives the value', async () => {
  expect(await decide(fines('PRIORITY'), 'fine', { amount: 25 })).toMatchObject({
    value: 'high',
    rules: [{ index: 2 }],
  });
});

test('R: all matching rules in their order', async () => {
  expect(await decide(fines('RULE_ORDER'), 'fine', { amount: 25 })).toMatchObject({ value: ['low', 'high', 'middle'] });
});

test('O: all matching rules in the order of their outputs', async () => {
  expect(await decide(fines('OUTPUT_ORDER'), 'fine', { amount: 25 })).toMatchObject({
    value: ['high', 'middle', 'low'],
    rules: [{ index: 2 }, { index: 3 }, { index: 1 }],
  });
});

test('C: all matching rules, none being an answer too', async () => {
  expect(await decide(fines('COLLECT'), 'fine', { amount: 15 })).toMatchObject({ value: ['high', 'middle'] });
  expect(await decide(fines('COLLECT'), 'fine', { amount: 1 })).toEqual({ value: [], rules: [], warnings: [] });
});

test('C with an aggregation: sum, number, smallest, largest', async () => {
  const results = await Promise.all(
    ['SUM', 'COUNT', 'MIN', 'MAX'].map((how) => decide(counts(`COLLECT ${how}`), 'count', { n: 3 })),
  );

  expect(results.map((result) => 'value' in result && result.value)).toEqual([27, 3, 7, 10]);
});

const shares = (policy: string, values: readonly string[], outputs = ['share']) =>
  dmn(
    decision(
      'shares',
      table({ policy, inputs: ['n'], outputs, rules: values.map((value) => [['> 0'], outputs.map(() => value)]) }),
    ),
  );

test('C with an aggregation: decimals add up as decimals, durations and dates have a sum and an order', async () => {
  const of = (policy: string, values: readonly string[]) => decide(shares(policy, values), 'shares', { n: 1 });

  expect(await of('COLLECT SUM', ['0.1', '0.2'])).toMatchObject({ value: 0.3 });
  expect(await of('COLLECT SUM', ['duration("P1D")', 'duration("PT12H")'])).toMatchObject({ value: 'P1DT12H' });
  expect(await of('COLLECT MAX', ['date("2026-03-02")', 'date("2025-03-02")'])).toMatchObject({ value: '2026-03-02' });
});

test('C with an aggregation: nothing to make it of gives none, values without one are an error', async () => {
  const of = (policy: string, n: number) => decide(shares(policy, ['true', '2']), 'shares', { n });

  expect(await of('COLLECT COUNT', 0)).toMatchObject({ value: 0 });
  expect(await of('COLLECT SUM', 0)).toMatchObject({ value: null });
  for (const how of ['SUM', 'MIN', 'MAX'])
    expect(await of(`COLLECT ${how}`, 1)).toEqual({
      error: inEnglish(`Expected outputs that ${how} can be made of (hit policy C) of 'shares'; found rules 1, 2.`),
    });
});

test('an output outside of its output values is an error', async () => {
  expect(await decide(shares('UNIQUE', ['"huge"'], ['size:"big", "small"']), 'shares', { n: 1 })).toEqual({
    error: inEnglish('shares: output 1: expected a value within "big", "small"; found "huge".'),
  });
});

test('a rule whose test fails may match or not: that is an error, even beside one that matches', async () => {
  const xml = dmn(
    decision(
      'late',
      table({
        policy: 'FIRST',
        inputs: ['filedOn'],
        outputs: ['isLate'],
        rules: [
          [['date(?) > date("2026-01-01")'], ['true']],
          [['-'], ['false']],
        ],
      }),
    ),
  );

  expect(await decide(xml, 'late', { filedOn: '2026-03-02' })).toMatchObject({ value: true });
  expect(await decide(xml, 'late', { filedOn: 'soon' })).toMatchObject({
    error: inEnglish(expect.stringContaining('expected an answer of `date(?) > date("2026-01-01")`; found none')),
  });
});

test('default outputs take the place of rules that do not match', async () => {
  const of = (policy: string) => {
    const xml = shares(policy, ['"some"']).replace(
      '</output>',
      '<defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>',
    );
    return decide(xml, 'shares', { n: 0 });
  };

  expect(await of('UNIQUE')).toMatchObject({ value: 'none', rules: [] });
  expect(await of('COLLECT')).toMatchObject({ value: ['none'] });
});

test('P: with several outputs the first weighs most', async () => {
  const xml = dmn(
    decision(
      'measure',
      table({
        policy: 'OUTPUT_ORDER',
        inputs: ['n'],
        outputs: ['kind:"seize", "freeze"', 'days:30, 15'],
        rules: [
          [['> 0'], ['"freeze"', '30']],
          [['> 0'], ['"seize"', '15']],
          [['> 0'], ['"seize"', '30']],
        ],
      }),
    ),
  );

  expect(await decide(xml, 'measure', { n: 1 })).toMatchObject({ rules: [{ index: 3 }, { index: 2 }, { index: 1 }] });
});

test('several outputs give a context', async () => {
  const xml = dmn(
    decision(
      'notice',
      table({
        policy: 'UNIQUE',
        inputs: ['kind'],
        outputs: ['days', 'unit'],
        rules: [
          [['"movable"'], ['15', '"day"']],
          [['"realEstate"'], ['30', '"day"']],
        ],
      }),
    ),
  );

  expect(await decide(xml, 'notice', { kind: 'realEstate' })).toMatchObject({ value: { days: 30, unit: 'day' } });
});
