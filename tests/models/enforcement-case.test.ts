// The whole case in memory: what the court does, what the law says must follow.
import { beforeAll, expect, test } from '@jest/globals';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Agencies, Court, loadModels, type People } from './court.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const caseFile = {
  id: 'case-1',
  number: '(2026)冀0102执1号',
  court: { code: '冀0102', name: '石家庄市长安区人民法院' },
  filedOn: '2026-03-02',
  instrument: {
    kind: '民事判决书',
    number: '(2025)冀0102民初5821号',
    effectiveOn: '2026-01-16',
    performanceDueOn: '2026-01-26',
  },
  claim: { principalFen: 100_000_00, interestFen: 0, costsFen: 0 },
  applicants: [
    { id: 'applicant-1', name: '甲', kind: 'person', claimFen: 60_000_00 },
    { id: 'applicant-2', name: '乙', kind: 'person', claimFen: 40_000_00 },
  ],
  debtors: [{ id: 'debtor-1', name: '丙', kind: 'person', idNumber: '1' }],
};

const deposit = { kind: 'deposit', externalRef: '6222', description: '存款账户6222', balanceFen: 30_000_00 };
const flat = { kind: 'realEstate', externalRef: '冀-1', description: '住宅一套', valueFen: 200_000_00 };

const people: People = {
  reviewApplication: { after: 2, complete: { accepted: true } },
  assignCase: { after: 1, complete: { handler: '王法官' } },
  signNotice: { after: 1, complete: { performDays: 7, reportDays: 10 } },
  serveNotice: { after: 2, complete: { method: 'inPerson' } },
  receiveReport: { after: 3, complete: { truthful: true, newAssets: [] } },
  decideCreditMeasures: { complete: { restrict: false, list: false } },
  investigateOnSite: { after: 5, complete: { onSiteAssets: [] } },
  planControl: { after: 1, complete: { controlOrder: ['6222', '冀-1'] } },
  consultParties: { after: 3, complete: { agreed: false, hasOfficialPrice: false, needsExpert: false } },
  decideTerms: [
    { after: 1, complete: { startingPriceFen: 140_000_00, depositFen: 14_000_00, incrementFen: 1_000_00 } },
    { after: 1, complete: { startingPriceFen: 112_000_00, depositFen: 11_200_00, incrementFen: 1_000_00 } },
  ],
  decideAfterFailure: { after: 1, complete: { next: 'again' } },
  serveSaleRuling: { after: 2, complete: {} },
  handOver: { after: 5, complete: {} },
  proposeDisbursement: { after: 1, complete: {} },
  approveDisbursement: { after: 1, complete: { approved: true } },
  verifyClue: { after: 2, complete: { verified: true } },
  signListing: { after: 1, complete: { signed: true } },
  hearApplicant: { after: 1, complete: { opinion: '同意', confirmed: true } },
  reviewConditions: { after: 1, complete: { agreed: true } },
  approveTermination: { after: 1, complete: { approved: true } },
  reviewWithdrawal: { after: 1, complete: { approved: true } },
};

/** Every agency answers at once; the first auction fails, the second sells for 150 000 yuan. */
function agencies(assets: readonly Variables[]): Agencies {
  let auctions = 0;
  return (operation, request, provider, at) => {
    switch (operation) {
      case 'bank:query':
        return { assets: provider === 'icbc' ? assets.filter((asset) => asset['kind'] === 'deposit') : [] };
      case 'realEstate:query':
        return { assets: assets.filter((asset) => asset['kind'] === 'realEstate') };
      case 'vehicle:query':
        return { assets: [] };
      case 'bank:transfer':
        return { transferredFen: request['amountFen'] as number, transferredOn: dateOfInstant(Date.parse(at)) };
      case 'auction:inquire':
        return { reports: [{ priceFen: 190_000_00 }, { priceFen: 210_000_00 }] };
      case 'auction:publish':
        auctions += 1;
        return auctions === 1 ? { sold: false } : { sold: true, priceFen: 150_000_00, buyer: { name: '丁' } };
      case 'auction:settle':
        return { paid: true, paidFen: request['priceFen'] as number, paidOn: dateOfInstant(Date.parse(at)) };
      default:
        return {};
    }
  };
}

const run = (assets: readonly Variables[], overrides: People = {}, until?: string): Court => {
  const court = new Court(models, '2026-03-02T01:00:00.000Z', { ...people, ...overrides }, agencies(assets));
  court.simulation.start('enforcement-case', { caseFile });
  if (until) court.run(Date.parse(until));
  else court.run();
  expect(court.simulation.incidents.map(({ elementId, message }) => `${elementId}: ${message}`)).toEqual([]);
  return court;
};

test('EWR#64: what was found is transferred and sold, everybody is paid, the case ends fully performed', () => {
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
});

test('INT#1, #3: 50 days on 100 000 until the transfer, 20 days on 71 400 until the ruling is served; costs first, surplus to the debtor', () => {
  const court = run([deposit, flat]);

  // 100 000 + 875.00 + 249.90 = 101 124.90, six to four; 180 000 - 1 400 - 101 124.90 = 77 475.10
  expect(court.payouts.map(({ payee, purpose, amountFen }) => [payee, purpose, amountFen])).toEqual([
    ['执行法院', 'executionCosts', 1_400_00],
    ['甲', 'claim', 60_674_94],
    ['乙', 'claim', 40_449_96],
    ['丙', 'surplus', 77_475_10],
  ]);
});

test('CPL#85, EWR#16, CPLI#480, RPR#1, RPR#30, NAR#26, AUR#20, AUR#27: the tasks fall due when the law says', () => {
  const court = run([deposit, flat]);

  expect(court.tasks.filter((task) => task.due).map(({ elementId, due }) => [elementId, due])).toEqual([
    ['reviewApplication', '2026-03-09'],
    ['signNotice', '2026-03-12'],
    ['consultParties', '2026-04-08'],
    ['decideTerms', '2026-04-07'],
    ['decideTerms', '2026-04-30'],
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

test('SFR#19: assets are not controlled beyond what those before them already cover', () => {
  const planControl = [{ complete: { controlOrder: ['冀-1', '6222'] } }, { complete: { controlOrder: ['冀-1'] } }];
  const court = run([deposit, flat], { planControl });

  expect(court.tasks.filter(({ elementId }) => elementId === 'planControl')).toHaveLength(2);
  expect(court.measures.map(({ kind }) => kind)).toEqual(['seal']);
});

test('AUR#14: when the deposit covers what is left, the flat is not sold but released', () => {
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

test('CPLI#517: nothing found anywhere: the search is exhausted on site, the report period runs out, the round is terminated', () => {
  const court = run([], { receiveReport: [] });

  expect(court.status.way).toBe('roundTermination');

  expect(court.completed('property-investigation')).toContain('investigateOnSite');
  expect(court.completed('property-report')).toContain('reportOverdue');
  expect(court.completed('enforcement-case').slice(-4)).toEqual([
    'exhausted',
    'terminateRound',
    'roundTerminated',
    'enforcement-case',
  ]);
});

test('PIR#10, CRR#1: whoever does not report may be restricted and listed, both', () => {
  const court = run([], {
    receiveReport: [],
    decideCreditMeasures: { complete: { restrict: true, list: true, ground: '逾期不报告财产' } },
  });

  expect(court.completed('property-report')).toEqual(
    expect.arrayContaining(['restrictConsumption', 'listDishonest', 'creditMeasuresTaken']),
  );
  expect(court.credit.map(({ kind }) => kind).sort()).toEqual(['consumptionRestriction', 'dishonestList']);
});

test('AUR#19, EWR#64: when the debtor pays everything, the sale stops and the case ends', () => {
  const court = run(
    [flat],
    { planControl: { complete: { controlOrder: ['冀-1'] } }, decideTerms: [] },
    '2026-04-01T01:00:00Z',
  );

  // 65 days until 1 April: 1 137.50 on top of 100 000 and the fee of 1 400
  court.simulation.publish('debtor-payment', caseFile.number, {
    payment: { amountFen: 102_537_50, paidOn: '2026-04-01' },
  });
  court.run();

  expect(court.status.way).toBe('fullyPerformed');
  expect(court.payouts.map(({ amountFen }) => amountFen)).toEqual([1_400_00, 60_682_50, 40_455_00]);
  expect(court.measures.map(({ releasedOn }) => releasedOn)).toEqual(['2026-04-03']);
});

test('INT#3: a part payment does not end the case', () => {
  const court = run(
    [flat],
    { planControl: { complete: { controlOrder: ['冀-1'] } }, decideTerms: [] },
    '2026-04-01T01:00:00Z',
  );

  court.simulation.publish('debtor-payment', caseFile.number, {
    payment: { amountFen: 50_000_00, paidOn: '2026-04-01' },
  });
  court.run(Date.parse('2026-04-20T01:00:00Z'));

  expect(court.status.way).toBeUndefined();
});

test('CPL#268: the applicant withdraws, the judge approves, measures are released, enforcement is ended', () => {
  const court = run(
    [flat],
    { planControl: { complete: { controlOrder: ['冀-1'] } }, decideTerms: [] },
    '2026-04-01T01:00:00Z',
  );

  court.simulation.publish('application-withdrawn', caseFile.number, { withdrawal: { reason: 'settled' } });
  court.run();

  expect(court.status).toMatchObject({ way: 'ended', closedOn: '2026-04-02' });
  expect(court.documents.at(-1)?.type).toBe('终结执行裁定书');
  expect(court.measures.map(({ releasedOn }) => releasedOn)).toEqual(['2026-04-02']);
});

test('PIR#2: a clue that proves true is controlled and sold before the round may be terminated', () => {
  const court = run(
    [],
    {
      investigateOnSite: { after: 9, complete: { onSiteAssets: [] } },
      planControl: { complete: { controlOrder: ['冀-1'] } },
    },
    '2026-03-10T01:00:00Z',
  );

  court.simulation.publish('property-clue', caseFile.number, {
    clue: { urgent: true, assets: [{ ...flat, provider: 'shijiazhuang' }] },
  });
  court.run();

  expect(court.tasks.find(({ elementId }) => elementId === 'verifyClue')?.due).toBe('2026-03-13');
  expect(court.status.way).toBe('fullyPerformed');
});

test('CPLI#509, EPI#17: when two applicants cannot be paid in full, the plan is served and 15 days are waited', () => {
  const court = run([deposit], { planControl: { complete: { controlOrder: ['6222'] } } });

  const plan = court.documents.find(({ type }) => type === '财产分配方案');
  expect(plan?.on).toBe('2026-03-17');
  // 15 days from 17 March end on 1 April
  expect(court.payouts.map(({ payee, amountFen, paidOn }) => [payee, amountFen, paidOn])).toEqual([
    ['执行法院', 1_400_00, '2026-04-04'],
    ['甲', 17_160_00, '2026-04-04'],
    ['乙', 11_440_00, '2026-04-04'],
  ]);
  expect(court.completed('enforcement-case')).toContain('roundTerminated');
});

test('CPLI#517, CPL#265: a resumption skips the notice and the search and begins with the known asset', () => {
  const court = new Court(models, '2026-09-01T01:00:00.000Z', people, agencies([]));
  const known = {
    id: 'asset-6222',
    ownerId: 'debtor-1',
    ownerName: '丙',
    provider: 'icbc',
    ...deposit,
    balanceFen: 200_000_00,
  };
  court.know(known);
  const resumed = {
    ...caseFile,
    number: '(2026)冀0102执恢1号',
    resumedFrom: { id: 'case-1', number: caseFile.number },
  };

  court.simulation.start('enforcement-case', { caseFile: { ...resumed, filedOn: '2026-09-01' }, knownAssets: [known] });
  court.run();

  expect(court.simulation.incidents).toEqual([]);
  expect(court.documents[0]?.type).toBe('恢复执行通知书');
  expect(court.completed('property-investigation')).not.toContain('query');
  expect(court.status.way).toBe('fullyPerformed');
});

test('EWR#63, TLR#5: after six months the president is asked to extend the term', () => {
  const court = run([flat], { planControl: { complete: { controlOrder: ['冀-1'] } }, decideTerms: [] });

  expect(court.tasks.find(({ elementId }) => elementId === 'extendTerm')).toMatchObject({
    groups: ['president'],
    opened: '2026-09-03',
  });
});

test('NAR#24, AUR#22: when the buyer does not pay, the thing is offered anew', () => {
  let settlements = 0;
  const usual = agencies([flat]);
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, planControl: { complete: { controlOrder: ['冀-1'] } } },
    (operation, request, provider, at) => {
      if (operation !== 'auction:settle') return usual(operation, request, provider, at);
      settlements += 1;
      return settlements === 1 ? { paid: false } : usual(operation, request, provider, at);
    },
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  expect(court.completed('judicial-auction').filter((id) => id === 'publish')).toHaveLength(3);
  expect(court.status.way).toBe('fullyPerformed');
});

test('CPLI#485, SFR#27: a seal that nears its end is renewed before it runs out', () => {
  const court = run(
    [flat],
    {
      planControl: { complete: { controlOrder: ['冀-1'] } },
      decideTerms: [],
      decideRenewal: { after: 3, complete: { renew: true } },
    },
    '2029-03-01T01:00:00Z',
  );

  expect(court.tasks.find(({ elementId }) => elementId === 'decideRenewal')).toMatchObject({
    opened: '2029-02-06',
    due: '2029-03-08',
  });
  expect(court.measures.map(({ expiresOn }) => expiresOn)).toEqual(['2032-02-09']);
});

test('INT#3, EWR#34: interest runs until the transfer, so the days on the way are transferred with it and the rest returned', () => {
  const usual = agencies([{ ...deposit, balanceFen: 200_000_00 }]);
  const late: Agencies = (operation, request, provider, at) => {
    if (operation !== 'bank:transfer') return usual(operation, request, provider, at);
    const on = new Date(Date.parse(at) + 3 * 86_400_000);
    const transferredOn = dateOfInstant(on.getTime());
    return { on: on.toISOString(), answer: { transferredFen: request['amountFen'] as number, transferredOn } };
  };
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, planControl: { complete: { controlOrder: ['6222'] } } },
    late,
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  // Asked for on 17 March with interest for 55 days (962.50), transferred on 20 March after 53 (927.50): 35.00 too much
  expect(court.status.way).toBe('fullyPerformed');
  expect(court.payouts.map(({ amountFen }) => amountFen)).toEqual([1_400_00, 60_556_50, 40_371_00, 35_00]);
  expect(court.measures.every(({ releasedOn }) => releasedOn !== undefined)).toBe(true);
});

test('INT#3: when the bank takes longer than expected, what is short by then is transferred after it', () => {
  let transfers = 0;
  const usual = agencies([{ ...deposit, balanceFen: 200_000_00 }]);
  const slow: Agencies = (operation, request, provider, at) => {
    if (operation !== 'bank:transfer') return usual(operation, request, provider, at);
    transfers += 1;
    // Longer than the bank would be waited for by the assistance order is not tried here.
    const on = new Date(Date.parse(at) + (transfers === 1 ? 6 : 1) * 86_400_000);
    const transferredOn = dateOfInstant(on.getTime());
    return { on: on.toISOString(), answer: { transferredFen: request['amountFen'] as number, transferredOn } };
  };
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, serveOrderToPerform: {}, planControl: { complete: { controlOrder: ['6222'] } } },
    slow,
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  expect(transfers).toBe(2);
  expect(court.status.way).toBe('fullyPerformed');
});

test('PIR#8: what the debtor reports and the court did not know becomes a clue, is verified, controlled and sold', () => {
  const newAssets = [{ ...flat, provider: 'shijiazhuang', providerName: '不动产登记机构' }];
  const court = run([], {
    receiveReport: { after: 2, complete: { truthful: true, newAssets } },
    investigateOnSite: { after: 9, complete: { onSiteAssets: [] } },
    planControl: { complete: { controlOrder: ['冀-1'] } },
  });

  expect(court.completed('property-report')).toContain('passOnAssets');
  expect(court.completed('enforcement-case')).toContain('takeClues');
  expect(court.status.way).toBe('fullyPerformed');
});

test('CPLI#510, EPI#18: an objection to the plan within its period is reviewed, and the corrected plan is paid', () => {
  const payments = [
    { partyId: 'applicant-1', payee: '甲', purpose: 'claim', amountFen: 10_000_00 },
    { partyId: 'applicant-2', payee: '乙', purpose: 'claim', amountFen: 18_600_00 },
  ];
  const court = run(
    [deposit],
    {
      planControl: { complete: { controlOrder: ['6222'] } },
      reviseDistribution: { after: 5, complete: { revisedPayments: payments } },
    },
    '2026-03-20T01:00:00Z',
  );

  court.simulation.publish('distribution-objection', caseFile.number, { objection: { by: '乙' } });
  court.run();

  expect(court.payouts.map(({ payee, amountFen }) => [payee, amountFen])).toEqual([
    ['甲', 10_000_00],
    ['乙', 18_600_00],
  ]);
});

test('NAR#8: what the platform sends back is corrected and asked again', () => {
  const usual = agencies([flat]);
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    {
      ...people,
      planControl: { complete: { controlOrder: ['冀-1'] } },
      correctRequest: { after: 1, complete: { changes: { category: '住宅' } } },
    },
    (operation, request, provider, at) =>
      operation === 'auction:publish' && request['category'] === undefined
        ? 'rejected'
        : usual(operation, request, provider, at),
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  expect(court.tasks.filter(({ elementId }) => elementId === 'correctRequest')).toHaveLength(2);
  expect(court.status.way).toBe('fullyPerformed');
});
