// What is refused when a DMN file is read, with element, line and reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readDecisions } from '../../../engine/dmn/index.ts';
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

  expect(faults).toEqual([
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

  expect((await readDecisions(dmn(decision('d', logic)))).faults).toEqual([
    { elementId: 'js', line: 4, reason: 'Expected the expression language FEEL; found javascript.' },
  ]);
});

test('a function that FEEL cannot run is refused', async () => {
  const knowledge = `<businessKnowledgeModel id="java" name="java"><encapsulatedLogic id="call" kind="Java"/></businessKnowledgeModel>`;

  expect((await readDecisions(dmn(knowledge))).faults).toEqual([
    { elementId: 'call', line: 3, reason: 'Expected a function of kind FEEL; found Java.' },
  ]);
});

test('what is no DMN is refused', async () => {
  expect((await readDecisions('<nonsense/>')).faults).toHaveLength(1);
  expect((await readDecisions('nonsense')).faults).toHaveLength(1);
});

const models = join(import.meta.dirname, '..', '..', '..', 'models');

for (const file of readdirSync(models).filter((name) => name.endsWith('.dmn'))) {
  test(`${file} is read without fault`, async () => {
    const { decisions, faults } = await readDecisions(readFileSync(join(models, file), 'utf8'));

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
