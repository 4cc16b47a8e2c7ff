// Imports between DMN files that are given together (DMN 1.5 §6.3.3).
import { expect, test } from '@jest/globals';
import { evaluateDecision, readDecisions } from '../../../engine/dmn/index.ts';
import { calendar } from '../../../law/calendar.ts';
import { inEnglish } from '../feel/support.ts';
import { decision, dmn, literal } from './support.ts';

const context = { at: '2026-03-02T01:00:00.000Z', calendar };

/** The court's fees, which other files import. */
const fees = dmn(
  '<itemDefinition name="tAmount"><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues></itemDefinition>',
  '<inputData id="amount" name="amount"><variable name="amount" typeRef="tAmount"/></inputData>',
  decision('base', literal('50')),
  `<businessKnowledgeModel id="half" name="half of"><encapsulatedLogic>
     <formalParameter name="amount"/>${literal('amount / 2')}</encapsulatedLogic></businessKnowledgeModel>`,
).replace('namespace="test"', 'namespace="court/fees"');

const importing = (logic: string, type = '') =>
  dmn(
    '<import id="fees" namespace="court/fees" name="fees" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
    `<decision id="fee" name="fee"><variable name="fee"${type}/>
     <informationRequirement><requiredInput href="court/fees#amount"/></informationRequirement>
     <informationRequirement><requiredDecision href="court/fees#base"/></informationRequirement>
     <knowledgeRequirement><requiredKnowledge href="court/fees#half"/></knowledgeRequirement>${logic}</decision>`,
  );

async function decideWith(xml: string, amount: number) {
  const files = await Promise.all([fees, xml].map((file) => readDecisions(file, [fees, xml])));
  expect(files.flatMap(({ faults }) => faults)).toEqual([]);
  const byId = Object.fromEntries(files.flatMap(({ decisions }) => decisions.map((one) => [one.id, one])));
  return evaluateDecision(byId, 'fee', { amount }, context);
}

test('decisions, knowledge and input data go by the name of their import', async () => {
  const xml = importing(literal('fees.base + fees.half of(fees.amount)'));

  expect(await decideWith(xml, 100)).toMatchObject({ value: 100 });
});

test('imported types are checked', async () => {
  const xml = importing(literal('fees.base - fees.amount'), ' typeRef="fees.tAmount"');

  expect(await decideWith(xml, 30)).toMatchObject({ value: 20 });
  expect(await decideWith(xml, 80)).toEqual({
    error: inEnglish("decision 'fee': expected number within >= 0; found -30."),
  });
});

test('an import without its file is refused', async () => {
  const { faults } = await readDecisions(importing(literal('1')));

  expect(faults).toMatchObject([
    {
      elementId: 'fees',
      line: 3,
      reason: "Expected the DMN file of the namespace 'court/fees' together with the one that imports it; found none.",
    },
  ]);
});
