// Functions over numbers (DMN 1.5 table 74), rounded in decimal: feelin's `round half up(1.005, 2)` gives 1.
import { FeelDuration } from 'feelin';
import { negate } from '../arithmetic.ts';
import { say, shown } from '../messages.ts';
import { compare, decimal } from '../values.ts';
import type { Builtin, Builtins } from './builtin.ts';

type Rounding = (value: number) => number;

const away: Rounding = (value) => Math.sign(value) * Math.ceil(Math.abs(value));
const halfUp: Rounding = (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
const halfDown: Rounding = (value) => Math.sign(value) * Math.ceil(Math.abs(value) - 0.5);
const halfEven: Rounding = (value) => {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(value);
};

const rounding = (name: string, round: Rounding, fixedScale?: number): Builtin => ({
  parameters: ['n', 'scale'],
  required: fixedScale === undefined ? 2 : 1,
  apply: (call, n, given) => {
    const scale = given === undefined ? fixedScale : given;
    if (typeof n !== 'number' || typeof scale !== 'number' || scale < lowest || scale > highest) {
      return call.warn(() => say('number.scale', { name, lowest, highest, found: shown(n), scale: shown(given) }));
    }
    const moved = shifted(n, Math.trunc(scale));
    return Number.isFinite(moved) ? shifted(round(moved), -Math.trunc(scale)) + 0 : n;
  },
});

/** Scales of IEEE 754 decimal128. */
const lowest = -6111;
const highest = 6176;

export const numbers: Builtins = {
  decimal: rounding('decimal', halfEven),
  floor: rounding('floor', Math.floor, 0),
  ceiling: rounding('ceiling', Math.ceil, 0),
  'round up': rounding('round up', away),
  'round down': rounding('round down', Math.trunc),
  'round half up': rounding('round half up', halfUp),
  'round half down': rounding('round half down', halfDown),
  abs: {
    parameters: ['n'],
    apply: (call, n) => {
      if (typeof n === 'number') return Math.abs(n);
      if (!(n instanceof FeelDuration)) return call.warn(() => say('number.abs', { found: shown(n) }));
      return (compare(n, negate(n)) ?? 0) < 0 ? negate(n) : n;
    },
  },
  /** The remainder has the divisor's sign. */
  modulo: {
    parameters: ['dividend', 'divisor'],
    apply: (call, dividend, divisor) => {
      if (typeof dividend !== 'number' || typeof divisor !== 'number' || divisor === 0) {
        return call.warn(() => say('number.modulo', { dividend: shown(dividend), divisor: shown(divisor) }));
      }
      return decimal(dividend - divisor * Math.floor(dividend / divisor));
    },
  },
};

/** The number with its decimal point moved, exact where a multiplication by a power of ten is not. */
function shifted(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
