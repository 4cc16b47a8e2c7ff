// The lines on which flows run: three in each column and one in each row, and tracks in the channels between them. A
// point is a crossing of two lines. Lines get their coordinates after routing, so that unused tracks take no room.

import type { Grid } from './board.ts';
import type { Line } from './graph.ts';
import type { Cell } from './place.ts';

export const tracks = 5;

/** Headings, clockwise. */
export const east = 0;
export const south = 1;
export const west = 2;
export const north = 3;

export interface Lattice {
  readonly grid: Grid;
  readonly width: number;
  readonly height: number;
  readonly xOf: (column: number, line: Line) => number;
  readonly yOf: (row: number) => number;
  readonly pointOf: (cell: Cell, line: Line) => number;
  /** Rough coordinates, for the length of a way. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function lattice(grid: Grid): Lattice {
  const width = (grid.columns + 1) * tracks + grid.columns * 3;
  const height = (grid.rows + 1) * tracks + grid.rows;
  const xOf = (column: number, line: Line) => (column + 1) * tracks + column * 3 + line + 1;
  const yOf = (row: number) => (row + 1) * tracks + row;
  return {
    grid,
    width,
    height,
    xOf,
    yOf,
    pointOf: ({ column, row }, line) => yOf(row) * width + xOf(column, line),
    x: coordinates(grid.columns, 3, width),
    y: coordinates(grid.rows, 1, height),
  };
}

const pitch = 150;
const spacing = 8;

function coordinates(count: number, lines: number, length: number): Float64Array {
  const values = new Float64Array(length);
  for (let channel = 0; channel <= count; channel += 1) {
    const start = channel * (tracks + lines);
    const middle = (channel - 0.5) * pitch;
    for (let track = 0; track < tracks; track += 1)
      values[start + track] = middle + (track - (tracks - 1) / 2) * spacing;
    if (channel === count) break;
    for (let line = 0; line < lines; line += 1)
      values[start + tracks + line] = channel * pitch + (line - (lines - 1) / 2) * 20;
  }
  return values;
}

/** The difference between a point and the next one in the heading; not a number at the end of a way. */
export const stepOf = ({ width }: Lattice, heading: number): number => [1, width, -1, -width][heading] ?? Number.NaN;

/** The next point in the heading; -1 outside the lattice. */
export function neighborOf({ width, height }: Lattice, point: number, heading: number): number {
  const column = point % width;
  if ((heading === east && column === width - 1) || (heading === west && column === 0)) return -1;
  const to = heading === east ? point + 1 : heading === west ? point - 1 : point + (heading === south ? width : -width);
  return to < 0 || to >= width * height ? -1 : to;
}

/** The length of the line between two points of a row or a column. */
export const lengthOf = ({ width, x, y }: Lattice, one: number, other: number): number =>
  Math.abs(x[one % width]! - x[other % width]!) + Math.abs(y[Math.floor(one / width)]! - y[Math.floor(other / width)]!);

/** The points under a node. */
export const covered = ({ pointOf }: Lattice, cell: Cell): number[] =>
  ([-1, 0, 1] as const).map((line) => pointOf(cell, line));
