// Case funds (案款): what came in, what is owed on a day, who gets what, and paying it out.
import { randomUUID } from 'node:crypto';
import * as ledger from '../../db/ledger.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Json, Variables } from '../../engine/event.ts';
import { type Balance, type Claim, type Item, items, type Receipt, setOff } from '../../law/set-off.ts';
import type { JobHandler } from './job.ts';

/** In: `source` (deposit, auction, debtor), `assetId`, `amountFen`, `receivedOn`, `interestUntil`. Out: `receipt`. */
export const receiveFunds: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, name }) => {
  const amountFen = wholeFen(variables, 'amountFen');
  const receivedOn = String(variables['receivedOn']);
  if (amountFen <= 0) throw new Error(`Expected 'amountFen', what came in, above 0; found ${amountFen}.`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(receivedOn) || Number.isNaN(Date.parse(receivedOn)))
    throw new Error(`Expected 'receivedOn' as a date (YYYY-MM-DD); found '${receivedOn}'.`);
  const { rows } = await tx.query(
    `insert into receipt (id, effect_key, case_id, asset_id, source, amount_fen, received_on, interest_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (effect_key) do update set effect_key = excluded.effect_key
     returning id, source, amount_fen::float8 as "amountFen", to_char(received_on, 'YYYY-MM-DD') as "receivedOn"`,
    [
      randomUUID(),
      effectKey,
      caseId,
      variables['assetId'] ?? null,
      variables['source'],
      amountFen,
      receivedOn,
      variables['interestUntil'] ?? null,
    ],
  );
  const source = String(variables['source']);
  const entry = { caseId, effectKey, legalDate, description: name, source, amountFen: BigInt(amountFen) };
  await ledger.receive(tx, entry);
  return { receipt: rows[0] };
};

/** In: `claim`, `performanceDueOn`, `feeFen`, `ratePerMillion`, `order`, `asOf`. Out: `statement`, from all that came in so far. */
export const stateClaim: JobHandler = async (variables, { tx, caseId }) => {
  const asOf = String(variables['asOf']);
  const receipts = await receiptsOf(tx, caseId, asOf);
  const order = variables['order'] as readonly Item[];
  if (!Array.isArray(order) || !items.every((item) => order.includes(item)))
    throw new Error(`Expected 'order' to name ${items.join(', ')}; found ${JSON.stringify(order)}.`);
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

/** In: `statement`, `applicants`, `shares` (of the claim's part, one an applicant), `debtors`. Out: `payments`, what is to be paid out beyond what was: costs of enforcement first
 * (CPLI#508), the applicants in proportion to their claims (EWR#55), the surplus back to the debtor (EWR#34). */
export const planPayments: JobHandler = async (variables, { tx, caseId }) => {
  const statement = variables['statement'] as unknown as { balances: readonly Balance[]; surplusFen: number };
  const applicants = variables['applicants'] as unknown as readonly Party[];
  const [debtor] = variables['debtors'] as unknown as readonly Party[];
  const shares = variables['shares'] as readonly number[];
  if (!Array.isArray(shares) || shares.length !== applicants.length)
    throw new Error(`Expected 'shares' to be ${applicants.length} amounts in fen; found ${JSON.stringify(shares)}.`);
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
    const amountFen = line.amountFen - (await paidOut(tx, caseId, line.partyId, line.purpose));
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

/** In: `payments`. Out: `disbursement` {totalFen, paidOn}. The ledger gives the surplus back and allocates and pays the rest. */
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

/** Of the case and those it resumed. Proceeds whose ruling is not served yet count as paid on the day asked about (INT#3). */
async function receiptsOf(
  tx: Queryable,
  caseId: string,
  asOf: string,
): Promise<(Receipt & { readonly receivedOn: string })[]> {
  const { rows } = await tx.query<{ amountFen: number; on: string | null; receivedOn: string }>(
    `select amount_fen::float8 as "amountFen", to_char(interest_until, 'YYYY-MM-DD') as "on",
            to_char(received_on, 'YYYY-MM-DD') as "receivedOn" from receipt where case_id in (select case_chain($1))`,
    [caseId],
  );
  return rows.map((row) => ({ ...row, on: row.on ?? asOf }));
}

/** What has been paid out already, in this case and those it resumed: disbursed from what is payable for the purpose, or refunded. */
async function paidOut(tx: Queryable, caseId: string, partyId: string | null, purpose: string): Promise<number> {
  const { rows } = await tx.query<{ sum: number }>(
    `select coalesce(sum(posting.amount_fen), 0)::float8 as sum
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
       left join party payee on payee.id = case entry.kind when 'refund' then entry.party_id else account.party_id end
       left join party asked on asked.id = $2
     where posting.case_id in (select case_chain($1)) and posting.side = 'debit'
       and (entry.kind = 'disbursement' and account.purpose = $3 or entry.kind = 'refund' and $3 = 'surplus')
       and (payee.role, payee.name, payee.id_number) is not distinct from (asked.role, asked.name, asked.id_number)`,
    [caseId, partyId, purpose],
  );
  return rows[0]!.sum;
}

function wholeFen(variables: Variables, name: string): number {
  const value = variables[name];
  if (!Number.isSafeInteger(value)) throw new Error(`Expected '${name}' in whole fen; found ${JSON.stringify(value)}.`);
  return value as number;
}
