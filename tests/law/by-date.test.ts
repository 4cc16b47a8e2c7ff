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

test('REF#3.1.1: to give assets away is a ground of referral for conduct since 2024-12-01, not for earlier conduct', () => {
  const laterDay = { correctReferral: { complete: { referralGround: 'assetsGivenAway', conductOn: '2024-12-01' } } };

  const before = refer({ referralGround: 'assetsGivenAway', conductOn: '2024-11-30' });
  const since = refer({ referralGround: 'assetsGivenAway', conductOn: '2024-12-01' });
  const today = refer({ referralGround: 'assetsGivenAway' });
  const corrected = refer({ referralGround: 'assetsGivenAway', conductOn: '2024-11-30' }, laterDay);

  expect(before.documents).toEqual([]);
  expect(before.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
  for (const court of [since, today, corrected])
    expect(court.documents.map(({ fields }) => fields['ground'])).toEqual([
      '恶意无偿处分财产权益或者延长到期债权的履行期限',
    ]);
  expect([...since.tasks, ...today.tasks]).toEqual([]);
});

test('REF2020#2.1.8: great loss of the creditor is a ground of referral only for conduct until 2024-11-30', () => {
  const before = refer({ referralGround: 'creditorLossCaused', conductOn: '2024-11-30' });
  const since = refer({ referralGround: 'creditorLossCaused', conductOn: '2024-12-01' });

  expect(before.documents.map(({ fields }) => fields['ground'])).toEqual(['致使债权人遭受重大损失']);
  expect(since.documents).toEqual([]);
  expect(since.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
});

test('REF#3.1.5: a refusal to hand over requires an earlier fine or detention, for conduct before 2024-12-01 too', () => {
  for (const conductOn of ['2024-11-30', '2024-12-01']) {
    const without = refer({ referralGround: 'handoverRefused', conductOn });
    const after = refer({ referralGround: 'handoverRefused', conductOn, sanctioned: true });

    expect(without.documents).toEqual([]);
    expect(without.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
    expect(after.documents.map(({ type }) => type)).toEqual(['移送公安机关侦查函']);
  }
});

const reportPeriods = 'RPR#1 RPR#6 RPR#11 RPR#19 RPR#21 RPR#22 RPR#23 RPR#27';

test.each([
  ['referral-grounds', { actDate: '2024-11-30', ground: 'handoverRefused' }, 'unverified REF2020#2.1.3'],
  ['referral-grounds', { actDate: '2024-12-01', ground: 'handoverRefused' }, 'REF#3.1.5'],
  ['delay-interest', { actDate: '2021-12-31' }, 'INT#1'],
  ['delay-interest', { actDate: '2022-01-01' }, 'INT#1 CPL#260'],
  ['delay-interest', { actDate: '2023-12-31' }, 'INT#1 CPL#260'],
  ['delay-interest', { actDate: '2024-01-01' }, 'INT#1 CPL#264'],
  ['notice-period', { actDate: '2022-04-09' }, 'CPLI#482 EWR#22'],
  ['notice-period', { actDate: '2022-04-10' }, 'CPLI#480 EWR#22'],
  ['set-off-order', { actDate: '2020-12-31' }, 'unverified CTI#21'],
  ['set-off-order', { actDate: '2021-01-01' }, 'CPLI#510 EWR#34'],
  ['set-off-order', { actDate: '2022-04-09' }, 'CPLI#510 EWR#34'],
  ['set-off-order', { actDate: '2022-04-10' }, 'CPLI#508 EWR#34'],
  ['enforcement-term', { actDate: '2020-12-31', category: 'litigation' }, 'TLR#5'],
  ['enforcement-term', { actDate: '2021-01-01', category: 'litigation' }, 'TLR#5 EWR#63'],
  ['price-periods', { actDate: '2021-12-31' }, `unverified ${reportPeriods}`],
  ['price-periods', { actDate: '2022-01-01' }, `${reportPeriods} CPL#232`],
  ['price-periods', { actDate: '2023-12-31' }, `${reportPeriods} CPL#232`],
  ['price-periods', { actDate: '2024-01-01' }, `${reportPeriods} CPL#236`],
])('the record of %s on %j cites %s', (id, variables, cited) => {
  const decisions = Object.assign({}, ...[...models.values()].map((model) => model.decisions));

  const result = evaluateDecision(decisions, id, variables, { at: '2026-05-06T01:00:00.000Z', calendar });

  expect('rules' in result && result.rules[0]?.annotation).toMatch(new RegExp(`^${cited} [^A-Z]`));
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
