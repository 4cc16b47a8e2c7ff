// The regions of a table that two rules match, and those that no rule matches. Cells that were not understood never
// make a finding: they count as overlapping nothing and as leaving no gap.
import type { Axis } from './axes.ts';
import { has } from './axes.ts';

/** The pieces of each axis, in the order of the axes; an axis that does not matter is absent. */
export type Region = readonly { readonly axis: Axis; readonly bits: bigint }[];

export interface Overlap {
  /** Counted from 0. */
  readonly rules: readonly [number, number];
  readonly region: Region;
}

export interface Gap {
  readonly region: Region;
  /** On other days some rule matches the same values. */
  readonly isOfDays: boolean;
}

/** Every pair of rules that match a common input. */
export function overlapsOf(axes: readonly Axis[], count: number): Overlap[] {
  const found: Overlap[] = [];
  for (let first = 0; first < count; first += 1)
    for (let second = first + 1; second < count; second += 1) {
      const region = meeting(axes, first, second);
      if (region) found.push({ rules: [first, second], region });
    }
  return found;
}

function meeting(axes: readonly Axis[], first: number, second: number): Region | undefined {
  const region: { axis: Axis; bits: bigint }[] = [];
  for (const axis of axes) {
    const bits = axis.taken[first]! & axis.taken[second]! & axis.possible;
    if (bits === 0n || axis.unread[first]!.length + axis.unread[second]!.length > 0) return undefined;
    region.push({ axis, bits });
  }
  return region;
}

/** @returns undefined if the table is too large to search */
export function gapsOf(axes: readonly Axis[], count: number, mostVisits = 100_000): Gap[] | undefined {
  // Days come last, so that a missing day is distinguished from values that no rule matches on any day.
  const ordered = [...axes.filter(({ kind }) => kind !== 'date'), ...axes.filter(({ kind }) => kind === 'date')];
  const gaps: Gap[] = [];
  let visits = 0;

  function look(depth: number, rules: readonly number[], region: Region): void {
    visits += 1;
    if (visits > mostVisits) return;
    const rest = ordered.slice(depth);
    if (rules.length === 0) gaps.push({ region, isOfDays: region.at(-1)?.axis.kind === 'date' });
    else if (!rules.some((rule) => rest.every((axis) => (axis.required & ~axis.taken[rule]!) === 0n)))
      for (const { bits, among } of groups(rest[0]!, rules))
        look(depth + 1, among, [...region, { axis: rest[0]!, bits }]);
  }
  if (axes.every(({ required }) => required !== 0n)) look(0, [...Array(count).keys()], []);
  return visits > mostVisits ? undefined : gaps;
}

/** The required pieces of an axis, grouped by the rules that match them. */
function groups(axis: Axis, rules: readonly number[]): { readonly bits: bigint; readonly among: readonly number[] }[] {
  const found = new Map<string, { bits: bigint; among: readonly number[] }>();
  for (const index of axis.pieces.keys()) {
    if (!has(axis.required, index)) continue;
    const among = rules.filter((rule) => has(axis.taken[rule]!, index));
    const key = among.join();
    const group = found.get(key) ?? { bits: 0n, among };
    group.bits |= 1n << BigInt(index);
    found.set(key, group);
  }
  return [...found.values()];
}
