// Money is fen, whole numbers; what is computed from it goes through bigint and is rounded once, half up.
import { listed, type Reason } from '../../catalogue.ts';
import { say, shown } from '../messages.ts';
import type { Builtins, Call } from './builtin.ts';

export const money: Builtins = {
  /**
   * A share of an amount in ten thousandths: the deposit of an auction (NAR#17), the cut after a failed one (NAR#26).
   */
  percentOf: {
    parameters: ['fen', 'basisPoints'],
    apply: (call, fen, basisPoints) =>
      isCount(fen) && isCount(basisPoints)
        ? safe(call, 'percentOf', halfUp(BigInt(fen) * BigInt(basisPoints), 10_000n))
        : call.warn(expectedCounts('percentOf(fen, basisPoints)', fen, basisPoints)),
  },
  /**
   * Interest at a daily rate in millionths (INT#1: the doubled part of interest for delay), rounded on the total only.
   */
  dailyInterest: {
    parameters: ['fen', 'ratePerMillion', 'days'],
    apply: (call, fen, rate, days) =>
      isCount(fen) && isCount(rate) && isCount(days)
        ? safe(call, 'dailyInterest', halfUp(BigInt(fen) * BigInt(rate) * BigInt(days), 1_000_000n))
        : call.warn(expectedCounts('dailyInterest(fen, ratePerMillion, days)', fen, rate, days)),
  },
  /** Fen as a text in yuan, for documents: 186000000 -> "1860000.00". */
  yuan: {
    parameters: ['fen'],
    apply: (call, fen) => (isWhole(fen) ? yuanText(fen) : call.warn(() => say('money.fen', { found: shown(fen) }))),
  },
  /**
   * Splits a total in proportion (CPLI#508: ordinary creditors share by their claims); the parts sum exactly: largest
   * remainder.
   */
  prorate: {
    parameters: ['totalFen', 'sharesFen'],
    apply: (call, total, shares) =>
      isCount(total) && Array.isArray(shares) && shares.every(isCount) && shares.some((share) => share > 0)
        ? prorate(total, shares)
        : call.warn(() => say('money.shares', { total: shown(total), shares: shown(shares) })),
  },
};

function prorate(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((sum, share) => sum + BigInt(share), 0n);
  const parts = shares.map((share, index) => {
    const product = BigInt(total) * BigInt(share);
    return { index, whole: product / sum, rest: product % sum };
  });
  const left = BigInt(total) - parts.reduce((given, { whole }) => given + whole, 0n);
  const first = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  const favoured = new Set(first.slice(0, Number(left)).map(({ index }) => index));
  return parts.map(({ index, whole }) => Number(whole) + (favoured.has(index) ? 1 : 0));
}

const halfUp = (dividend: bigint, divisor: bigint): bigint => (dividend * 2n + divisor) / (divisor * 2n);

function safe(call: Call, name: string, value: bigint): number | null {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  return call.warn(() => say('money.inexact', { name, found: `${value}` }));
}

export function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const isCount = (value: unknown): value is number => isWhole(value) && value >= 0;

const expectedCounts =
  (signature: string, ...values: unknown[]): Reason =>
  () =>
    say('money.counts', { signature, found: listed(values.map(shown)) });
