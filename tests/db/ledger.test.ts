import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commitStep } from '../../activities/steps/commit.ts';
import * as ledger from '../../db/ledger.ts';
import { caseParties } from '../../db/parties.ts';
import { transaction } from '../../db/pool.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { from, instanceOf } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const entry = (caseId: string) => ({ caseId, effectKey: randomUUID(), legalDate: '2026-03-02', description: '案款' });

async function caseWithFunds(amountFen: bigint) {
  const file = await fileCase(pool);
  const [applicant] = await caseParties(pool, file.id);
  if (amountFen > 0n)
    await transaction(pool, (tx) => ledger.receive(tx, { ...entry(file.id), source: 'transfer', amountFen }));
  return { caseId: file.id, partyId: applicant!.id };
}

test('money is received, allocated, paid out and the rest refunded', async () => {
  const { caseId, partyId } = await caseWithFunds(1_000_000n);
  const shares = [
    { purpose: 'executionCosts', amountFen: 1_500n },
    { purpose: 'claim', partyId, amountFen: 900_000n },
  ];

  await transaction(pool, (tx) => ledger.allocate(tx, { ...entry(caseId), shares }));
  await transaction(pool, (tx) => ledger.disburse(tx, { ...entry(caseId), shares: shares.slice(1) }));
  await transaction(pool, (tx) => ledger.refund(tx, { ...entry(caseId), amountFen: 98_500n }));

  expect(await ledger.balances(pool, caseId)).toEqual({
    bankFen: 1_500n,
    fundsFen: 0n,
    receivedFen: 1_000_000n,
    disbursedFen: 900_000n,
    refundedFen: 98_500n,
    payables: [{ purpose: 'executionCosts', partyId: null, amountFen: 1_500n }],
  });
  const journal = await ledger.journal(pool, caseId);
  expect(journal.map(({ kind }) => kind)).toEqual(['receipt', 'allocation', 'disbursement', 'refund']);
  expect(journal[2]!.postings).toEqual([
    { account: 'payable', purpose: 'claim', partyId, side: 'debit', amountFen: 900_000n },
    { account: 'bank', purpose: '', partyId: null, side: 'credit', amountFen: 900_000n },
  ]);
});

test('the same effect is booked once', async () => {
  const { caseId } = await caseWithFunds(0n);
  const receipt = { ...entry(caseId), source: 'auction', amountFen: 5n };

  await transaction(pool, (tx) => ledger.receive(tx, receipt));
  await transaction(pool, (tx) => ledger.receive(tx, receipt));

  expect((await ledger.balances(pool, caseId)).bankFen).toBe(5n);
});

test('a job that would overdraw fails alone; its step is committed', async () => {
  const { caseId, partyId } = await caseWithFunds(100n);
  const file = { id: caseId, workflowId: `enforcement-case/${caseId}` } as Parameters<typeof instanceOf>[0];
  const job = { ...from(4, 'pay'), type: 'runJob', jobType: 'db:pay', retries: 3, headers: {}, variables: {} } as const;

  const { jobs } = await commitStep(
    pool,
    {
      jobs: {
        pay: async (_variables, { tx }) => {
          await ledger.allocate(tx, { ...entry(caseId), shares: [{ purpose: 'claim', partyId, amountFen: 101n }] });
          return {};
        },
      },
    },
    instanceOf(file).next([job]),
  );

  expect(jobs).toMatchObject([{ ok: false, message: expect.stringContaining('would be overdrawn by 1 fen') }]);
  expect((await ledger.balances(pool, caseId)).fundsFen).toBe(100n);
});

const sql = (text: string, ...values: unknown[]) => pool.query(text, values);
const newEntry = `insert into journal_entry (id, effect_key, case_id, kind, legal_date, description)
  values ($1, gen_random_uuid(), $2, 'receipt', '2026-03-02', '')`;

test('the database refuses an entry that does not balance, whoever writes it', async () => {
  const { caseId } = await caseWithFunds(1n);
  const id = randomUUID();
  const posting = `insert into posting select $1, row_number() over (), $2, id, case kind when 'bank' then 'debit' else 'credit' end,
    case kind when 'bank' then 2 else 1 end from account where case_id = $2`;

  const attempt = transaction(pool, async (tx) => {
    await tx.query(newEntry, [id, caseId]);
    await tx.query(posting, [id, caseId]);
  });

  await expect(attempt).rejects.toThrow('does not balance: debit 2 fen, credit 1 fen');
  await expect(sql(newEntry, randomUUID(), caseId)).rejects.toThrow('does not balance');
});

test('no posting can be added to a committed entry', async () => {
  const { caseId } = await caseWithFunds(1n);
  const [stored] = await ledger.journal(pool, caseId);

  await expect(
    sql(
      `insert into posting select $1, 9, $2, id, 'debit', 1 from account where case_id = $2 and kind = 'bank'`,
      stored!.id,
      caseId,
    ),
  ).rejects.toThrow('already committed');
});

/** A short model of the ledger: each operation is possible exactly when the money is there. */
test('under any sequence of requests the ledger balances, is never overdrawn, and loses nothing', async () => {
  const amount = fc.bigInt({ min: 1n, max: 40n });
  const operation = fc.record({
    type: fc.constantFrom('receive', 'allocate', 'disburse', 'refund'),
    amount,
    purpose: fc.constantFrom('costs', 'claim'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
      const { caseId } = await caseWithFunds(0n);
      const expected = { funds: 0n, in: 0n, out: 0n, payable: { costs: 0n, claim: 0n } as Record<string, bigint> };
      for (const { type, amount: amountFen, purpose } of operations) {
        const shares = [{ purpose, amountFen }];
        const isPossible =
          type === 'receive' || amountFen <= (type === 'disburse' ? expected.payable[purpose]! : expected.funds);
        const done = await transaction(pool, (tx) => {
          if (type === 'receive') return ledger.receive(tx, { ...entry(caseId), source: 'payment', amountFen });
          if (type === 'allocate') return ledger.allocate(tx, { ...entry(caseId), shares });
          if (type === 'disburse') return ledger.disburse(tx, { ...entry(caseId), shares });
          return ledger.refund(tx, { ...entry(caseId), amountFen });
        }).then(
          () => true,
          () => false,
        );
        expect(done).toBe(isPossible);
        if (!isPossible) continue;
        if (type === 'receive') expected.in += amountFen;
        if (type === 'disburse' || type === 'refund') expected.out += amountFen;
        expected.funds += type === 'receive' ? amountFen : type === 'disburse' ? 0n : -amountFen;
        if (type === 'allocate') expected.payable[purpose]! += amountFen;
        if (type === 'disburse') expected.payable[purpose]! -= amountFen;
      }
      const found = await ledger.balances(pool, caseId);
      expect(found.fundsFen).toBe(expected.funds);
      expect(found.receivedFen).toBe(expected.in);
      expect(found.receivedFen).toBe(found.disbursedFen + found.refundedFen + found.bankFen);
      expect(found.bankFen).toBe(found.fundsFen + found.payables.reduce((sum, { amountFen }) => sum + amountFen, 0n));
      for (const { postings } of await ledger.journal(pool, caseId)) {
        const sum = (side: string) =>
          postings.reduce((all, posting) => (posting.side === side ? all + posting.amountFen : all), 0n);
        expect(sum('debit')).toBe(sum('credit'));
      }
    }),
    { numRuns: 40 },
  );
});
