// What is refused when a DMN file is read, with element, line and reason.
import { expect, test } from '@jest/globals';
import { readDecisions } from '../../../engine/dmn/index.ts';
import { modelFiles } from '../../../registry/folder.ts';
import { decision, dmn, literal, table } from './support.ts';

test('decisions are plain JSON', async () => {
  const { decisions } = await readDecisions(dmn(decision('answer', literal('42'))));

  expect(JSON.parse(JSON.stringify(decisions))).toEqual(decisions);
  expect(decisions).toEqual([
    {
      id: 'answer',
      name: 'answer',
      hasFreeNames: false,
      requires: [],
      type: 'decision',
      logic: { type: 'literal', text: '42' },
    },
  ]);
});

test('every expression that does not parse is told at once', async () => {
  const { faults } = await readDecisions(
    dmn(
      decision('first', literal('1 +')),
      decision('second', table({ policy: 'UNIQUE', inputs: ['n'], outputs: ['x'], rules: [[['> 1 2'], ['"a']]] })),
    ),
  );

  expect(faults).toMatchObject([
    { elementId: 'first', line: 3, reason: 'Incomplete <ArithmeticExpression> at character 4 of `1 +`.' },
    {
      elementId: 'rule-1',
      line: 9,
      reason: 'Unrecognized token in <SimplePositiveUnaryTest> at character 5 of `> 1 2`.',
    },
    expect.objectContaining({ elementId: 'rule-1', line: 9 }),
  ]);
});

test('another expression language is refused', async () => {
  const logic = '<literalExpression id="js" expressionLanguage="javascript"><text>1</text></literalExpression>';

  expect((await readDecisions(dmn(decision('d', logic)))).faults).toMatchObject([
    { elementId: 'js', line: 4, reason: 'Expected the expression language FEEL; found javascript.' },
  ]);
});

test('a function that FEEL cannot run is refused', async () => {
  const knowledge = `<businessKnowledgeModel id="java" name="java"><encapsulatedLogic id="call" kind="Java"/></businessKnowledgeModel>`;

  expect((await readDecisions(dmn(knowledge))).faults).toMatchObject([
    { elementId: 'call', line: 3, reason: 'Expected a function of kind FEEL; found Java.' },
  ]);
});

test('a table that its hit policy cannot decide is refused', async () => {
  const reasonsOf = async (policy: string, outputs: string[], cells: string[]) => {
    const rules = [[['1'], cells]] as const;
    const { faults } = await readDecisions(dmn(decision('d', table({ policy, inputs: ['n'], outputs, rules }))));
    return faults.map(({ reason }) => reason);
  };

  expect(await reasonsOf('PRIORITY', ['a'], ['1'])).toEqual([
    'Expected output values, whose order is the priority of the hit policy PRIORITY; found none.',
  ]);
  expect(await reasonsOf('COLLECT SUM', ['a', 'b'], ['1', '2'])).toEqual([
    'Expected one output for the aggregation SUM; found 2.',
  ]);
  expect(await reasonsOf('UNIQUE', ['a', 'b'], ['1'])).toEqual([
    'Expected 1 input and 2 output entries in rule 1; found 1 and 1.',
  ]);
  expect(await reasonsOf('BEST', ['a'], ['1'])).toEqual([
    expect.stringMatching(/^Expected a hit policy of .*; found BEST/),
  ]);
});

test('a table may be drawn with its rules as columns or as a cross table', async () => {
  const upright = dmn(
    decision('d', table({ policy: 'UNIQUE', inputs: ['n'], outputs: ['a'], rules: [[['1'], ['2']]] })),
  );
  const drawn = (orientation: string) =>
    readDecisions(upright.replace('<decisionTable', `<decisionTable preferredOrientation="${orientation}"`));

  for (const orientation of ['Rule-as-Row', 'Rule-as-Column', 'CrossTable'])
    expect(await drawn(orientation)).toEqual(await readDecisions(upright));
});

test('an element without an id goes by its name', async () => {
  const { decisions } = await readDecisions(dmn(`<decision name="fee">${literal('1')}</decision>`));

  expect(decisions).toMatchObject([{ id: 'fee', name: 'fee' }]);
});

test('a function that neither FEEL nor the model has is refused', async () => {
  const knowledge = `<businessKnowledgeModel id="twice" name="twice"><encapsulatedLogic>
    <formalParameter name="n"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`;
  const { faults } = await readDecisions(dmn(knowledge, decision('d', literal('twice(summ([1]))'))));

  expect(faults).toMatchObject([
    { elementId: 'd', reason: "Expected a function of FEEL or of the model in `twice(summ([1]))`; found 'summ'." },
  ]);
});

test('what is no DMN is refused', async () => {
  expect((await readDecisions('<nonsense/>')).faults).toHaveLength(1);
  expect((await readDecisions('nonsense')).faults).toHaveLength(1);
});

for (const { name, content } of modelFiles().filter((file) => file.name.endsWith('.dmn'))) {
  test(`${name} is read without fault`, async () => {
    const { decisions, faults } = await readDecisions(content);

    expect(faults).toEqual([]);
    expect(decisions.length).toBeGreaterThan(0);
  });
}

test('DMN 1.1, as Camunda 7 writes it, is read', async () => {
  const { decisions, faults } = await readDecisions(
    dmn(decision('answer', literal('42'))).replace(/https[^"]*MODEL\//, 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'),
  );

  expect(faults).toEqual([]);
  expect(decisions.map(({ id }) => id)).toEqual(['answer']);
});
