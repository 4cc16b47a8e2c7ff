// Jobs for case funds (案款): record receipts, state the debt on a day, plan payments and pay them out.
import * as ledger from '../../db/ledger.ts';
import type { Queryable } from '../../db/pool.ts';
import { insertReceipt, receivedAmounts } from '../../db/receipts.ts';
import { listed } from '../../engine/catalogue.ts';
import type { Json } from '../../engine/event.ts';
import { type Balance, type Claim, type Item, items, type Receipt, setOff } from '../../law/set-off.ts';
import { JobFailure, type JobHandler } from './job.ts';
import { say } from './messages.ts';
import { wholeFen } from './variables.ts';

/**
 * Records received money in the register and in the ledger.
 * In: `source` (deposit, auction, debtor), `assetId` (the asset whose proceeds these are), `amountFen`, `receivedOn`
 * (legal date), `interestUntil` (null: not known yet). Out: `receipt` {id, source, amountFen, receivedOn}.
 * @throws Error when `amountFen` is not a whole number above 0, or `receivedOn` is not a date
 */
export const receiveFunds: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, name }) => {
  const amountFen = wholeFen(variables, 'amountFen');
  const receivedOn = String(variables['receivedOn']);
  if (amountFen <= 0) throw new JobFailure(say('funds.noAmount', { found: amountFen }));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(receivedOn) || Number.isNaN(Date.parse(receivedOn)))
    throw new JobFailure(say('funds.noDate', { found: receivedOn }));
  const source = variables['source'] as string;
  const receipt = await insertReceipt(tx, caseId, effectKey, {
    source,
    amountFen,
    receivedOn,
    assetId: (variables['assetId'] ?? null) as string | null,
    interestUntil: (variables['interestUntil'] ?? null) as string | null,
  });
  const entry = { caseId, effectKey, legalDate, description: name, source, amountFen: BigInt(amountFen) };
  await ledger.receive(tx, entry);
  return { receipt };
};

/**
 * States the debt on the day `asOf`, after the set-off of all receipts so far (INT#1 to INT#4).
 * In: `claim` (set-off.ts), `performanceDueOn` (last day of the period for performance), `feeFen` (costs of
 * enforcement), `ratePerMillion` (millionths a day), `order` (every item once), `asOf`.
 * Out: `statement`: set-off.ts's result with `asOf`, `claimPaidFen` (paid of all items but the costs of enforcement),
 * `lastReceivedOn`.
 */
export const stateClaim: JobHandler = async (variables, { tx, caseId }) => {
  const asOf = String(variables['asOf']);
  const receipts = await receiptsOf(tx, caseId, asOf);
  const order = variables['order'] as readonly Item[];
  if (!Array.isArray(order) || !items.every((item) => order.includes(item)))
    throw new JobFailure(say('funds.noOrder', { items: listed(items), found: String(JSON.stringify(order)) }));
  const result = setOff({
    claim: variables['claim'] as unknown as Claim,
    performanceDueOn: String(variables['performanceDueOn']),
    receipts,
    asOf,
    ratePerMillion: Number(variables['ratePerMillion']),
    executionCostsFen: wholeFen(variables, 'feeFen'),
    order,
  });
  const lastReceivedOn =
    receipts
      .map((receipt) => receipt.receivedOn)
      .sort()
      .at(-1) ?? null;
  const claimPaidFen = result.balances
    .filter((balance) => balance.item !== 'executionCosts')
    .reduce((sum, balance) => sum + balance.paidFen, 0);
  return { statement: { asOf, ...result, claimPaidFen, lastReceivedOn } as unknown as Json };
};

interface Party {
  readonly id: string;
  readonly name: string;
}

/**
 * Plans the payments that are due beyond the earlier ones: first the costs of enforcement (CPLI#508), then the
 * applicants in proportion to their claims (EWR#55), then the surplus back to the debtor (EWR#34).
 * In: `statement`, `applicants`, `shares` (fen of the claim's part, one for each applicant), `debtors` (the first gets
 * the surplus).
 * Out: `payments`, each {partyId, payee, purpose, amountFen}.
 */
export const planPayments: JobHandler = async (variables, { tx, caseId }) => {
  const statement = variables['statement'] as unknown as { balances: readonly Balance[]; surplusFen: number };
  const applicants = variables['applicants'] as unknown as readonly Party[];
  const [debtor] = variables['debtors'] as unknown as readonly Party[];
  const shares = variables['shares'] as readonly number[];
  if (!Array.isArray(shares) || shares.length !== applicants.length)
    throw new JobFailure(say('funds.noShares', { count: applicants.length, found: String(JSON.stringify(shares)) }));
  const costs = statement.balances.find((balance) => balance.item === 'executionCosts');
  const entitled = [
    { partyId: null, payee: '执行法院', purpose: 'executionCosts', amountFen: costs?.paidFen ?? 0 },
    ...applicants.map((applicant, index) => ({
      partyId: applicant.id,
      payee: applicant.name,
      purpose: 'claim',
      amountFen: shares[index]!,
    })),
    { partyId: debtor!.id, payee: debtor!.name, purpose: 'surplus', amountFen: statement.surplusFen },
  ];
  const payments: Json[] = [];
  for (const line of entitled) {
    const amountFen = line.amountFen - (await ledger.paidOut(tx, caseId, line.partyId, line.purpose));
    if (amountFen > 0) payments.push({ ...line, amountFen });
  }
  return { payments };
};

interface Payment {
  readonly partyId: string | null;
  readonly payee: string;
  readonly purpose: string;
  readonly amountFen: number;
}

/**
 * Pays out in the ledger: refunds the surplus, allocates and disburses the rest.
 * In: `payments`. Out: `disbursement` {totalFen, paidOn}.
 */
export const disburseFunds: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, name }) => {
  const payments = variables['payments'] as unknown as readonly Payment[];
  const entry = { caseId, legalDate, description: name };
  const shares = payments
    .filter((payment) => payment.purpose !== 'surplus')
    .map(({ purpose, partyId, amountFen }) => ({ purpose, ...party(partyId), amountFen: BigInt(amountFen) }));
  if (shares.length > 0) {
    await ledger.allocate(tx, { ...entry, effectKey: `${effectKey}/allocation`, shares });
    await ledger.disburse(tx, { ...entry, effectKey: `${effectKey}/disbursement`, shares });
  }
  for (const { partyId, amountFen } of payments.filter((payment) => payment.purpose === 'surplus')) {
    const refund = { ...entry, effectKey: `${effectKey}/refund`, ...party(partyId), amountFen: BigInt(amountFen) };
    await ledger.refund(tx, refund);
  }
  const totalFen = payments.reduce((sum, payment) => sum + payment.amountFen, 0);
  return { disbursement: { totalFen, paidOn: legalDate } };
};

const party = (partyId: string | null) => (partyId === null ? {} : { partyId });

/** The receipts so far. Proceeds whose ruling is not served yet count as paid on the day `asOf` (INT#3). */
async function receiptsOf(
  tx: Queryable,
  caseId: string,
  asOf: string,
): Promise<(Receipt & { readonly receivedOn: string })[]> {
  return (await receivedAmounts(tx, caseId)).map(({ amountFen, receivedOn, interestUntil }) => ({
    amountFen,
    receivedOn,
    on: interestUntil ?? asOf,
  }));
}
