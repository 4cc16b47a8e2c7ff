// A decision table as rules over axes. An axis is an input, cut at the constants of its column into pieces; on one
// piece each cell gives the same answer.
import type { DecisionTable } from '../../dmn/decision.ts';
import { readDate } from '../../feel/temporals.ts';
import type { Cell, Constant, Kind } from './cells.ts';
import { dateOf, dayOf, readCell } from './cells.ts';

/** Includes `from` and `to`; a piece between two numbers excludes them. */
export type Piece =
  | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly sample: number }
  | { readonly kind: 'date'; readonly from: number; readonly to: number; readonly sample: unknown }
  | { readonly kind: 'string'; readonly sample: string; readonly isOther: boolean }
  | { readonly kind: 'boolean'; readonly sample: boolean }
  | { readonly kind: 'any'; readonly sample: null };

export interface Axis {
  /** The input's expression. Columns of the same expression are one axis. */
  readonly text: string;
  readonly kind: Kind | 'any';
  readonly pieces: readonly Piece[];
  /** For each rule the pieces that it matches, one bit a piece; all pieces if a cell was not understood. */
  readonly taken: readonly bigint[];
  /** For each rule the cells that were not understood. */
  readonly unread: readonly (readonly string[])[];
  /** The pieces that can occur: the input's allowed values, if it declares any. */
  readonly possible: bigint;
  /** The pieces that some rule must match. */
  readonly required: bigint;
}

export function axesOf(table: DecisionTable): Axis[] {
  const texts = [...new Set(table.inputs.map(({ text }) => text.trim()))];
  return texts.map((text) => {
    const columns = table.inputs.flatMap((input, index) => (input.text.trim() === text ? [index] : []));
    return axisOf(text, columns, table);
  });
}

function axisOf(text: string, columns: readonly number[], { inputs, rules }: DecisionTable): Axis {
  const sources = rules.map((rule) => columns.map((column) => rule.inputs[column] ?? '-'));
  const declared = columns.flatMap((column) => inputs[column]?.allowed ?? inputs[column]?.valueType?.allowed ?? []);
  const isList = columns.some((column) => inputs[column]?.valueType?.isCollection);
  const cells = readCells([...sources.flat(), ...declared], isList);
  const constants = [...cells.values()].flatMap((cell) => cell?.constants ?? []);
  const kind = constants[0]?.kind ?? 'any';
  const pieces = cut(kind, constants);
  const masks = new Map([...cells].map(([source, cell]) => [source, maskOf(cell, pieces, kind)]));
  const all = (1n << BigInt(pieces.length)) - 1n;
  const maskFor = (source: string): bigint => masks.get(source) ?? all;
  const possible = declared.reduce((mask, source) => mask & maskFor(source), all);
  const taken = sources.map((row) => row.reduce((mask, source) => mask & maskFor(source), all));
  const isNaming = (source: string): boolean => cells.get(source)?.isDash === false;
  const named = taken.reduce((mask, bits, rule) => (sources[rule]!.some(isNaming) ? mask | bits : mask), 0n);
  return {
    text,
    kind,
    pieces,
    taken,
    unread: sources.map((row) => row.filter((source) => masks.get(source) === undefined)),
    possible,
    required: possible & wholeNumbers(pieces) & (declared.length > 0 ? all : requiredOf(pieces, named)),
  };
}

/** Cells of several kinds in one column have no common order: cells of another kind than the first are not read. */
function readCells(sources: readonly string[], isList: boolean): Map<string, Cell | undefined> {
  const cells = new Map([...new Set(sources)].map((source) => [source, readCell(source)]));
  const kind = [...cells.values()].flatMap((cell) => cell?.constants ?? [])[0]?.kind;
  for (const [source, cell] of cells)
    if (cell && !cell.isDash && (isList || cell.constants.some((constant) => constant.kind !== kind)))
      cells.set(source, undefined);
  return cells;
}

function maskOf(cell: Cell | undefined, pieces: readonly Piece[], kind: Axis['kind']): bigint | undefined {
  if (!cell) return undefined;
  if (kind === 'any' && !cell.isDash) return undefined;
  return mask(pieces, ({ sample }) => cell.takes(sample));
}

function cut(kind: Axis['kind'], constants: readonly Constant[]): Piece[] {
  const values = [...new Set(constants.map(({ value }) => value))];
  switch (kind) {
    case 'number':
      return cutNumbers((values as number[]).sort((a, b) => a - b));
    case 'date':
      return cutDays(values as number[]);
    case 'string': {
      const texts = values as string[];
      const other = `${texts.join('')}…`;
      return [...texts.map((sample) => ({ kind, sample, isOther: false })), { kind, sample: other, isOther: true }];
    }
    case 'boolean':
      return [true, false].map((sample) => ({ kind, sample }));
    case 'any':
      return [{ kind, sample: null }];
    default:
      throw new Error(`Expected a kind of value; found ${kind satisfies never}.`);
  }
}

function cutNumbers(points: readonly number[]): Piece[] {
  const ends = [Number.NEGATIVE_INFINITY, ...points, Number.POSITIVE_INFINITY];
  return ends.slice(1).flatMap((to, index): Piece[] => {
    const from = ends[index]!;
    const sample =
      from === Number.NEGATIVE_INFINITY ? to - 1 : to === Number.POSITIVE_INFINITY ? from + 1 : (from + to) / 2;
    const between: Piece = { kind: 'number', from, to, sample };
    return to === Number.POSITIVE_INFINITY ? [between] : [between, { kind: 'number', from: to, to, sample: to }];
  });
}

function cutDays(days: readonly number[]): Piece[] {
  const cuts = [...new Set(days.flatMap((day) => [day, day + 1]))].sort((a, b) => a - b);
  const starts = [Number.NEGATIVE_INFINITY, ...cuts.filter((day) => day <= lastDay)];
  return starts.map((from, index) => {
    const to = (starts[index + 1] ?? Number.POSITIVE_INFINITY) - 1;
    return { kind: 'date', from, to, sample: readDate(dateOf(from === Number.NEGATIVE_INFINITY ? to : from)) };
  });
}

/** Some tables write this day for a period without an end. */
const lastDay = dayOf('9999-12-31');

/**
 * Without declared values the required pieces are both booleans, the texts that the column names, the numbers from the
 * first to the last matched one, and every day from the first on, because a case may live for many years.
 */
function requiredOf(pieces: readonly Piece[], named: bigint): bigint {
  const isNamed = pieces.map((_, index) => has(named, index));
  const [first, last] = [isNamed.indexOf(true), isNamed.lastIndexOf(true)];
  return mask(pieces, ({ kind }, index) => {
    if (kind === 'boolean' || kind === 'any' || first < 0) return true;
    if (kind === 'string') return isNamed[index]!;
    return index >= first && (kind === 'date' || index <= last);
  });
}

/** If all constants of a column are whole numbers, so are its inputs: no value lies between 1 and 2. */
function wholeNumbers(pieces: readonly Piece[]): bigint {
  const isWhole = pieces.every(
    (piece) => piece.kind !== 'number' || piece.from < piece.to || Number.isInteger(piece.to),
  );
  return mask(pieces, (piece) => !(isWhole && piece.kind === 'number' && piece.to - piece.from === 1));
}

const mask = (pieces: readonly Piece[], isIn: (piece: Piece, index: number) => boolean): bigint =>
  pieces.reduce((bits, piece, index) => (isIn(piece, index) ? bits | (1n << BigInt(index)) : bits), 0n);

export const has = (bits: bigint, index: number): boolean => ((bits >> BigInt(index)) & 1n) === 1n;

export const piecesIn = ({ pieces }: Axis, bits: bigint): Piece[] => pieces.filter((_, index) => has(bits, index));
