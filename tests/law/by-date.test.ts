// Rows of decision tables are chosen by the day of the act, and for conduct by the day of the conduct.
import { beforeAll, expect, test } from '@jest/globals';
import { checkTables } from '../../engine/check/index.ts';
import { evaluateDecision, readDecisions } from '../../engine/dmn/index.ts';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { calendar } from '../../law/calendar.ts';
import { modelFiles } from '../../registry/folder.ts';
import { Court, loadModels, type People } from '../../tools/simulate/court.ts';
import { caseFile } from '../../tools/simulate/loan-case.ts';
import { endedIn2026, nextYears } from '../models/next-years-limits.ts';

const limits = modelFiles().find(({ name }) => name.endsWith('/sanction-limits.dmn'))!.content;

let models: ReadonlyMap<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

function refer(variables: Variables, people: People = {}): Court {
  const court = new Court(models, '2026-05-06T01:00:00.000Z', people, () => ({ filed: true }));
  court.simulation.start('crime-referral', {
    caseFile,
    suspect: '丙',
    act: '拒不交付房屋',
    sanctioned: false,
    ...variables,
  });
  court.run();
  return court;
}

test('REF2020#2.1.3, REF#3.1.5: a referral for refusal to hand over requires an earlier fine or detention only since 2024-12-01', () => {
  const before = refer({ referralGround: 'handoverRefused', conductOn: '2024-11-30' });
  const since = refer({ referralGround: 'handoverRefused', conductOn: '2024-12-01' });
  const today = refer({ referralGround: 'handoverRefused' });

  expect(before.documents.map(({ fields }) => fields['ground'])).toEqual([
    '拒不交付财物、票证或者拒不迁出房屋、退出土地',
  ]);
  expect(before.tasks).toEqual([]);
  for (const court of [since, today]) {
    expect(court.documents).toEqual([]);
    expect(court.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
  }
});

test('REF#3.1.1: a ground that only the newer interpretation names does not apply to earlier conduct', () => {
  const laterDay = { correctReferral: { complete: { referralGround: 'assetsGivenAway', conductOn: '2024-12-03' } } };

  const court = refer({ referralGround: 'assetsGivenAway', conductOn: '2024-11-30' }, laterDay);

  expect(court.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
  expect(court.documents.map(({ type }) => type)).toEqual(['移送公安机关侦查函']);
});

test.each([
  ['referral-grounds', { actDate: '2024-11-30', ground: 'handoverRefused' }, 'REF2020#2.1.3'],
  ['referral-grounds', { actDate: '2024-12-01', ground: 'handoverRefused' }, 'REF#3.1.5'],
  ['delay-interest', { actDate: '2021-12-31' }, 'INT#1'],
  ['delay-interest', { actDate: '2023-12-31' }, 'INT#1 CPL#260'],
  ['delay-interest', { actDate: '2024-01-01' }, 'INT#1 CPL#264'],
  ['notice-period', { actDate: '2022-04-09' }, 'CPLI#482'],
  ['notice-period', { actDate: '2022-04-10' }, 'CPLI#480'],
])('the record of %s on %j cites %s', (id, variables, cited) => {
  const decisions = models.get('crime-referral')!.decisions;

  const result = evaluateDecision(decisions, id, variables, { at: '2026-05-06T01:00:00.000Z', calendar });

  expect(result).toMatchObject({ rules: [{ annotation: expect.stringMatching(new RegExp(`^${cited} `)) }] });
});

test.each(['2014-08-01', '2020-12-31', '2021-01-01', '2022-04-09', '2022-04-10'])(
  '%s has one place for each item of the set-off',
  (actDate) => {
    const decisions = models.get('claim-statement')!.decisions;

    const result = evaluateDecision(
      decisions,
      'set-off-order',
      { actDate },
      { at: '2026-05-06T01:00:00.000Z', calendar },
    );

    const order = ['executionCosts', 'instrumentCosts', 'generalInterest', 'principal', 'doubledInterest'];
    expect(result).toMatchObject({ value: order });
  },
);

test('a fine limit of 2027 beside one without an end is reported, and a day without a row as well', async () => {
  const found = async (xml: string) => checkTables((await readDecisions(xml)).decisions, xml);

  expect(await found(nextYears(limits))).toMatchObject([
    {
      rule: 'overlaps',
      elementId: 'sanction-limits',
      line: expect.any(Number),
      reason:
        'Expected one row of a UNIQUE table for each input; rows 1 and 5 both take date(actDate) = 2027-01-01, kind = "fine", subjectKind = "unit".',
      advice: expect.stringContaining('docs/add-statutory-number.md'),
    },
  ]);
  expect(await found(nextYears(endedIn2026(limits, '2026-12-30')))).toMatchObject([
    { rule: 'gaps', reason: expect.stringContaining('subjectKind = "unit", date(actDate) on 2026-12-31') },
  ]);
  expect(await found(nextYears(endedIn2026(limits)))).toEqual([]);
});

test('a unit is fined within the limit of the day: a fine of two million goes back on 2026-12-31 and not on 2027-01-01', async () => {
  const { decisions } = await readDecisions(nextYears(endedIn2026(limits)));
  const newer = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
  const withNewer = new Map(
    [...models].map(([id, model]) => [id, { ...model, decisions: { ...model.decisions, ...newer } }]),
  );
  const fine = { kind: 'fine', subject: { name: '某公司', kind: 'unit' }, ground: '拒绝协助', amountFen: 200_000_000 };
  const opened = (at: string) => {
    const court = new Court(withNewer, at, {}, () => ({}));
    court.simulation.start('sanction', { caseFile, sanction: fine });
    court.run(Date.parse(at) + 3_600_000);
    return court.tasks.map(({ elementId }) => elementId);
  };

  expect(opened('2026-12-31T15:59:00.000Z')).toEqual(['correctTerms']);
  expect(opened('2026-12-31T16:00:00.000Z')).toEqual(['approve']);
});
