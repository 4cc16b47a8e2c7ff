// The jobs against a real database: they must leave the register, the measures and the money of a case as the law says.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { jobs } from '../../../activities/jobs/index.ts';
import type { JobContext } from '../../../activities/jobs/job.ts';
import { readCase } from '../../../db/cases.ts';
import * as ledger from '../../../db/ledger.ts';
import { transaction } from '../../../db/pool.ts';
import type { Json, Variables } from '../../../engine/event.ts';
import type { StartInput } from '../../../protocol/start.ts';
import { fileCase } from '../../support/filed-case.ts';
import { testDatabase } from '../../support/postgres.ts';

const database = await testDatabase();
afterAll(() => database.drop());

const parties = {
  applicants: [
    { id: randomUUID(), name: '甲', claimFen: 60_000_00 },
    { id: randomUUID(), name: '乙', claimFen: 40_000_00 },
  ],
  debtors: [{ id: randomUUID(), name: '丙' }],
};
let caseId: string;
let effects = 0;
const started: StartInput[] = [];

beforeEach(async () => {
  for (const party of [...parties.applicants, ...parties.debtors]) party.id = randomUUID();
  const of = (role: 'applicant' | 'debtor', list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ id, role, kind: 'person' as const, name }));
  const filed = await fileCase(database.pool, {
    parties: [...of('applicant', parties.applicants), ...of('debtor', parties.debtors)],
    application: { instrument: { kind: '民事判决书', number: '(2025)冀0102民初1号' } },
  });
  caseId = filed.id;
});

/** Runs a job in a transaction of its own, on a legal day. */
async function run(type: string, on: string, variables: Variables, legalBasis = ''): Promise<Variables> {
  effects += 1;
  const effectKey = `instance/${effects}`;
  return transaction(database.pool, async (tx) => {
    const context: JobContext = {
      tx,
      caseId,
      workflowId: 'instance',
      elementId: 'element',
      name: type,
      effectKey,
      at: `${on}T01:00:00.000Z`,
      legalDate: on,
      headers: {},
      properties: { legalBasis },
      start: (_workflowId, input) => started.push(input),
    };
    return (jobs[type] as NonNullable<(typeof jobs)[string]>)(variables, context);
  });
}

const rows = async (sql: string): Promise<unknown[]> => (await database.pool.query(sql, [caseId])).rows;

async function controlledFlat() {
  const found = [
    {
      asset: { kind: 'realEstate', externalRef: '冀-1', description: '住宅一套' },
      ownerId: parties.debtors[0]?.id as string,
      source: 'realEstate',
      provider: 'shijiazhuang',
      providerName: '不动产登记机构',
    },
  ];
  const { assets } = (await run('asset.register', '2026-03-10', { found })) as { assets: { id: string }[] };
  const assetId = assets[0]?.id as string;
  const opened = await run(
    'measure.open',
    '2026-03-11',
    { assetId, kind: 'seal', amountFen: null, expiresOn: '2029-03-11', position: 1 },
    'CPLI#485 SFR#1',
  );
  return { assetId, measureId: (opened['measure'] as { id: string }).id };
}

test('a case is accepted, assigned and closed once', async () => {
  await run('case.accept', '2026-03-04', {});
  await run('case.assign', '2026-03-05', { handler: 'judge' });
  await run('case.close', '2026-06-13', { way: 'fullyPerformed' });

  expect(await readCase(database.pool, caseId)).toMatchObject({
    status: 'closed',
    closingWay: 'fullyPerformed',
    closedOn: '2026-06-13',
    handler: 'judge',
  });
  await expect(run('case.close', '2026-06-14', { way: 'ended' })).rejects.toMatchObject({
    errorCode: 'already-closed',
  });
});

test('EWR#64: a case is closed in one of the ways that the law knows', async () => {
  await expect(run('case.close', '2026-06-13', { way: 'forgotten' })).rejects.toThrow("found 'forgotten'");
});

test('an asset that is found twice is registered once, and carries its owner', async () => {
  const { assetId } = await controlledFlat();

  const again = await controlledFlat();

  expect(again.assetId).toBe(assetId);
  expect(await rows('select status, external_ref from asset where case_id = $1')).toEqual([
    { status: 'controlled', external_ref: '冀-1' },
  ]);
});

test('SFR#28: open measures are listed for release, released ones are not', async () => {
  const { assetId, measureId } = await controlledFlat();

  const before = await run('measure.list', '2026-06-01', {});
  await run('measure.release', '2026-06-02', { measureId, reason: '债务已经清偿', assetStatus: 'released' });
  const after = await run('measure.list', '2026-06-02', {});

  expect(before['openMeasures']).toMatchObject([
    {
      measure: { id: measureId, kind: 'seal', expiresOn: '2029-03-11' },
      asset: { id: assetId, ownerName: '丙', provider: 'shijiazhuang' },
    },
  ]);
  expect(after['openMeasures']).toEqual([]);
});

test('SFR#27: a measure ends by itself when its period has run out', async () => {
  await controlledFlat();

  expect((await run('measure.list', '2029-03-11', {}))['openMeasures']).toHaveLength(1);
  expect((await run('measure.list', '2029-03-12', {}))['openMeasures']).toEqual([]);
});

test('CPLI#491, INT#3: the sale ends the measure, and interest on its proceeds, on the day of service', async () => {
  const { assetId, measureId } = await controlledFlat();
  await run('funds.receive', '2026-06-04', {
    source: 'auction',
    assetId,
    amountFen: 90_000_00,
    receivedOn: '2026-06-04',
  });

  await run('asset.sell', '2026-06-05', {
    assetId,
    measureId,
    buyer: { name: '丁' },
    priceFen: 90_000_00,
    soldOn: '2026-06-05',
  });

  expect(await rows('select status from asset where case_id = $1')).toEqual([{ status: 'sold' }]);
  expect(await rows('select released_on from control_measure where case_id = $1')).toEqual([
    { released_on: '2026-06-05' },
  ]);
  expect(await rows('select interest_until from receipt where case_id = $1')).toEqual([
    { interest_until: '2026-06-05' },
  ]);
});

const order = ['executionCosts', 'instrumentCosts', 'generalInterest', 'principal', 'doubledInterest'];
const claim = { principalFen: 100_000_00, interestFen: 0, costsFen: 0 };
const stateClaim = async (asOf: string) =>
  (
    await run('funds.statement', asOf, {
      claim,
      performanceDueOn: '2026-01-26',
      feeFen: 1_400_00,
      ratePerMillion: 175,
      order,
      asOf,
    })
  )['statement'] as Variables;
const planned = async (statement: Variables, shares: number[]) =>
  (await run('funds.plan', '2026-03-20', { statement, shares, ...parties }))['payments'] as {
    payee: string;
    amountFen: number;
  }[];

test('CPLI#508, EWR#34: costs and applicants are paid, the debtor gets the rest, and then the ledger is empty', async () => {
  await run('funds.receive', '2026-03-17', {
    source: 'debtor',
    amountFen: 110_000_00,
    receivedOn: '2026-03-17',
    interestUntil: '2026-03-17',
  });
  const statement = await stateClaim('2026-03-20');
  const payments = await planned(statement, [60_525_00, 40_350_00]);

  await run('funds.disburse', '2026-03-20', { payments });

  // 50 days x 17.50 = 875.00; 110 000 - 1 400 - 100 875 = 7 725
  expect(statement).toMatchObject({
    outstandingFen: 0,
    surplusFen: 7_725_00,
    claimPaidFen: 100_875_00,
    lastReceivedOn: '2026-03-17',
  });
  expect(payments.map(({ payee, amountFen }) => [payee, amountFen])).toEqual([
    ['执行法院', 1_400_00],
    ['甲', 60_525_00],
    ['乙', 40_350_00],
    ['丙', 7_725_00],
  ]);
  expect(await ledger.balances(database.pool, caseId)).toMatchObject({
    bankFen: 0n,
    receivedFen: 110_000_00n,
    refundedFen: 7_725_00n,
  });
});

test.each([
  [{ amountFen: -5 }, "Expected the received amount 'amountFen' to be above 0; found -5."],
  [{ amountFen: 0.5 }, "Expected 'amountFen' in whole fen; found 0.5."],
  [{ receivedOn: 'yesterday' }, "Expected 'receivedOn' as a date (YYYY-MM-DD); found 'yesterday'."],
])('a receipt of %o is refused in words, and no money moves', async (wrong, words) => {
  const receipt = { source: 'debtor', amountFen: 1, receivedOn: '2026-03-17', interestUntil: null };

  await expect(run('funds.receive', '2026-03-17', { ...receipt, ...wrong })).rejects.toThrow(words);

  expect(await rows('select id from journal_entry where case_id = $1')).toEqual([]);
});

test('an amount that was paid out is not paid out again', async () => {
  await run('funds.receive', '2026-03-17', {
    source: 'debtor',
    amountFen: 11_400_00,
    receivedOn: '2026-03-17',
    interestUntil: '2026-03-17',
  });
  await run('funds.disburse', '2026-03-20', {
    payments: (await planned(await stateClaim('2026-03-20'), [6_000_00, 4_000_00])) as never,
  });
  await run('funds.receive', '2026-04-17', {
    source: 'debtor',
    amountFen: 5_000_00,
    receivedOn: '2026-04-17',
    interestUntil: '2026-04-17',
  });

  const payments = await planned(await stateClaim('2026-04-20'), [9_000_00, 6_000_00]);

  expect(payments.map(({ payee, amountFen }) => [payee, amountFen])).toEqual([
    ['甲', 3_000_00],
    ['乙', 2_000_00],
  ]);
});

test('CPLI#517, INT#3: a payment from before round termination counts in the resumed case, and is not paid out again', async () => {
  await run('funds.receive', '2026-03-17', {
    source: 'debtor',
    amountFen: 11_400_00,
    receivedOn: '2026-03-17',
    interestUntil: '2026-03-17',
  });
  const before = await stateClaim('2026-03-20');
  await run('funds.disburse', '2026-03-20', { payments: (await planned(before, [6_000_00, 4_000_00])) as never });
  for (const party of [...parties.applicants, ...parties.debtors]) party.id = randomUUID();
  const of = (role: 'applicant' | 'debtor', list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ id, role, kind: 'person' as const, name }));
  const resumed = await fileCase(database.pool, {
    caseType: '执恢',
    resumedFrom: caseId,
    parties: [...of('applicant', parties.applicants), ...of('debtor', parties.debtors)],
  });
  caseId = resumed.id;

  expect(await stateClaim('2026-03-20')).toEqual(before);

  await run('funds.receive', '2026-04-17', {
    source: 'debtor',
    amountFen: 5_000_00,
    receivedOn: '2026-04-17',
    interestUntil: '2026-04-17',
  });
  const payments = await planned(await stateClaim('2026-04-20'), [9_000_00, 6_000_00]);
  expect(payments.map(({ payee, amountFen }) => [payee, amountFen])).toEqual([
    ['甲', 3_000_00],
    ['乙', 2_000_00],
  ]);
});

test('RTR#10: a measure from before the resumption continues in the new case with its own dates, and ends in the old case', async () => {
  const { assetId, measureId } = await controlledFlat();
  await database.pool.query(
    `insert into process_model (process_id, version, hash, name, xml, graph, deployed_by)
     values ('enforcement-case', 1, 'hash', '执行案件', '', '{}', 'test') on conflict do nothing`,
  );
  const [asset] = (await run('measure.list', '2026-03-12', {}))['openMeasures'] as { asset: Variables }[];
  const control = { asset: asset!.asset, measure: { id: measureId, expiresOn: '2029-03-11' }, performed: true };
  started.length = 0;

  await run('resumption.open', '2026-03-12', {
    caseFile: {
      applicants: parties.applicants.map((party) => ({ ...party, kind: 'person' })),
      debtors: parties.debtors.map((party) => ({ ...party, kind: 'person' })),
    } as unknown as Json,
    assets: [asset!.asset],
    controls: [control] as unknown as Json,
  });

  const [{ variables }] = started as [StartInput];
  const [taken] = variables['knownControls'] as unknown as { asset: { id: string }; measure: { id: string } }[];
  expect(taken?.asset.id).not.toBe(assetId);
  expect(await rows('select released_on, release_reason from control_measure where case_id = $1')).toEqual([
    { released_on: '2026-03-12', release_reason: '转入恢复执行案件' },
  ]);
  caseId = started[0]!.caseId;
  expect(
    await rows('select id, asset_id, begins_on, expires_on, released_on from control_measure where case_id = $1'),
  ).toEqual([
    {
      id: taken?.measure.id,
      asset_id: taken?.asset.id,
      begins_on: '2026-03-11',
      expires_on: '2029-03-11',
      released_on: null,
    },
  ]);
});

test('a document cites its law, is numbered within the case, and its service is proven', async () => {
  const document = {
    type: '拍卖通知书',
    addressee: '各方当事人',
    fields: { subject: '住宅一套', startingPriceFen: 167_300_000, round: '第一次' },
  };
  const serve = [
    { addressee: '甲', method: 'electronic' },
    { addressee: '丙', method: 'electronic' },
  ];

  await run('document.issue', '2026-04-02', { document, serve }, 'NAR#16');

  const [issued] = (await rows('select number, body, issued_on from document where case_id = $1')) as {
    number: string;
    body: string;
  }[];
  expect(issued?.number).toMatch(/号之一$/);
  expect(issued?.body).toContain('第十六条');
  expect(issued?.body).toContain('1,673,000.00元');
  const services = await database.pool.query(
    'select s.addressee, served_on from service_of_document s join document d on d.id = s.document_id where d.case_id = $1 order by s.addressee desc',
    [caseId],
  );
  expect(services.rows).toEqual([
    { addressee: '甲', served_on: '2026-04-02' },
    { addressee: '丙', served_on: '2026-04-02' },
  ]);
});
