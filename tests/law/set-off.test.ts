// The arithmetic of set-off, against amounts calculated by hand.
import { expect, test } from '@jest/globals';
import { type Item, setOff, type Terms } from '../../law/set-off.ts';

const order: Item[] = ['executionCosts', 'instrumentCosts', 'generalInterest', 'principal', 'doubledInterest'];
const loan: Terms = {
  claim: { principalFen: 100_000_00, interestFen: 2_000_00, costsFen: 1_000_00 },
  performanceDueOn: '2026-01-31',
  receipts: [],
  asOf: '2026-03-02',
  ratePerMillion: 175,
  executionCostsFen: 1_445_00,
  order,
};
const of = (terms: Terms, item: Item) => setOff(terms).balances.find((balance) => balance.item === item);

test('INT#1: the doubled part runs on principal and costs of the instrument, not on general interest', () => {
  // 30 days from 31 January (not counted) to 2 March 2026: 101 000 yuan x 0.000175 x 30 = 530.25 yuan
  expect(of(loan, 'doubledInterest')?.accruedFen).toBe(530_25);
  expect(of(loan, 'generalInterest')?.accruedFen).toBe(2_000_00);
});

test("INT#1: general interest goes on at the instrument's own rate until paid", () => {
  const terms = { ...loan, claim: { ...loan.claim, interestFrom: '2026-01-01', generalRatePerMillion: 100 } };

  // 60 days to 2 March: 100 000 yuan x 0.0001 x 60 = 600 yuan on top of 2 000
  expect(of(terms, 'generalInterest')?.accruedFen).toBe(2_600_00);
});

test('INT#2: before the period for performance is over, nothing is doubled', () => {
  expect(of({ ...loan, asOf: '2026-01-31' }, 'doubledInterest')?.accruedFen).toBe(0);
});

test('INT#3: the doubled part on a paid amount runs until the day of payment', () => {
  // 10 days on 101 000; then 51 445 pays costs of enforcement 1 445, of the instrument 1 000, interest 2 000, principal
  // 47 000; 20 days on the remaining 53 000: 176.75 + 185.50 = 362.25
  const terms = { ...loan, receipts: [{ amountFen: 51_445_00, on: '2026-02-10' }] };

  expect(of(terms, 'doubledInterest')?.accruedFen).toBe(362_25);
  expect(of(terms, 'principal')).toEqual({
    item: 'principal',
    accruedFen: 100_000_00,
    paidFen: 47_000_00,
    outstandingFen: 53_000_00,
  });
});

test("INT#4: the instrument's debts are paid before the doubled part", () => {
  const terms = { ...loan, receipts: [{ amountFen: 104_445_00, on: '2026-03-02' }] };

  const result = setOff(terms);

  expect(result.outstandingFen).toBe(530_25);
  expect(of(terms, 'doubledInterest')?.outstandingFen).toBe(530_25);
});

test('EWR#34: the amount beyond the whole debt is the surplus, and nothing accrues afterwards', () => {
  const result = setOff({ ...loan, asOf: '2026-06-01', receipts: [{ amountFen: 110_000_00, on: '2026-03-02' }] });

  expect(result.outstandingFen).toBe(0);
  expect(result.totalFen).toBe(104_975_25);
  expect(result.surplusFen).toBe(5_024_75);
});

test('payments count in the order of their days, in whichever order they are entered', () => {
  const receipts = [
    { amountFen: 20_000_00, on: '2026-02-20' },
    { amountFen: 30_000_00, on: '2026-02-05' },
  ];

  expect(setOff({ ...loan, receipts })).toEqual(setOff({ ...loan, receipts: [...receipts].reverse() }));
});
