// Example 2 on the real stack: a bank does not answer a freeze order. Dates and amounts are calculated by hand from the
// script's days.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadExample, play } from '../../examples/player.ts';
import { type TestWorld, testWorld } from '../support/world.ts';
import { expectSameTrace } from './same-trace.ts';

let world: TestWorld;
let number: string;

beforeAll(async () => {
  world = await testWorld();
  const { application, script } = await loadExample('2-an-assisting-body-refuses');
  [number = ''] = await play({ application, script }, world);
});

afterAll(() => world?.close());

const rows = async (sql: string) => (await world.pool.query(sql, [number])).rows;
const ofCase = 'case_id = (select id from enforcement_case where number = $1)';

test('CPL#117, HEB#9: each measure follows when the period of the one before has run out', async () => {
  const rungs = ['责令协助执行通知书', '通报函', '司法建议书', '罚款决定书', '复议决定书'];
  const documents = await rows(`select type, issued_on from document where ${ofCase} order by position`);

  expect(documents.filter(({ type }) => rungs.includes(type)).map(({ type, issued_on }) => [issued_on, type])).toEqual([
    // Sent on 13 April; ten days to answer end with the 23rd.
    ['2026-04-24', '责令协助执行通知书'],
    // Served on the 25th; five days end with the 30th.
    ['2026-05-01', '通报函'],
    ['2026-05-01', '司法建议书'],
    // Seven days end with 8 May; proposed on the 10th, approved on the 11th.
    ['2026-05-11', '罚款决定书'],
    // Applied for on the 13th, decided on the 16th.
    ['2026-05-16', '复议决定书'],
  ]);
});

test('CPL#118, CPL#119: the president approves a fine within the limits for a unit, and the superior court upholds it', async () => {
  const sanctions = await rows(
    `select subject, subject_kind, kind, amount_fen::int, decided_on, state from sanction where ${ofCase}`,
  );
  const approvals = await rows(
    `select completed_by->>'role' as role from user_task where ${ofCase} and element_id = 'approve'`,
  );

  expect(sanctions).toEqual([
    {
      subject: '河北银行',
      subject_kind: 'unit',
      kind: 'fine',
      amount_fen: 20_000_000,
      decided_on: '2026-05-11',
      state: 'upheld',
    },
  ]);
  expect(approvals).toEqual([{ role: 'president' }]);
});

test('CPLI#185: the application is due within three days of receipt, the decision within five days', async () => {
  const deadlines = await rows(
    `select label, to_char((due - interval '1 millisecond') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as last_day, state
     from deadline where ${ofCase} and label in ('申请复议', '作出复议决定') order by due`,
  );

  expect(deadlines).toEqual([
    { label: '申请复议', last_day: '2026-05-15', state: 'met' },
    { label: '作出复议决定', last_day: '2026-05-18', state: 'met' },
  ]);
});

test('the bank complies late: the ladder ends, the deposit is frozen and transferred, the case fully performed', async () => {
  const [freeze] = await rows(
    `select state, answer->>'frozenOn' as on from agency_request where ${ofCase} and operation = 'freeze'`,
  );

  expect(freeze).toEqual({ state: 'answered', on: '2026-05-21' });
  expect(await rows(`select status, closing_way from enforcement_case where number = $1`)).toEqual([
    { status: 'closed', closing_way: 'fullyPerformed' },
  ]);
  expect(await rows(`select element_id, message from incident where ${ofCase}`)).toEqual([]);
  expect(await rows(`select process_id from process_instance where ${ofCase} and state = 'active'`)).toEqual([]);
});

test('INT#1: the applicant has principal, costs and doubled interest to the day of the transfer', async () => {
  const [transfer] = await rows(
    `select answer->>'transferredOn' as on from agency_request where ${ofCase} and operation = 'transfer' order by sent_at desc limit 1`,
  );
  const [paid] = await rows(
    `select sum(posting.amount_fen)::int as fen
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
          join party on party.id = coalesce(account.party_id, entry.party_id)
     where posting.${ofCase} and posting.side = 'debit' and entry.kind = 'disbursement' and party.name = '孙丽华'`,
  );

  // INT#1: on every money debt of the instrument but general interest, so on principal and costs; 0.0175 % a day from 1
  // March.
  const days = (Date.parse(transfer!.on) - Date.parse('2026-02-28')) / 86_400_000;
  expect(days).toBe(82);
  expect(paid).toEqual({ fen: 32_310_000 + 463_649 });
});

test(
  'the bare engine and the time-skipping server give the same trace',
  () => expectSameTrace('2-an-assisting-body-refuses', world),
  240_000,
);
