// A wrong scenario is refused with field, rule and remedy, in both languages.
import { expect, test } from '@jest/globals';
import { applicationSchema } from '../../../api/resources/cases/application.ts';
import { readScenario, ScenarioFaults } from '../../../tools/simulate/index.ts';
import schema from '../../../tools/simulate/scenario/scenario.schema.json' with { type: 'json' };
import type { Scenario } from '../../../tools/simulate/scenario/scenario.ts';
import { loan, played } from './support.ts';

async function faultsOf(scenario: unknown): Promise<string[]> {
  try {
    await played(scenario as Scenario);
  } catch (failure) {
    if (!(failure instanceof ScenarioFaults)) throw failure;
    for (const { message, remedy } of failure.faults)
      expect([message.zh, message.en, remedy.zh, remedy.en].filter((text) => text === '')).toEqual([]);
    return failure.faults.map(({ field, rule }) => `${field} ${rule}`);
  }
  return [];
}

test('every fault of the form is named at its field', async () => {
  const { title: _title, ...untitled } = loan();

  const faults = await faultsOf({ ...untitled, untill: 'end', decisions: [{ by: '王法官', afterDays: -1 }] });

  expect(faults.sort()).toEqual([
    '/decisions/0/afterDays minimum',
    '/decisions/0/task required',
    '/title required',
    '/untill additionalProperties',
  ]);
});

test('a file that is no JSON is refused as a whole', () => {
  expect(() => readScenario('{"title": ')).toThrow(/不是有效的 JSON/);
});

test('names that the court does not know are refused, with those that it knows', async () => {
  const faults = await faultsOf(
    loan({
      people: { 王法官: { role: 'judge', court: '冀9999' }, 张书记员: { role: 'clerk' } },
      bodies: { 农业银行: {}, bank: { operations: { 冻结房屋: {} } } },
      property: { deposits: [{ owner: '张三', body: 'abc', accountNumber: '1', balanceFen: 1 }] },
      decisions: [{ task: '审查' }, { task: 'signNotice', by: '李四' }, { task: 'signNotice', by: '张书记员' }],
      messages: [
        { name: '付款', on: '2026-04-01', variables: {} },
        { name: 'agency-answer', afterDays: 1, variables: {} },
        { name: 'debtor-payment', after: { element: 'nowhere' }, variables: {} },
      ],
    }),
  );

  expect(faults).toEqual([
    '/people/王法官/court court',
    '/bodies/农业银行 body',
    '/bodies/bank/operations/冻结房屋 operation',
    '/property/deposits/0/owner party',
    '/property/deposits/0/body body',
    '/decisions/0/task task',
    '/decisions/1/by person',
    '/decisions/2/by role',
    '/messages/0/name message',
    '/messages/1/name internal',
    '/messages/2/after/element element',
  ]);
});

test('contradictions and dates before the filing are refused', async () => {
  const faults = await faultsOf(
    loan({
      bodies: { bank: { refuse: '不予协助', silent: true, operations: { freeze: { answer: { frozenFen: 'x' } } } } },
      decisions: [
        { task: 'signNotice', on: '2026-04-01', afterDays: 1 },
        { task: 'signNotice', on: '2026-02-01' },
      ],
      messages: [{ name: 'debtor-payment', variables: {} }],
      until: '2025-01-01',
    }),
  );

  expect(faults).toEqual([
    '/bodies/bank/silent both',
    '/bodies/bank/operations/freeze/answer/frozenFen type',
    '/decisions/0/afterDays both',
    '/decisions/1/on notBeforeStart',
    '/messages/0 when',
    '/until notBeforeStart',
  ]);
});

test('what the court refuses during the run is named at its field of the file', async () => {
  const { application, ...start } = loan().start;
  const wrongSum = loan({
    start: { ...start, application: { ...application, claim: { principalFen: 1, interestFen: 0, costsFen: 0 } } },
  });
  const wrongResult = loan({
    decisions: [{ task: 'reviewApplication', result: { accepted: 'perhaps', reason: '无' } }],
  });
  const tooEarly = loan({ decisions: [{ task: 'signNotice', on: '2026-03-02', result: {} }] });
  const wrongMessage = loan({
    messages: [{ name: 'debtor-payment', afterDays: 9, variables: { payment: { amountFen: 0, paidOn: '@today+1' } } }],
  });
  const noSuchParty = loan({
    messages: [{ name: 'debtor-payment', afterDays: 9, variables: { payment: { by: '@party:张三' } } }],
  });

  expect(await faultsOf(wrongSum)).toEqual(['/start/application/applicants claimSum']);
  expect(await faultsOf(wrongResult)).toEqual(['/decisions/0/result/accepted enum']);
  expect(await faultsOf(tooEarly)).toEqual(['/decisions/0/on notBeforeTask']);
  expect(await faultsOf(wrongMessage)).toEqual([
    '/messages/0/variables/payment/amountFen minimum',
    '/messages/0/variables/payment/paidOn formatMaximum',
  ]);
  expect(await faultsOf(noSuchParty)).toEqual(['/messages/0/variables reference']);
});

test('the application of a scenario has exactly the fields of the API, apart from court, date and clock', () => {
  const { externalId: _id, court: _court, filedOn: _date, training: _clock, ...facts } = applicationSchema.properties;

  const withoutExamples = (name: string, value: unknown) => (name === 'examples' ? undefined : value);
  const ofApi = JSON.parse(JSON.stringify(facts, withoutExamples));
  expect(schema.properties.start.properties.application.properties).toEqual(ofApi);
});
