// Regions of a table in words, with the inputs' own expressions and FEEL's way to write values.
import { type Bilingual, listed } from '../../catalogue.ts';
import { say } from '../messages.ts';
import type { Axis, Piece } from './axes.ts';
import { piecesIn } from './axes.ts';
import { dateOf } from './cells.ts';
import type { Region } from './regions.ts';

/** One input in the region: `date(actDate) = 2027-01-01, kind = "fine"`. */
export const exampleIn = (region: Region): Bilingual =>
  joined(region, ({ axis, bits }) => {
    const [piece] = piecesIn(axis, bits);
    return piece && piece.kind !== 'any' ? `${axis.text} = ${sampleOf(piece)}` : undefined;
  });

/** The whole region: `kind = "fine", date(actDate) from 2027-01-01 on`. */
export const wholeOf = (region: Region): Bilingual =>
  joined(region, ({ axis, bits }) => {
    const values = axis.kind === 'any' ? undefined : valuesOf(axis, bits);
    return values && { zh: `${axis.text} ${values.zh}`, en: `${axis.text} ${values.en}` };
  });

function joined(region: Region, word: (part: Region[number]) => string | Bilingual | undefined): Bilingual {
  const words = region.flatMap((part) => word(part) ?? []);
  return words.length === 0 ? say('check.words.anyInput') : listed(words);
}

function sampleOf(piece: Piece): string {
  if (piece.kind === 'date') return dateOf(piece.from === Number.NEGATIVE_INFINITY ? piece.to : piece.from);
  return JSON.stringify(piece.sample);
}

function valuesOf(axis: Axis, bits: bigint): Bilingual {
  const pieces = piecesIn(axis, bits);
  if (axis.kind === 'date')
    return listed(runsOf(pieces.flatMap((piece) => (piece.kind === 'date' ? piece : []))), '、', ' and ');
  return listed(pieces.map(wordOf), ' / ', ' or ');
}

function wordOf(piece: Piece): string | Bilingual {
  if (piece.kind === 'string' && piece.isOther) return say('check.words.otherText');
  if (piece.kind !== 'number' || piece.from === piece.to) return `= ${sampleOf(piece)}`;
  if (piece.from === Number.NEGATIVE_INFINITY) return `< ${piece.to}`;
  if (piece.to === Number.POSITIVE_INFINITY) return `> ${piece.from}`;
  return `in ]${piece.from}..${piece.to}[`;
}

interface Days {
  readonly from: number;
  readonly to: number;
}

/** Joins periods that follow each other without a gap. */
function runsOf(pieces: readonly Days[]): Bilingual[] {
  const runs: { from: number; to: number }[] = [];
  for (const { from, to } of pieces) {
    const last = runs.at(-1);
    if (last && last.to + 1 === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs.map(inWords);
}

function inWords({ from, to }: Days): Bilingual {
  const [first, last] = [from, to].map((day) => (Number.isFinite(day) ? dateOf(day) : undefined));
  if (first === undefined) return last === undefined ? say('check.words.anyDay') : say('check.words.until', { last });
  if (last === undefined) return say('check.words.from', { first });
  return from === to ? say('check.words.on', { first }) : say('check.words.fromTo', { first, last });
}
