// Computes the debt on a day and the set-off of payments against its items. Pure: rates, order and dates are passed in.
// Doubled interest runs on the instrument's money debts without general interest (INT#1), from the end of the period
// for performance (INT#2), on paid amounts until the day of payment (INT#3). The instrument's debts come first (INT#4).

/** Money is fen; dates are legal dates (`2026-03-02`). */
export interface Claim {
  readonly principalFen: number;
  /** General interest up to `interestFrom`, as fixed by the instrument. */
  readonly interestFen: number;
  /** Costs of the lawsuit that the debtor owes the applicant. */
  readonly costsFen: number;
  /** Last day counted in `interestFen`; the instrument's rate runs from the next day. */
  readonly interestFrom?: string;
  /** The instrument's own rate, in millionths of the principal per calendar day. */
  readonly generalRatePerMillion?: number;
}

export interface Receipt {
  readonly amountFen: number;
  /** Last day of interest on the part covered by this payment (INT#3). */
  readonly on: string;
}

export interface Terms {
  readonly claim: Claim;
  /** Last day of the period for performance in the instrument. */
  readonly performanceDueOn: string;
  readonly receipts: readonly Receipt[];
  readonly asOf: string;
  /** Rate of doubled interest, in millionths per calendar day. */
  readonly ratePerMillion: number;
  /** Costs of enforcement, paid out of the proceeds. */
  readonly executionCostsFen: number;
  readonly order: readonly Item[];
}

export const items = ['executionCosts', 'instrumentCosts', 'generalInterest', 'principal', 'doubledInterest'] as const;
export type Item = (typeof items)[number];

export interface Balance {
  readonly item: Item;
  readonly accruedFen: number;
  readonly paidFen: number;
  readonly outstandingFen: number;
}

export interface SetOff {
  readonly balances: readonly Balance[];
  readonly totalFen: number;
  readonly receivedFen: number;
  readonly outstandingFen: number;
  /** Received beyond the whole debt; it belongs to the debtor (EWR#34). */
  readonly surplusFen: number;
}

const million = 1_000_000n;

interface Account {
  readonly accrued: Record<Item, bigint>;
  readonly paid: Record<Item, bigint>;
}

/** Sets the receipts off against the claim and states the balance; all amounts are in fen. */
export function setOff(terms: Terms): SetOff {
  const { claim } = terms;
  // Interest accrues exactly, in millionths of a fen; it is rounded only when an amount is read.
  const account: Account = {
    accrued: {
      executionCosts: BigInt(terms.executionCostsFen) * million,
      instrumentCosts: BigInt(claim.costsFen) * million,
      generalInterest: BigInt(claim.interestFen) * million,
      principal: BigInt(claim.principalFen) * million,
      doubledInterest: 0n,
    },
    paid: { executionCosts: 0n, instrumentCosts: 0n, generalInterest: 0n, principal: 0n, doubledInterest: 0n },
  };
  let generalFrom = claim.interestFrom ?? terms.asOf;
  let doubledFrom = terms.performanceDueOn;
  let surplus = 0n;
  const accrueUntil = (day: string) => {
    const rest = (item: Item) => fen(account.accrued[item]) - account.paid[item];
    const general = BigInt(claim.generalRatePerMillion ?? 0) * daysBetween(generalFrom, day);
    const doubled = BigInt(terms.ratePerMillion) * daysBetween(doubledFrom, day);
    account.accrued.generalInterest += rest('principal') * general;
    account.accrued.doubledInterest += (rest('principal') + rest('instrumentCosts')) * doubled;
    generalFrom = later(generalFrom, day);
    doubledFrom = later(doubledFrom, day);
  };

  for (const receipt of [...terms.receipts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    accrueUntil(receipt.on);
    let left = BigInt(receipt.amountFen);
    for (const item of terms.order) {
      const due = fen(account.accrued[item]) - account.paid[item];
      const part = due < left ? due : left;
      account.paid[item] += part;
      left -= part;
    }
    surplus += left;
  }
  accrueUntil(terms.asOf);
  return summary(account, terms.receipts, surplus);
}

function summary(account: Account, receipts: readonly Receipt[], surplus: bigint): SetOff {
  const balances = items.map((item) => {
    const accruedFen = Number(fen(account.accrued[item]));
    const paidFen = Number(account.paid[item]);
    return { item, accruedFen, paidFen, outstandingFen: accruedFen - paidFen };
  });
  const sum = (pick: (balance: Balance) => number) => balances.reduce((total, balance) => total + pick(balance), 0);
  return {
    balances,
    totalFen: sum((balance) => balance.accruedFen),
    receivedFen: receipts.reduce((total, receipt) => total + receipt.amountFen, 0),
    outstandingFen: sum((balance) => balance.outstandingFen),
    surplusFen: Number(surplus),
  };
}

/** Millionths of a fen to fen, rounded half up. */
const fen = (millionths: bigint): bigint => (millionths + million / 2n) / million;

const later = (a: string, b: string): string => (a > b ? a : b);

/** Calendar days without the first and with the last (CPL#85); 0 when the end is not after the start. */
function daysBetween(from: string, to: string): bigint {
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  return BigInt(Math.max(days, 0));
}
