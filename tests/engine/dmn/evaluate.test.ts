// Decisions with what they require, and what becomes an error because law hangs on it.
import { describe, expect, test } from '@jest/globals';
import { inEnglish } from '../feel/support.ts';
import { decide, decision, dmn, literal, requires, table } from './support.ts';

/** A statutory period by the date of the act: the row in force on that day. */
const period = (cell: string) =>
  decision(
    'period',
    table({
      policy: 'UNIQUE',
      inputs: ['date(actDate)'],
      outputs: ['days'],
      rules: [
        [['< date("2024-01-01")'], ['30'], 'L#1 (old)'],
        [['>= date("2024-01-01")'], [cell], 'L#1'],
      ],
    }),
  );

test('the row in force on the day of the act is chosen', async () => {
  const xml = dmn(period('15'));

  expect(await decide(xml, 'period', { actDate: '2023-12-31' })).toMatchObject({ value: 30 });
  expect(await decide(xml, 'period', { actDate: '2024-01-01' })).toMatchObject({
    value: 15,
    rules: [{ annotation: 'L#1' }],
  });
});

test('a required decision goes by its name, and its rules are told too', async () => {
  const due = literal('endOf(periodEnd(actDate, period, "day"))');
  const xml = dmn(period('15'), decision('due', due, requires('period')));

  expect(await decide(xml, 'due', { actDate: '2026-09-16' })).toEqual({
    value: '2026-10-09T00:00:00+08:00',
    rules: [{ decisionId: 'period', index: 2, id: 'rule-2', annotation: 'L#1' }],
    warnings: [],
  });
});

test('a value that failed is an error, not a null', async () => {
  const result = await decide(dmn(period('15 + "days"')), 'period', { actDate: '2026-03-02' });

  expect(result).toEqual({
    error: inEnglish(
      `period: expected a value of \`15 + "days"\`; found null: Expected operands of '+' that go together; found number and string.`,
    ),
  });
});

test('a missing date is an error, not the first row', async () => {
  expect(await decide(dmn(period('15')), 'period', {})).toHaveProperty('error');
});

test('an error in a required decision is an error of the one asked for', async () => {
  const xml = dmn(period('15'), decision('due', literal('if period = null then 0 else period'), requires('period')));

  expect(await decide(xml, 'due', { actDate: 'soon' })).toHaveProperty('error');
});

test('a decision that nobody deployed is an error', async () => {
  for (const id of ['term', 'toString'])
    expect(await decide(dmn(period('15')), id)).toEqual({
      error: inEnglish(`Expected a decision '${id}'; none of that id is deployed.`),
    });
});

test('a typed date comes from its text, and a value of the wrong type is an error', async () => {
  const xml = dmn(
    `<inputData id="in" name="servedOn"><variable name="servedOn" typeRef="date"/></inputData>`,
    decision(
      'year',
      literal('servedOn.year'),
      '<informationRequirement><requiredInput href="#in"/></informationRequirement>',
    ),
  );

  expect(await decide(xml, 'year', { servedOn: '2026-03-02' })).toMatchObject({ value: 2026 });
  expect(await decide(xml, 'year', { servedOn: 7 })).toHaveProperty('error');
});

test('names with spaces are read as the model spells them', async () => {
  const xml = dmn(
    `<inputData id="in" name="Principal Amount"><variable name="Principal Amount" typeRef="number"/></inputData>`,
    decision(
      'interest',
      literal('Principal Amount * 2'),
      '<informationRequirement><requiredInput href="#in"/></informationRequirement>',
    ),
  );

  expect(await decide(xml, 'interest', { 'Principal Amount': 21 })).toMatchObject({ value: 42 });
});

test('a business knowledge model is a function of those that require it', async () => {
  const xml = dmn(
    `<businessKnowledgeModel id="half" name="half"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
     ${literal('n / 2')}</encapsulatedLogic></businessKnowledgeModel>`,
    decision(
      'quarter',
      literal('half(half(8))'),
      '<knowledgeRequirement><requiredKnowledge href="#half"/></knowledgeRequirement>',
    ),
  );

  expect(await decide(xml, 'quarter')).toMatchObject({ value: 2 });
});

test('a boxed context gives its entries, or its result', async () => {
  const entry = (name: string, text: string) =>
    `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`;
  const entries = `${entry('a', '2')}${entry('b', 'a * 3')}`;

  expect(await decide(dmn(decision('c', `<context>${entries}</context>`)), 'c')).toMatchObject({
    value: { a: 2, b: 6 },
  });
  const withResult = `<context>${entries}<contextEntry>${literal('a + b')}</contextEntry></context>`;
  expect(await decide(dmn(decision('c', withResult)), 'c')).toMatchObject({ value: 8 });
});

test('a decision knows legal time and the calendar', async () => {
  expect(await decide(dmn(decision('today', literal('[today(), provisional(today())]'))), 'today')).toMatchObject({
    value: ['2026-03-02', false],
  });
});

test('the name of a business knowledge model may hold a word of FEEL', async () => {
  const file = dmn(
    `<businessKnowledgeModel id="b" name="say for hello"><encapsulatedLogic>${literal('"hello"')}</encapsulatedLogic></businessKnowledgeModel>`,
    decision(
      'asked',
      literal('say for hello()'),
      '<knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>',
    ),
  );

  expect(await decide(file, 'asked')).toBeDefined();
});

test('a business knowledge model that calls itself for ever is an error', async () => {
  const itself = '<knowledgeRequirement><requiredKnowledge href="#loop"/></knowledgeRequirement>';
  const xml = dmn(
    `<businessKnowledgeModel id="loop" name="loop"><encapsulatedLogic><formalParameter name="n"/>
     ${literal('loop(n + 1)')}</encapsulatedLogic>${itself}</businessKnowledgeModel>`,
    decision('endless', literal('loop(1)'), itself),
  );

  expect(await decide(xml, 'endless')).toHaveProperty('error.en', expect.stringContaining('at most 100 calls'));
});

describe('item definitions', () => {
  const list = (restriction: string) =>
    `<itemDefinition name="tShares" isCollection="true"><typeRef>number</typeRef>${restriction}</itemDefinition>`;
  const shares = `<inputData id="shares" name="shares"><variable name="shares" typeRef="tShares"/></inputData>`;
  const count = decision(
    'shareCount',
    literal('count(shares)'),
    '<informationRequirement><requiredInput href="#shares"/></informationRequirement>',
  );

  test('allowed values hold for each element of a collection', async () => {
    const xml = dmn(list('<allowedValues><text>[0..100]</text></allowedValues>'), shares, count);

    expect(await decide(xml, 'shareCount', { shares: [40, 60] })).toMatchObject({ value: 2 });
    expect(await decide(xml, 'shareCount', { shares: [40, 160] })).toHaveProperty('error');
  });

  test('a type constraint holds for the collection as a whole', async () => {
    const xml = dmn(list('<typeConstraint><text>sum(?) = 100</text></typeConstraint>'), shares, count);

    expect(await decide(xml, 'shareCount', { shares: [40, 60] })).toMatchObject({ value: 2 });
    expect(await decide(xml, 'shareCount', { shares: [40, 160] })).toEqual({
      error: inEnglish("input 'shares': expected a value within sum(?) = 100; found [40,160]."),
    });
  });

  test('are types of FEEL, without their restriction', async () => {
    const type = list('<allowedValues><text>[0..100]</text></allowedValues>');
    const of = (text: string) => decide(dmn(type, decision('d', literal(text))), 'd');

    expect(await of('[1, 200] instance of tShares')).toMatchObject({ value: true });
    expect(await of('["a"] instance of tShares')).toMatchObject({ value: false });
    expect(await of('(function(a: tShares) sum(a))([1, 2])')).toMatchObject({ value: 3 });
  });
});

test('a boxed quantifier whose answer is neither true nor false has no value', async () => {
  const some = (body: string) =>
    `<some iteratorVariable="n"><in>${literal('[1, 2]')}</in><satisfies>${literal(body)}</satisfies></some>`;

  expect(await decide(dmn(decision('d', some('n > 1'))), 'd')).toMatchObject({ value: true });
  expect(await decide(dmn(decision('d', some('if n > 1 then true else "no"'))), 'd')).toHaveProperty('error');
});

test('a decision whose value JSON cannot hold is an error', async () => {
  expect(await decide(dmn(decision('d', literal('[1..5]'))), 'd')).toEqual({
    error: inEnglish('d: expected a value that JSON can hold; found a range.'),
  });
});

test('decisions that require each other are an error', async () => {
  const xml = dmn(decision('a', literal('b'), requires('b')), decision('b', literal('a'), requires('a')));

  expect(await decide(xml, 'a')).toEqual({
    error: inEnglish("Expected decisions that do not require themselves; found 'a'."),
  });
});

describe('what can be called', () => {
  const types = `<itemDefinition name="tDates" isCollection="true"><typeRef>date</typeRef></itemDefinition>
    <itemDefinition name="tGivesDates"><functionItem outputTypeRef="tDates"/></itemDefinition>
    <itemDefinition name="tGivesInstant"><functionItem outputTypeRef="date and time"/></itemDefinition>`;
  const day = decision('day', literal('date(2026, 3, 2)'));
  const service = (type: string) =>
    `<decisionService id="asked" name="asked"><variable name="asked" typeRef="${type}"/><outputDecision href="#day"/></decisionService>`;
  const knowledge = (type: string) =>
    `<businessKnowledgeModel id="asked" name="asked"><variable name="asked" typeRef="${type}"/>
     <encapsulatedLogic><formalParameter name="days"/>${literal('@"2026-03-01" + @"P1D" * days')}</encapsulatedLogic></businessKnowledgeModel>`;

  test('gives what the output type of its function type says (DMN 1.5 §10.3.2.9.4)', async () => {
    for (const asked of [service, knowledge]) {
      const of = (type: string) => decide(dmn(types, day, asked(type)), 'asked', { days: 1 });

      expect(await of('tGivesDates')).toMatchObject({ value: ['2026-03-02'] });
      expect(await of('tGivesInstant')).toMatchObject({ value: '2026-03-02T00:00:00Z' });
      expect(await of('number')).toHaveProperty('error');
    }
  });

  test('a business knowledge model may call itself', async () => {
    const factorial = `<businessKnowledgeModel id="factorial" name="factorial"><encapsulatedLogic>
      <formalParameter name="n"/>${literal('if n < 2 then 1 else n * factorial(n - 1)')}</encapsulatedLogic></businessKnowledgeModel>`;

    expect(await decide(dmn(factorial), 'factorial', { n: 5 })).toMatchObject({ value: 120 });
  });
});
