// Example 1 on the real stack: API, Temporal, engine, agencies over HTTP, PostgreSQL.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { balances } from '../../db/ledger.ts';
import type { News } from '../../examples/news.ts';
import { loadExample, play } from '../../examples/player.ts';
import { type TestWorld, testWorld } from '../support/world.ts';
import * as expected from './1-expected.ts';
import { expectSameTrace } from './same-trace.ts';

let world: TestWorld;
let number: string;
const timeline: News[] = [];

beforeAll(async () => {
  world = await testWorld();
  const { application, script } = await loadExample('1-paid-from-what-was-found');
  [number = ''] = await play({ application, script }, world, (_number, entry) => {
    timeline.push(entry);
  });
  await world.keepHistories('1-paid-from-what-was-found');
}, 240_000);

afterAll(() => world?.close());

const rows = async (sql: string) => (await world.pool.query(sql, [number])).rows;
const ofCase = 'case_id = (select id from enforcement_case where number = $1)';

test('EWR#64: the case ends fully performed, with no incident, and every instance of it has ended', async () => {
  expect(await rows('select status, closing_way, closed_on, handler from enforcement_case where number = $1')).toEqual([
    { status: 'closed', closing_way: 'fullyPerformed', closed_on: expected.closedOn, handler: 'judge' },
  ]);
  expect(await rows(`select element_id, message from incident where ${ofCase}`)).toEqual([]);
  expect(await rows(`select process_id from process_instance where ${ofCase} and state = 'active'`)).toEqual([]);
});

test('the documents are made on their days, numbered within the case, and cite their law', async () => {
  const documents = await rows(
    `select type, number, issued_on, legal_basis, body from document where ${ofCase} order by position`,
  );

  const own = documents.filter(({ type }) => type !== '协助执行通知书');
  // Documents that the instances of different assets issue on the same day have no order.
  expect(own.map(({ issued_on, type }) => `${issued_on} ${type}`).sort()).toEqual([...expected.documents].sort());
  expect(documents.map((document) => document.number)).toContain('(2026)冀0102执1号之一');
  expect(documents.filter((document) => document.legal_basis.length === 0)).toEqual([]);
});

test('each task falls due on the day that the law gives', async () => {
  const tasks = await rows(
    `select element_id, to_char((due - interval '1 millisecond') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as due
     from user_task where ${ofCase} and due is not null `,
  );
  expect(tasks.map(({ element_id, due }) => `${due} ${element_id}`).sort()).toEqual(
    expected.dues.map(([element, due]) => `${due} ${element}`).sort(),
  );
  expect(
    await rows(
      `select label from deadline where ${ofCase} and state in ('open', 'missed') and label <> '执行通知履行期限'`,
    ),
  ).toEqual([]);
});

test('INT#1-#4, EWR#34: the amounts add up to the fen, and nothing is left on the account', async () => {
  const paid = await rows(
    `select coalesce(party.name, '执行法院') as payee, posting.amount_fen::int as amount
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
          left join party on party.id = coalesce(account.party_id, entry.party_id)
     where posting.${ofCase} and posting.side = 'debit' and entry.kind in ('disbursement', 'refund')`,
  );
  expect(paid.map(({ payee, amount }) => `${payee} ${amount}`).sort()).toEqual(
    expected.payouts.map(([payee, amount]) => `${payee} ${amount}`).sort(),
  );

  const [{ id }] = (await rows('select id from enforcement_case where number = $1')) as [{ id: string }];
  expect(await balances(world.pool, id)).toMatchObject({ bankFen: 0n, fundsFen: 0n, payables: [] });
});

test('CPLI#485, SFR#27, SFR#28: the measures begin, and end by transfer, sale and release', async () => {
  const measures = await rows(
    `select kind, expires_on, released_on from control_measure where ${ofCase} order by kind`,
  );
  expect(measures.map(({ kind, expires_on, released_on }) => [kind, expires_on, released_on])).toEqual(
    expected.measures,
  );
});

test('NAR#10, NAR#26: the first auction fails, the second sells, and the registry passes the title', async () => {
  const published = await rows(
    `select request, answer from agency_request where ${ofCase} and operation = 'publish' order by sent_at`,
  );
  expect(published.map(({ request, answer }) => [request.startingPriceFen, answer.sold])).toEqual([
    [expected.startingPrices[0], false],
    [expected.startingPrices[1], true],
  ]);
  expect(await rows(`select state from agency_request where ${ofCase} and operation = 'transferTitle'`)).toEqual([
    { state: 'answered' },
  ]);
});

test('the timeline shows all events in order', () => {
  const days = timeline.map((entry) => entry.date);
  expect(days).toEqual([...days].sort());
  expect(days.at(-1)).toBe(expected.closedOn);
});

test(
  'the bare engine and the time-skipping server give the same trace',
  () => expectSameTrace('1-paid-from-what-was-found', world),
  240_000,
);

test('a court’s system reads the whole case part by part, each as the API describes it', async () => {
  const path = `/cases/${encodeURIComponent(number)}`;
  // Fails when an answer differs from its description (support/described-answers.ts).
  const read = async (part: string, as = 'judge') =>
    (await world.call(as, 'GET', `${path}${part}`)) as { readonly [field: string]: unknown };

  const { documents, assets, ledger } = await read('');
  const [{ id, title }] = documents as [{ id: string; title: string }];
  expect(await read('/assets')).toEqual({ items: assets });
  expect(await read('/ledger')).toEqual(ledger);
  expect(await read(`/documents/${id}`)).toMatchObject({ title, body: expect.stringContaining(number) });
  expect(await read('/archive?pageSize=200', 'procurator')).toMatchObject({ head: { seq: expect.any(Number) } });
  expect(await read('/archive/verification', 'procurator')).toMatchObject({ ok: true });
  expect(await read('/model')).toMatchObject({ instance: { state: 'completed' } });
});
