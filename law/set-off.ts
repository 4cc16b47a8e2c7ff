// Computes the debt on a day and the items that the payments were set off against. Pure: rates, order and dates are
// passed in. INT#1: the doubled part runs on the instrument's money debts without general interest; INT#2: from the end
// of the period for performance; INT#3: on paid amounts until the day of payment; INT#4: the instrument's debts come
// first.

/** Money is fen; dates are legal dates (`2026-03-02`). */
export interface Claim {
  readonly principalFen: number;
  /** General interest that the instrument fixes up to `interestFrom`. */
  readonly interestFen: number;
  /** What the debtor owes the applicant for the costs of the lawsuit. */
  readonly costsFen: number;
  /** The day up to which `interestFen` is counted; the instrument's rate runs from the day after. */
  readonly interestFrom?: string;
  /** The instrument's own rate, in millionths of the principal a day. */
  readonly generalRatePerMillion?: number;
}

export interface Receipt {
  readonly amountFen: number;
  /** The day until which interest runs on what this payment covers. */
  readonly on: string;
}

export interface Terms {
  readonly claim: Claim;
  /** Last day of the period for performance in the instrument. */
  readonly performanceDueOn: string;
  readonly receipts: readonly Receipt[];
  readonly asOf: string;
  /** The doubled part's rate, in millionths a day. */
  readonly ratePerMillion: number;
  /** Costs of enforcement that come out of the proceeds. */
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
  /** What came in beyond everything owed; it is the debtor's (EWR#34). */
  readonly surplusFen: number;
}

const million = 1_000_000n;

interface Account {
  readonly accrued: Record<Item, bigint>;
  readonly paid: Record<Item, bigint>;
}

export function setOff(terms: Terms): SetOff {
  const { claim } = terms;
  // Interest accrues exactly, in millionths of a fen, and is rounded where an amount is read.
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

/** Half up. */
const fen = (millionths: bigint): bigint => (millionths + million / 2n) / million;

const later = (a: string, b: string): string => (a > b ? a : b);

/** The first day is not counted, the last one is (CPL#85); none when the end is not after the start. */
function daysBetween(from: string, to: string): bigint {
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  return BigInt(Math.max(days, 0));
}
