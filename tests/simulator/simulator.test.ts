// The simulator of the agencies: its data, its refusals, and that it carries out each request once.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { answerFault } from '../../activities/agencies/validate.ts';
import { buildSimulator } from '../../simulator/build-simulator.ts';

const owner = '999999198001010019';
const account = '6222990000000000001';
const ours = '(2026)冀0102执1号';
const theirs = '(2025)冀0104执9号';

let simulator: FastifyInstance;
let calledBack: { readonly agency: string; readonly answer: unknown }[];

beforeEach(async () => {
  calledBack = [];
  simulator = buildSimulator({
    callback: async (agency, answer) => {
      calledBack.push({ agency, answer });
    },
  });
  await control('population', {
    deposits: [{ provider: 'icbc', accountNumber: account, ownerIdNumber: owner, balanceFen: 100_00 }],
    realEstate: [
      {
        provider: 'shijiazhuang',
        externalRef: '房1',
        ownerIdNumber: owner,
        description: '住宅',
        valueFen: 1,
        sealedBy: [theirs],
      },
    ],
  });
});
afterEach(() => simulator.close());

async function control(path: string, payload: object) {
  return (await simulator.inject({ method: 'POST', url: `/control/${path}`, payload })).json();
}

let asked = 0;
interface Asking {
  readonly id?: string;
  readonly caseNumber?: string;
  readonly actDate?: string;
}

async function ask(
  path: string,
  body: object,
  { id = `request-${++asked}`, caseNumber = ours, actDate = '2026-03-02' }: Asking = {},
) {
  const response = await simulator.inject({
    method: 'POST',
    url: `/agencies/${path}`,
    headers: { 'idempotency-key': encodeURIComponent(id) },
    payload: { caseNumber, actDate, externalRef: account, ...body },
  });
  const reply = response.json();
  const [agency = '', , operation = ''] = path.split('/');
  if (reply.state) expect(answerFault({ agency, operation }, reply)).toBeUndefined();
  return { status: response.statusCode, ...reply };
}

const population = async (of: FastifyInstance) => (await of.inject('/control/population')).json();

test.each([
  ['behavior', {}, /'rules'/],
  ['behavior', { rules: [{ agency: 'bank' }] }, /\/rules\/0 .*'do'/],
  ['behavior', { rules: [{ do: 'dely' }] }, /\/rules\/0\/do .*delay/],
  ['behavior', { rules: [{ do: 'delay', day: 3 }] }, /\/rules\/0 .*day/],
  ['population', { deposits: [{ provider: 'icbc' }] }, /\/deposits\/0 .*'accountNumber'/],
  ['advance', {}, /'to'/],
  ['advance', { to: 'tomorrow' }, /\/to .*date-time/],
  ['due', { cases: 'all' }, /\/cases .*array/],
])('the control %s refuses %j with the reason', async (path, payload, reason) => {
  const response = await simulator.inject({ method: 'POST', url: `/control/${path}`, payload });

  expect({ status: response.statusCode, ...response.json() }).toEqual({
    status: 400,
    reason: expect.stringMatching(reason),
  });
});

test('the same seed gives the same population, another seed another', async () => {
  const build = (seed: number) => buildSimulator({ seed, callback: async () => {} });

  const [first, again, other] = await Promise.all([build(1), build(1), build(2)].map(population));

  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('people and companies have correct check digits and an unassigned region code', async () => {
  const { people } = await population(simulator);

  const numbers: string[] = people.map(({ idNumber }: { idNumber: string }) => idNumber);
  const isPerson = (number: string) => number.startsWith('999999');
  expect(numbers.every((number) => isPerson(number) || number.startsWith('91999999'))).toBe(true);
  expect(numbers.filter(isPerson).every((number) => isoMod11(number) === 1)).toBe(true);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('no more is transferred than the case has frozen, and the balance falls by it', async () => {
  const before = await ask('bank/icbc/transfer', { amountFen: 10_00 });
  const frozen = await ask('bank/icbc/freeze', { amountFen: 60_00 });
  const tooMuch = await ask('bank/icbc/transfer', { amountFen: 60_01 });
  const transferred = await ask('bank/icbc/transfer', { amountFen: 60_00 });

  expect(before).toMatchObject({ status: 422, state: 'rejected' });
  expect(frozen.answer).toEqual({ frozenFen: 60_00, position: 1, frozenOn: '2026-03-02' });
  expect(tooMuch).toMatchObject({ status: 422, state: 'rejected' });
  expect(transferred.answer).toEqual({ transferredFen: 60_00, transferredOn: '2026-03-02' });
  const { deposits } = await population(simulator);
  expect(deposits.find((deposit: { accountNumber: string }) => deposit.accountNumber === account)).toMatchObject({
    balanceFen: 40_00,
    frozen: [],
  });
});

test('SFR#26: a later freeze waits for the balance that the first leaves, and moves up when the first is released', async () => {
  await ask('bank/icbc/freeze', { amountFen: 80_00 }, { caseNumber: theirs });

  const queued = await ask('bank/icbc/freeze', { amountFen: 50_00 });
  await ask('bank/icbc/release', {}, { caseNumber: theirs });
  const renewed = await ask('bank/icbc/freeze', { amountFen: 50_00 });

  expect(queued.answer).toMatchObject({ frozenFen: 20_00, position: 2 });
  expect(renewed.answer).toMatchObject({ frozenFen: 50_00, position: 1 });
});

test('a seal on a flat that another court has sealed is queued behind that seal', async () => {
  const sealed = await ask('realEstate/shijiazhuang/seal', { externalRef: '房1' });

  expect(sealed.answer).toMatchObject({ position: 2 });
});

test('an amount that is no whole number of fen is refused', async () => {
  for (const amountFen of [0.5, -1, '60', null, 2 ** 60])
    expect(await ask('bank/icbc/freeze', { amountFen })).toMatchObject({ status: 422, state: 'rejected' });
});

test('the same key gives the same answer and no second effect', async () => {
  await ask('bank/icbc/freeze', { amountFen: 90_00 });

  const first = await ask('bank/icbc/transfer', { amountFen: 40_00 }, { id: 'once' });
  const second = await ask('bank/icbc/transfer', { amountFen: 40_00 }, { id: 'once' });

  expect(second).toEqual(first);
  const { items } = (await simulator.inject('/control/effects')).json();
  expect(items.find(({ id }: { id: string }) => id === 'once')).toMatchObject({ requests: 2, effects: 1 });
});

test('a delayed operation is carried out and dated on its day, and its answer is called back', async () => {
  await control('behavior', { rules: [{ agency: 'bank', operation: 'freeze', do: 'delay', days: 3 }] });

  const taken = await ask('bank/icbc/freeze', { amountFen: 1_00 }, { id: 'later' });
  await control('advance', { to: '2026-03-04T00:00:00Z' });
  const early = [...calledBack];
  await control('advance', { to: '2026-03-05T00:00:00Z' });

  expect(taken.status).toBe(202);
  expect(early).toEqual([]);
  const answer = { frozenFen: 1_00, position: 1, frozenOn: '2026-03-05' };
  expect(calledBack).toEqual([{ agency: 'bank', answer: { requestId: 'later', state: 'answered', answer } }]);
});

test('a delay in training lasts as long as a legal day', async () => {
  await control('behavior', { rules: [{ agency: 'bank', operation: 'query', do: 'delay', days: 2 }] });
  await simulator.inject({
    method: 'POST',
    url: '/agencies/bank/icbc/query',
    headers: { 'idempotency-key': 'fast', 'x-training-seconds-per-day': '0.02' },
    payload: { caseNumber: ours, actDate: '2026-03-02', person: { idNumber: owner } },
  });
  expect(calledBack).toHaveLength(0);

  await new Promise((resolve) => setTimeout(resolve, 150));

  expect(calledBack).toHaveLength(1);
});

test('an auction is answered when its bidding ends; the first rule counts for the first call, the next for the next', async () => {
  const rule = { agency: 'auction', operation: 'publish', do: 'answer' };
  await control('behavior', {
    rules: [{ ...rule, times: 1, answer: { sold: false, priceFen: null, buyer: null } }, rule],
  });
  const publish = (id: string, endsAt: string) =>
    ask('auction/platform/publish', { externalRef: '房1', startingPriceFen: 70_00, endsAt }, { id });

  const taken = await publish('first', '2026-04-02T02:00:00Z');
  await publish('second', '2026-05-02T02:00:00Z');
  await control('advance', { to: '2026-05-03T00:00:00Z' });

  expect(taken.status).toBe(202);
  expect(calledBack.map(({ answer }) => answer)).toMatchObject([
    { requestId: 'first', answer: { sold: false } },
    { requestId: 'second', answer: { sold: true, priceFen: 70_00 } },
  ]);
});

test('a withdrawn auction sells nothing', async () => {
  const endsAt = '2026-04-02T02:00:00Z';
  await ask('auction/platform/publish', { externalRef: '房1', startingPriceFen: 70_00, endsAt }, { id: 'sale' });

  await ask('auction/platform/withdraw', { publicationId: 'sale' });
  await control('advance', { to: endsAt });

  expect(calledBack).toMatchObject([{ answer: { requestId: 'sale', answer: { sold: false } } }]);
});

test('a body that only acknowledges never answers; a body that answers twice gives the same answer twice', async () => {
  await control('behavior', {
    rules: [{ agency: 'bank', provider: 'icbc', operation: 'query', times: 1, do: 'refuse' }],
  });
  const silent = await ask('bank/icbc/query', { person: { idNumber: owner } });
  await control('behavior', { rules: [{ agency: 'bank', operation: 'query', do: 'answerTwice', days: 1 }] });
  await ask('bank/icbc/query', { person: { idNumber: owner } }, { id: 'twice' });

  await control('advance', { to: '2030-01-01T00:00:00Z' });

  expect(silent.status).toBe(202);
  expect(calledBack).toHaveLength(2);
  expect(calledBack[1]).toEqual(calledBack[0]);
});

/** ISO 7064 MOD 11-2: 1 for a number with a correct check digit. */
function isoMod11(number: string): number {
  return (
    [...number].reduce((sum, digit, position) => sum + (digit === 'X' ? 10 : Number(digit)) * 2 ** (17 - position), 0) %
    11
  );
}
