// Regions of a table in words, with the inputs' own expressions and FEEL's way to write values.
import { type Bilingual, listed } from '../../catalogue.ts';
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
  return words.length === 0 ? { zh: '任何输入', en: 'any input' } : listed(words, '，', ', ');
}

function sampleOf(piece: Piece): string {
  if (piece.kind === 'date') return dateOf(piece.from === Number.NEGATIVE_INFINITY ? piece.to : piece.from);
  return JSON.stringify(piece.sample);
}

function valuesOf(axis: Axis, bits: bigint): Bilingual {
  const pieces = piecesIn(axis, bits);
  if (axis.kind === 'date')
    return listed(runsOf(pieces.flatMap((piece) => (piece.kind === 'date' ? piece : []))), ' 及 ', ' and ');
  return listed(pieces.map(wordOf), ' 或 ', ' or ');
}

function wordOf(piece: Piece): string | Bilingual {
  if (piece.kind === 'string' && piece.isOther) return { zh: '= 其他文本', en: '= any other text' };
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
  if (first === undefined)
    return last === undefined ? { zh: '为任何日期', en: 'on any day' } : { zh: `至 ${last}`, en: `until ${last}` };
  if (last === undefined) return { zh: `自 ${first} 起`, en: `from ${first} on` };
  return from === to
    ? { zh: `为 ${first}`, en: `on ${first}` }
    : { zh: `自 ${first} 至 ${last}`, en: `from ${first} to ${last}` };
}
