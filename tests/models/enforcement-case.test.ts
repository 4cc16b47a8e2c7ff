// The whole case in memory: the court's acts, and the consequences that the law requires.
import { beforeAll, expect, test } from '@jest/globals';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { loadModels, type People } from '../../tools/simulate/court.ts';
import { caseFile, deposit, flat, runCase } from '../../tools/simulate/loan-case.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const run = (assets: readonly Variables[], overrides: People = {}, until?: string) =>
  runCase(models, assets, overrides, until);

test('EWR#64: the found assets are transferred and sold, all applicants are paid, and the case ends fully performed', () => {
  const court = run([deposit, flat]);

  expect(court.status).toEqual({ accepted: true, handler: '王法官', way: 'fullyPerformed', closedOn: '2026-04-13' });
  expect(court.completed('enforcement-case')).toEqual([
    'applicationFiled',
    'isResumption',
    'file',
    'isAccepted',
    'notifyDebtors',
    'prepared',
    'proceedAtOnce',
    'findTerm',
    'investigate',
    'isPropertyFound',
    'control',
    'reportAndDiscipline',
    'dispose',
    'disburse',
    'isSatisfied',
    'close',
    'fullyPerformed',
    'enforcement-case',
  ]);
  expect(court.completed('case-closing')).toEqual(expect.arrayContaining(['issueClosingNotice', 'closeCase']));
  for (const called of ['assistance-order', 'deposit-transfer']) expect(court.completed(called)).toContain(called);
});

test('INT#1, #3: 50 days on 100 000 until the transfer, 20 days on 71 400 until the ruling is served; costs first, surplus to the debtor', () => {
  const court = run([deposit, flat]);

  // 100 000 + 875.00 + 249.90 = 101 124.90, six to four; 180 000 - 1 400 - 101 124.90 = 77 475.10.
  // EFM#10: 28 600 of the transfer are paid out before the sale.
  expect(court.payouts.map(({ payee, purpose, amountFen }) => [payee, purpose, amountFen])).toEqual([
    ['执行法院', 'executionCosts', 1_400_00],
    ['甲', 'claim', 17_160_00],
    ['乙', 'claim', 11_440_00],
    ['甲', 'claim', 43_514_94],
    ['乙', 'claim', 29_009_96],
    ['丙', 'surplus', 77_475_10],
  ]);
});

test('CPLI#508: the approval form of a disbursement names its purposes in Chinese', () => {
  const forms = run([deposit, flat]).documents.filter(({ type }) => type === '案款发放审批表');

  const purposes = forms.flatMap(({ fields }) =>
    (fields['payments'] as readonly { purpose: string }[]).map((one) => one.purpose),
  );
  expect(purposes).toEqual(['执行费用', '债权', '债权', '债权', '债权', '剩余款']);
});

test('CPL#85, EWR#16, CPLI#480, RPR#1, RPR#30, NAR#26, EFM#10, AUR#20, AUR#27: the tasks fall due when the law says', () => {
  const court = run([deposit, flat]);

  expect(court.tasks.filter((task) => task.due).map(({ elementId, due }) => [elementId, due])).toEqual([
    ['reviewApplication', '2026-03-09'],
    ['signNotice', '2026-03-12'],
    ['consultParties', '2026-04-08'],
    ['decideTerms', '2026-04-07'],
    // Failed on 30 March: bidding again by 29 April, 18 days of telling and notice before
    ['decideTerms', '2026-04-11'],
    ['approveDisbursement', '2026-04-16'],
    ['serveSaleRuling', '2026-04-14'],
    ['handOver', '2026-04-21'],
    ['approveDisbursement', '2026-05-06'],
  ]);
});

test('CPLI#485: a deposit is frozen for a year, a flat sealed for three; both end with the transfer and the sale (SFR#27)', () => {
  const court = run([deposit, flat]);

  expect(court.measures.map(({ kind, expiresOn, releasedOn }) => [kind, expiresOn, releasedOn])).toEqual([
    ['freeze', '2027-03-09', '2026-03-17'],
    ['seal', '2029-03-09', '2026-04-06'],
  ]);
});

test('EWR#16: an application that does not qualify is ruled against, and nothing else happens', () => {
  const court = run([], { reviewApplication: { complete: { accepted: false, reason: '不属于本院管辖' } } });

  expect(court.status).toEqual({ accepted: false });
  expect(court.documents.map(({ type }) => type)).toEqual(['不予受理裁定书']);
});

test('SFR#19: an asset is not controlled when the assets before it already cover the debt', () => {
  const planControl = [{ complete: { controlOrder: ['冀-1', '6222'] } }, { complete: { controlOrder: ['冀-1'] } }];
  const court = run([deposit, flat], { planControl });

  expect(court.tasks.filter(({ elementId }) => elementId === 'planControl')).toHaveLength(2);
  expect(court.measures.map(({ kind }) => kind)).toEqual(['seal']);
});

test('AUR#14: when the deposit covers the remaining debt, the flat is not sold but released', () => {
  const court = run([{ ...deposit, balanceFen: 60_000_00 }, flat], {}, '2026-03-10T01:00:00Z');
  expect(court.measures.map(({ kind }) => kind)).toEqual(['freeze', 'seal']);

  court.simulation.publish('debtor-payment', caseFile.number, {
    payment: { amountFen: 50_000_00, paidOn: '2026-03-10' },
  });
  court.run();

  expect(court.status.way).toBe('fullyPerformed');
  expect(court.completed('judicial-auction')).toEqual([]);
  expect(court.measures.every(({ releasedOn }) => releasedOn !== undefined)).toBe(true);
});

test('NAR#10, #17: a starting price below 70 % or a deposit above 20 % goes back to the panel', () => {
  const lawful = { startingPriceFen: 140_000_00, depositFen: 14_000_00, incrementFen: 1_000_00 };
  const court = run([flat], {
    planControl: { complete: { controlOrder: ['冀-1'] } },
    decideTerms: [
      { complete: { ...lawful, startingPriceFen: 139_999_99 } },
      { complete: { ...lawful, depositFen: 28_000_01 } },
      { complete: lawful },
      { complete: { ...lawful, startingPriceFen: 112_000_00 } },
    ],
  });

  expect(court.tasks.filter(({ elementId }) => elementId === 'decideTerms')).toHaveLength(4);
  expect(court.completed('judicial-auction').filter((id) => id === 'publish')).toHaveLength(2);
});

test('CPLI#517: when no asset is found, the search is exhausted on site, the report period runs out, and the round is terminated', () => {
  const decideCreditMeasures = { complete: { restrict: true, list: true, ground: '违反财产报告制度' } };
  const court = run([], { receiveReport: [], decideCreditMeasures });

  expect(court.status.way).toBe('roundTermination');

  expect(court.completed('property-investigation')).toContain('investigateOnSite');
  expect(court.completed('property-report')).toContain('reportOverdue');
  expect(court.completed('enforcement-case').slice(-5)).toEqual([
    'exhausted',
    'areThereMore',
    'terminateRound',
    'roundTerminated',
    'enforcement-case',
  ]);
});

test('PIR#10, CRR#1: a debtor who does not report may be both restricted and listed', () => {
  const court = run([], {
    receiveReport: [],
    decideCreditMeasures: { complete: { restrict: true, list: true, ground: '违反财产报告制度' } },
  });

  expect(court.completed('property-report')).toEqual(
    expect.arrayContaining(['restrictConsumption', 'listDishonest', 'creditMeasuresTaken']),
  );
  expect(court.credit.map(({ kind }) => kind).sort()).toEqual(['consumptionRestriction', 'dishonestList']);
});

test('CPL#253, SFR#19: the second of two deposits is frozen only for the amount still missing', () => {
  const court = run(
    [
      { ...deposit, balanceFen: 80_000_00 },
      { ...deposit, externalRef: '6333', balanceFen: 80_000_00 },
    ],
    { planControl: { complete: { controlOrder: ['6222', '6333'] } } },
    '2026-03-10T01:00:00Z',
  );

  // Interest is calculated to the end of the term, 2 September: 219 days, 3 832.50 on 100 000; the fee is 1 400
  const rulings = court.documents.filter(({ type }) => type === '冻结裁定书');
  expect(rulings.map(({ fields }) => fields['amountFen'])).toEqual([80_000_00, 25_232_50]);
});

test('SFR#1: the ruling is served on the debtor and on every applicant', () => {
  const court = run([deposit], { planControl: { complete: { controlOrder: ['6222'] } } }, '2026-03-10T01:00:00Z');

  expect(court.services.slice(-3).map(({ addressee }) => addressee)).toEqual(['debtor-1', '甲', '乙']);
});
