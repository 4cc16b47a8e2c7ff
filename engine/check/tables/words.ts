// Regions of a table in words, with the inputs' own expressions and FEEL's way to write values.
import type { Axis, Piece } from './axes.ts';
import { piecesIn } from './axes.ts';
import { dateOf } from './cells.ts';
import type { Region } from './regions.ts';

/** One input in the region: `date(actDate) = 2027-01-01, kind = "fine"`. */
export const exampleIn = (region: Region): string =>
  listed(region, ({ axis, bits }) => {
    const [piece] = piecesIn(axis, bits);
    return piece && piece.kind !== 'any' ? `${axis.text} = ${sampleOf(piece)}` : undefined;
  });

/** All of the region: `kind = "fine", date(actDate) from 2027-01-01 on`. */
export const wholeOf = (region: Region): string =>
  listed(region, ({ axis, bits }) => (axis.kind === 'any' ? undefined : `${axis.text} ${valuesOf(axis, bits)}`));

const listed = (region: Region, word: (part: Region[number]) => string | undefined): string =>
  region.flatMap((part) => word(part) ?? []).join(', ') || 'any input';

function sampleOf(piece: Piece): string {
  if (piece.kind === 'date') return dateOf(piece.from === Number.NEGATIVE_INFINITY ? piece.to : piece.from);
  return JSON.stringify(piece.sample);
}

function valuesOf(axis: Axis, bits: bigint): string {
  const pieces = piecesIn(axis, bits);
  if (axis.kind === 'date')
    return runsOf(pieces.flatMap((piece) => (piece.kind === 'date' ? piece : []))).join(' and ');
  return pieces.map(wordOf).join(' or ');
}

function wordOf(piece: Piece): string {
  if (piece.kind === 'string' && piece.isOther) return '= any other text';
  if (piece.kind !== 'number' || piece.from === piece.to) return `= ${sampleOf(piece)}`;
  if (piece.from === Number.NEGATIVE_INFINITY) return `< ${piece.to}`;
  if (piece.to === Number.POSITIVE_INFINITY) return `> ${piece.from}`;
  return `in ]${piece.from}..${piece.to}[`;
}

interface Days {
  readonly from: number;
  readonly to: number;
}

/** Neighbouring periods are one. */
function runsOf(pieces: readonly Days[]): string[] {
  const runs: { from: number; to: number }[] = [];
  for (const { from, to } of pieces) {
    const last = runs.at(-1);
    if (last && last.to + 1 === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs.map(inWords);
}

function inWords({ from, to }: Days): string {
  if (from === Number.NEGATIVE_INFINITY) return to === Number.POSITIVE_INFINITY ? 'on any day' : `until ${dateOf(to)}`;
  if (to === Number.POSITIVE_INFINITY) return `from ${dateOf(from)} on`;
  return from === to ? `on ${dateOf(from)}` : `from ${dateOf(from)} to ${dateOf(to)}`;
}
