// Example 3 on the real stack: no asset is found and the round is terminated; the third query finds a deposit; the case
// is resumed and paid, and the debtor is delisted.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadExample, play } from '../../examples/player.ts';
import { type TestWorld, testWorld } from '../support/world.ts';
import { expectSameTrace } from './same-trace.ts';

let world: TestWorld;
let numbers: string[];

beforeAll(async () => {
  world = await testWorld();
  const { application, script } = await loadExample('3-nothing-found-then-something');
  numbers = await play({ application, script }, world);
  await world.keepHistories('3-nothing-found-then-something');
});

afterAll(() => world?.close());

const rows = async (sql: string, index = 0) => (await world.pool.query(sql, [numbers[index]])).rows;
const ofCase = 'case_id = (select id from enforcement_case where number = $1)';

test('CPLI#517: the old case ends by round termination, the new one is numbered 执恢, linked to it, and fully performed', async () => {
  expect(numbers).toEqual(['(2024)冀0102执1号', '(2025)冀0102执恢1号']);
  const cases = await world.pool.query(
    `select c.number, c.status, c.closing_way, old.number as resumed from enforcement_case c left join enforcement_case old on old.id = c.resumed_from order by c.filed_on`,
  );
  expect(cases.rows).toEqual([
    { number: '(2024)冀0102执1号', status: 'round_terminated', closing_way: 'roundTermination', resumed: null },
    { number: '(2025)冀0102执恢1号', status: 'closed', closing_way: 'fullyPerformed', resumed: '(2024)冀0102执1号' },
  ]);
  expect((await world.pool.query('select element_id, message from incident')).rows).toEqual([]);
});

test('RTR#1: terminated only after three months, each condition checked and shown to the judge', async () => {
  const [closing] = await rows('select filed_on, closed_on from enforcement_case where number = $1');
  const [review] = await rows(`select variables from user_task where ${ofCase} and element_id = 'reviewConditions'`);

  // Filed on 4 March; the three months end with 4 June. Heard on the 7th, reviewed on the 8th, approved on the 9th.
  expect(closing).toEqual({ filed_on: '2024-03-04', closed_on: '2024-06-09' });
  expect(review!.variables.conditions.map(({ met }: { met: boolean }) => met)).toEqual(Array(7).fill(true));
});

test('RTR#9: the court queries every six months and informs the applicant; the third query finds a deposit', async () => {
  const told = await rows(
    `select issued_on from document where ${ofCase} and type = '终本案件查询结果告知书' order by position`,
  );
  const found = await rows(`select found_on, kind from asset where ${ofCase}`);

  expect(told.map(({ issued_on }) => issued_on)).toEqual(['2024-12-09', '2025-06-09']);
  expect(found).toEqual([{ found_on: '2025-12-09', kind: 'deposit' }]);
});

test('CPL#266, DDL#10: restricted and listed on its grounds; unlisted after two fruitless queries, unrestricted when everything was paid', async () => {
  const measures = await rows(
    `select kind, ground, begins_on, ends_on, lifted_on from credit_measure where ${ofCase} order by kind`,
  );
  const [closing] = await rows('select closed_on from enforcement_case where number = $1', 1);

  expect(measures.map(({ kind, ground }) => [kind, ground])).toEqual([
    ['consumptionRestriction', '违反财产报告制度'],
    ['dishonestList', '违反财产报告制度'],
  ]);
  const [transfer] = await rows(
    `select answer->>'transferredOn' as on from agency_request where ${ofCase} and operation = 'transfer'`,
    1,
  );
  // The transfer pays the debt; the payout follows three days later, and then the case ends.
  expect(measures.map(({ lifted_on }) => lifted_on)).toEqual([transfer!.on, '2025-06-09']);
  expect(closing!.closed_on > transfer!.on).toBe(true);
});

test('INT#1: the applicant has principal, costs and doubled interest to the day of the transfer', async () => {
  const [transfer] = await rows(
    `select answer->>'transferredOn' as on from agency_request where ${ofCase} and operation = 'transfer' order by sent_at desc limit 1`,
    1,
  );
  const [paid] = await rows(
    `select sum(posting.amount_fen)::int as fen
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
          join party on party.id = coalesce(account.party_id, entry.party_id)
     where posting.${ofCase} and posting.side = 'debit' and entry.kind = 'disbursement' and party.name = '刘秀英'`,
    1,
  );

  const days = (Date.parse(transfer!.on) - Date.parse('2024-01-18')) / 86_400_000;
  expect(paid).toEqual({ fen: 20_215_000 + Math.round((20_215_000 * 175 * days) / 1_000_000) });
});

test(
  'the bare engine and the time-skipping server give the same trace',
  () => expectSameTrace('3-nothing-found-then-something', world),
  240_000,
);
