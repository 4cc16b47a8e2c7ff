// Example 2, the variant: the bank yields neither to a notice nor to a fine. Its responsible person is detained by the
// police, and the conduct is referred as a crime. Dates are calculated by hand from the script's days.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadExample, play } from '../../examples/player.ts';
import { type TestWorld, testWorld } from '../support/world.ts';
import { expectSameTrace } from './same-trace.ts';

let world: TestWorld;
let number: string;

beforeAll(async () => {
  world = await testWorld();
  const { application, script } = await loadExample('2b-detained-and-referred');
  [number = ''] = await play({ application, script }, world);
  await world.keepHistories('2b-detained-and-referred');
});

afterAll(() => world?.close());

const rows = async (sql: string) => (await world.pool.query(sql, [number])).rows;
const ofCase = 'case_id = (select id from enforcement_case where number = $1)';

interface CaseView {
  readonly sanctions: readonly { readonly [field: string]: unknown }[];
}

test('CPL#118, CPL#119: after the fine ten days pass without compliance; the president approves ten days of detention', async () => {
  const { sanctions } = (await world.call('judge', 'GET', `/cases/${encodeURIComponent(number)}`)) as CaseView;

  expect(sanctions).toMatchObject([
    // No application for reconsideration came by 15 May; ten days from the 16th end with the 26th.
    { subject: '河北银行', kind: 'fine', amountFen: 20_000_000, decidedOn: '2026-05-11', servedOn: '2026-05-12' },
    {
      subject: '吴建军',
      kind: 'detention',
      days: 10,
      decidedOn: '2026-05-29',
      servedOn: '2026-05-30',
      state: 'executed',
    },
  ]);
});

test('CPL#118.3, CL#313: the police detain, and file the referred crime; the procuratorate has its copy', async () => {
  const requests = await rows(
    `select agency, operation, state, answer->>'detainedOn' as detained, answer->>'filedOn' as filed, answer->>'receivedOn' as received
     from agency_request where ${ofCase} and agency in ('police', 'procuratorate') order by sent_at`,
  );

  expect(requests).toEqual([
    { agency: 'police', operation: 'detain', state: 'answered', detained: '2026-05-30', filed: null, received: null },
    // Referred on 3 June, when the three days for reconsideration were over; the police answer on the fifth day.
    {
      agency: 'police',
      operation: 'investigate',
      state: 'answered',
      detained: null,
      filed: '2026-06-08',
      received: null,
    },
    {
      agency: 'procuratorate',
      operation: 'notify',
      state: 'answered',
      detained: null,
      filed: null,
      received: '2026-06-11',
    },
  ]);
});

test('the referral is a document of its own, to the police, on the day of its making', async () => {
  expect(
    await rows(
      `select issued_on, addressee, legal_basis from document where ${ofCase} and type = '移送公安机关侦查函'`,
    ),
  ).toEqual([{ issued_on: '2026-06-03', addressee: '公安机关', legal_basis: ['CL#313', 'REF#1', 'REF#3', 'HEB#8'] }]);
});

test('the bank complies on 30 June; the case ends fully performed', async () => {
  const [freeze] = await rows(
    `select state, answer->>'frozenOn' as on from agency_request where ${ofCase} and operation = 'freeze'`,
  );

  expect(freeze).toEqual({ state: 'answered', on: '2026-06-30' });
  expect(await rows(`select status, closing_way from enforcement_case where number = $1`)).toEqual([
    { status: 'closed', closing_way: 'fullyPerformed' },
  ]);
  expect(await rows(`select process_id from process_instance where ${ofCase} and state = 'active'`)).toEqual([]);
});

test('INT#1: the applicant has principal, costs and doubled interest to the day of the transfer', async () => {
  const [paid] = await rows(
    `select sum(posting.amount_fen)::int as fen
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
          join party on party.id = coalesce(account.party_id, entry.party_id)
     where posting.${ofCase} and posting.side = 'debit' and entry.kind = 'disbursement' and party.name = '孙丽华'`,
  );

  // 0.0175 % a day from 1 March to 30 June, 122 days, on 323 100.00: 6 898.185, so 6 898.19.
  expect(paid).toEqual({ fen: 32_310_000 + 689_819 });
});

test(
  'the bare engine and the time-skipping server give the same trace',
  () => expectSameTrace('2b-detained-and-referred', world),
  240_000,
);
