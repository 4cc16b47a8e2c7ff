// Events beside the main path: payment, withdrawal, clues, objections, late banks, defaulting buyers, expiring periods.
import { beforeAll, expect, test } from '@jest/globals';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Json, Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Agencies, Court, loadModels, type People } from '../../tools/simulate/court.ts';
import { agencies, caseFile, deposit, flat, people, runCase } from '../../tools/simulate/loan-case.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const run = (assets: readonly Variables[], overrides: People = {}, until?: string) =>
  runCase(models, assets, overrides, until);

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
  expect(court.completed('measure-release')).toContain('measure-release');
});

test('PIR#2: the asset of a confirmed clue is controlled and sold before the round may be terminated', () => {
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

test('CPLI#509, EPI#17: when two applicants cannot be paid in full, the plan is served and the court waits 15 days', () => {
  const court = run([deposit], {
    planControl: { complete: { controlOrder: ['6222'] } },
    decideCreditMeasures: { complete: { restrict: true, list: false, ground: '未按执行通知履行义务' } },
  });

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

test('NAR#24, AUR#22: when the buyer does not pay, the asset is offered again', () => {
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

test('INT#3, EWR#34: interest runs until the transfer, so interest for the expected days of transfer is included and the rest is returned', () => {
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

test('INT#3: when the bank takes longer than expected, the missing interest is transferred afterwards', () => {
  let transfers = 0;
  const usual = agencies([{ ...deposit, balanceFen: 200_000_00 }]);
  const slow: Agencies = (operation, request, provider, at) => {
    if (operation !== 'bank:transfer') return usual(operation, request, provider, at);
    transfers += 1;
    // A bank that takes longer than the assistance order allows is not tested here.
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

test('PIR#8: an unknown asset in the debtor’s report becomes a clue, is verified, controlled and sold', () => {
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

/** Two applicants and 30 000 of 100 000: the plan is served on 17 March, an objection raised on the 20th. */
function objectedPlan(overrides: People): Court {
  const court = run(
    [deposit],
    { planControl: { complete: { controlOrder: ['6222'] } }, ...overrides },
    '2026-03-20T01:00:00Z',
  );
  court.simulation.publish('distribution-objection', caseFile.number, { objection: { by: '乙' } });
  return court;
}

const paid = (court: Court) => court.payouts.map(({ payee, amountFen, paidOn }) => [payee, amountFen, paidOn]);

test('CPLI#510, EPI#18: an objection that is not opposed within 15 days corrects the plan', () => {
  const revisedPayments = [
    { partyId: 'applicant-1', payee: '甲', purpose: 'claim', amountFen: 10_000_00 },
    { partyId: 'applicant-2', payee: '乙', purpose: 'claim', amountFen: 18_600_00 },
  ];
  const court = objectedPlan({ reviseDistribution: { after: 5, complete: { revisedPayments } } });
  court.run();

  // 15 days from 20 March end on Saturday 4 April and roll over Qingming to the 7th
  expect(court.tasks.find(({ elementId }) => elementId === 'reviseDistribution')?.opened).toBe('2026-04-08');
  expect(paid(court)).toEqual([
    ['甲', 10_000_00, '2026-04-15'],
    ['乙', 18_600_00, '2026-04-15'],
  ]);
});

test('CPLI#510: an objection that is opposed and not sued on within 15 days leaves the plan as it was', () => {
  const court = objectedPlan({});
  court.run(Date.parse('2026-03-25T01:00:00Z'));

  court.simulation.publish('distribution-opposition', caseFile.number, { opposition: { by: '甲' } });
  court.run();

  // 15 days from 25 March end on 9 April
  expect(court.documents.find(({ type }) => type === '反对意见通知书')).toMatchObject({
    addressee: '乙',
    on: '2026-03-25',
  });
  expect(paid(court).slice(0, 3)).toEqual([
    ['执行法院', 1_400_00, '2026-04-12'],
    ['甲', 17_160_00, '2026-04-12'],
    ['乙', 11_440_00, '2026-04-12'],
  ]);
});

test('CPLI#510.3: while the objector sues, the disputed amount is set aside and the rest is paid', () => {
  const undisputedPayments = [{ partyId: 'applicant-1', payee: '甲', purpose: 'claim', amountFen: 10_000_00 }];
  const court = objectedPlan({ setAside: { after: 1, complete: { undisputedPayments } } });
  court.run(Date.parse('2026-03-25T01:00:00Z'));
  court.simulation.publish('distribution-opposition', caseFile.number, { opposition: { by: '甲' } });
  court.run(Date.parse('2026-03-30T01:00:00Z'));

  court.simulation.publish('distribution-lawsuit', caseFile.number, { lawsuit: { number: '(2026)冀0102民初1号' } });
  court.run();

  expect(paid(court)[0]).toEqual(['甲', 10_000_00, '2026-04-02']);
});

test('NAR#8: a request that the platform sends back is corrected and sent again', () => {
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

test('PIR#2, CPLI#517: a clue during the three months stops the termination; it is controlled at once, sold, and paid out', () => {
  const court = run(
    [],
    {
      decideCreditMeasures: { complete: { restrict: true, list: false, ground: '未按执行通知履行义务' } },
      planControl: { complete: { controlOrder: ['冀-1'] } },
    },
    '2026-05-06T01:00:00Z',
  );
  expect(court.completed('enforcement-case')).toContain('exhausted');

  court.simulation.publish('property-clue', caseFile.number, {
    clue: { urgent: false, assets: [{ ...flat, provider: 'shijiazhuang' }] },
  });
  court.run();

  // Verified, planned and sealed on the 8th
  expect(court.measures.map(({ expiresOn }) => expiresOn)).toEqual(['2029-05-08']);
  expect(court.completed('round-termination')).not.toContain('issueRuling');
  expect(court.status.way).toBe('fullyPerformed');
});

test('PIR#8: an asset in the report of one of two debtors belongs to that debtor', () => {
  const debtors = [...caseFile.debtors, { id: 'debtor-2', name: '戊', kind: 'person', idNumber: '2' }];
  const usual = agencies([]);
  const reports = [
    { complete: { truthful: true, newAssets: [] } },
    { complete: { truthful: true, newAssets: [{ ...flat, provider: 'shijiazhuang' }] } },
  ];
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, receiveReport: reports, planControl: { complete: { controlOrder: ['冀-1'] } } },
    usual,
  );

  court.simulation.start('enforcement-case', { caseFile: { ...caseFile, debtors } });
  court.run(Date.parse('2026-04-01T01:00:00Z'));

  expect(court.measures.map(({ asset }) => asset['ownerId'])).toEqual(['debtor-2']);
});

test('AUR#14: a shortfall after the sale, interest included, is sought from the next asset', () => {
  const car = { kind: 'vehicle', externalRef: '冀A1', description: '轿车', valueFen: 10_000_00 };
  const usual = agencies([flat]);
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    {
      ...people,
      planControl: { complete: { controlOrder: ['冀A1', '冀-1'] } },
      decideTerms: { complete: { startingPriceFen: 140_000_00, depositFen: 14_000_00 } },
    },
    (operation, request, provider, at) => {
      if (operation === 'vehicle:query') return { assets: [car] };
      // The car is offered first; its price covers the debt of the first statement's day, and is a little less than the
      // final debt.
      if (operation === 'auction:publish')
        return {
          sold: true,
          priceFen: request['externalRef'] === '冀A1' ? 102_300_00 : 150_000_00,
          buyer: { name: '丁' },
        };
      return usual(operation, request, provider, at);
    },
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  expect(court.status.way).toBe('fullyPerformed');
});

test('NAR#24: a buyer who does not pay loses the deposit to the case and may not bid again', () => {
  const usual = agencies([flat]);
  const offered: Json[] = [];
  let settlements = 0;
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, planControl: { complete: { controlOrder: ['冀-1'] } } },
    (operation, request, provider, at) => {
      if (operation === 'auction:publish') offered.push(request['excluded'] as Json);
      if (operation !== 'auction:settle') return usual(operation, request, provider, at);
      settlements += 1;
      return settlements === 1 ? { paid: false, forfeitedFen: 11_200_00 } : usual(operation, request, provider, at);
    },
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run();

  expect(offered).toEqual([[], [], ['丁']]);
  expect(court.receipts.map(({ amountFen }) => amountFen)).toEqual([11_200_00, 150_000_00]);
});

test('SFR#28.3: an unsold asset is returned only after the applicants have declined to take it', () => {
  const court = run([flat], {
    planControl: { complete: { controlOrder: ['冀-1'] } },
    decideAfterFailure: [{ complete: { next: 'return' } }, { complete: { next: 'return', declined: true } }],
    decideCreditMeasures: { complete: { restrict: true, list: false, ground: '未按执行通知履行义务' } },
  });

  expect(court.tasks.filter(({ elementId }) => elementId === 'decideAfterFailure')).toHaveLength(2);
  expect(court.measures.every(({ releasedOn }) => releasedOn !== undefined)).toBe(true);
});

test('RPR#27: a price that has expired before the first notice is determined again', () => {
  const court = run(
    [flat],
    {
      planControl: { complete: { controlOrder: ['冀-1'] } },
      consultParties: [
        { complete: { agreed: true, agreedPriceFen: 200_000_00, validUntil: '2026-03-01' } },
        { after: 1, complete: { agreed: true, agreedPriceFen: 220_000_00 } },
      ],
      decideTerms: [],
    },
    '2026-04-20T01:00:00Z',
  );

  expect(court.completed('judicial-auction')).toContain('reprice');
  expect(court.tasks.filter(({ elementId }) => elementId === 'consultParties')).toHaveLength(2);
});

test('CRR#5: a restriction needs the president’s signature', () => {
  const court = run(
    [],
    {
      decideCreditMeasures: { complete: { restrict: true, list: false, ground: '未按执行通知履行义务' } },
      signRestriction: { complete: { signed: false } },
    },
    '2026-04-20T01:00:00Z',
  );

  expect(court.credit).toEqual([]);
  expect(court.documents.map(({ type }) => type)).not.toContain('限制消费令');
});

test('DDL#1: a ground that the law does not know goes back to the judge', () => {
  const court = run(
    [],
    {
      decideCreditMeasures: { complete: { restrict: false, list: true, ground: '态度不好' } },
      correctGround: { complete: { ground: '规避执行' } },
    },
    '2026-04-20T01:00:00Z',
  );

  expect(court.tasks.filter(({ elementId }) => elementId === 'correctGround')).toHaveLength(1);
  expect(court.credit.map(({ kind }) => kind)).toEqual(['dishonestList']);
});

test('DDL#10: credit measures are lifted when the debt is paid, before the money is paid out', () => {
  const court = run([{ ...deposit, balanceFen: 200_000_00 }], {
    planControl: { complete: { controlOrder: ['6222'] } },
    decideCreditMeasures: { complete: { restrict: true, list: true, ground: '规避执行' } },
    signListing: { complete: { signed: true } },
    signRestriction: { complete: { signed: true } },
    proposeDisbursement: { after: 10, complete: {} },
  });

  expect(court.completed('credit-lifting')).toContain('credit-lifting');
  expect(court.completed('credit-lift')).toEqual(expect.arrayContaining(['recordLifting', 'publishLifting']));
  expect(court.credit.map(({ on, liftedOn }) => [on, liftedOn])).toEqual([
    ['2026-03-17', '2026-03-17'],
    ['2026-03-17', '2026-03-17'],
  ]);
});

test('SFR#26: an asset with only a queued measure is neither priced nor sold', () => {
  const usual = agencies([flat]);
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, planControl: { complete: { controlOrder: ['冀-1'] } } },
    (operation, request, provider, at) =>
      operation === 'realEstate:seal' ? { position: 2 } : usual(operation, request, provider, at),
  );

  court.simulation.start('enforcement-case', { caseFile });
  court.run(Date.parse('2026-05-20T01:00:00Z'));

  expect(court.measures).toHaveLength(1);
  expect(court.completed('price-determination')).toEqual([]);
  expect(court.completed('judicial-auction')).toEqual([]);
});

test('SFR#19: an account that two debtors hold together is frozen once', () => {
  const debtors = [...caseFile.debtors, { id: 'debtor-2', name: '戊', kind: 'person', idNumber: '2' }];
  const court = new Court(
    models,
    '2026-03-02T01:00:00.000Z',
    { ...people, planControl: { complete: { controlOrder: ['6222'] } } },
    agencies([{ ...deposit, balanceFen: 200_000_00 }]),
  );

  court.simulation.start('enforcement-case', { caseFile: { ...caseFile, debtors } });
  court.run();

  expect(court.measures).toHaveLength(1);
  expect(court.status.way).toBe('fullyPerformed');
});
