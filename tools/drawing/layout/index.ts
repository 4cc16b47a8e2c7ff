// Lays out one scope: several grids and places are tried, then single nodes are moved as long as the picture reads
// better for it.
import { Board, type Grid } from './board.ts';
import { areNear } from './geometry.ts';
import type { Graph, Size } from './graph.ts';
import { cellsOf, place } from './place.ts';
import { crossings, route } from './route.ts';
import { draw, type Picture } from './space.ts';

interface Candidate {
  readonly grid: Grid;
  readonly places: readonly number[];
  readonly picture: Picture;
  /** The board's price of the places. */
  readonly placing: number;
  readonly fault: number;
}

/** @param scaleOf how much a picture of a size is made smaller on the screen */
export function layOut(graph: Graph, scaleOf: (size: Size) => number): Picture {
  const candidateOf = candidates(graph, scaleOf);
  let best: Candidate | undefined;
  for (const grid of grids(graph.nodes.length))
    for (let seed = 1; seed <= seeds(graph.nodes.length); seed += 1) {
      const candidate = candidateOf(grid, place(graph, grid, seed));
      if (!best || candidate.fault < best.fault) best = candidate;
    }
  return polished(graph, best!, candidateOf).picture;
}

const seeds = (count: number): number => (count > 20 ? 5 : 1);

/** Grids about twice as wide as high, from a dense one to a loose one; a small scope may also stand in one row. */
function grids(count: number): Grid[] {
  const found = new Map<string, Grid>();
  const add = (columns: number, rows: number) => found.set(`${columns} ${rows}`, { columns, rows });
  for (const filling of count > 12 ? [0.7, 0.6, 0.5, 0.42] : [0.8, 0.6, 0.45]) {
    const rows = Math.max(1, Math.round(Math.sqrt(count / filling / 1.9)));
    add(Math.max(2, Math.ceil(count / filling / rows)), rows);
  }
  if (count <= 9) add(count, 1);
  if (count <= 14) add(9, 3);
  return [...found.values()].filter(({ columns, rows }) => columns * rows >= count);
}

type Draw = (grid: Grid, places: readonly number[]) => Candidate;

const candidates =
  (graph: Graph, scaleOf: (size: Size) => number): Draw =>
  (grid, places) => {
    const cells = cellsOf(places, grid);
    const routing = route(graph, cells, grid);
    const picture = draw(graph, cells, routing);
    const placing = new Board(graph, grid, places).total;
    const scale = scaleOf(picture);
    const fault = faultOf(picture, scale, crossings(routing), routing.price, placing);
    return { grid, places, picture, placing, fault };
  };

/** Found by looking at the pictures of all models. */
const weights = { small: 6000, crossing: 150, bend: 25, length: 0.08, routing: 0.02, placing: 8, corner: 60 };

/**
 * The faults that make a picture hard to read: small text first, then crossings, bends, length, and flows that lead
 * back.
 */
function faultOf(picture: Picture, scale: number, crossed: number, routing: number, placing: number): number {
  const small = Math.max(0, 0.95 - scale);
  const bends = picture.flows.reduce((sum, { points }) => sum + points.length - 2, 0);
  const length = picture.flows.reduce((sum, { points }) => sum + lengthOf(points), 0);
  const corner = fillsCorner(picture) ? weights.corner : 0;
  const lines = crossed * weights.crossing + bends * weights.bend + length * weights.length;
  return small * weights.small + lines + routing * weights.routing + placing * weights.placing + corner;
}

/** Tries each node in the cells around it, and keeps each change for the better. */
function polished(graph: Graph, first: Candidate, candidateOf: Draw): Candidate {
  let best = first;
  const { columns, rows } = first.grid;
  for (const node of graph.nodes.keys()) {
    const column = best.places[node]! % columns;
    const row = Math.floor(best.places[node]! / columns);
    for (const [dx, dy] of around) {
      if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows) continue;
      const to = (row + dy) * columns + column + dx;
      const from = best.places[node]!;
      const places = best.places.map((cell, one) => (one === node ? to : cell === to ? from : cell));
      if (new Board(graph, best.grid, places).total > best.placing + worthRouting) continue;
      const candidate = candidateOf(best.grid, places);
      if (candidate.fault < best.fault - 1e-6) best = candidate;
    }
  }
  return best;
}

/** Places that are dearer by more are not worth routing. */
const worthRouting = 6;

const around = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
  [2, 0],
  [-2, 0],
  [0, 2],
  [0, -2],
] as const;

/** bpmn-js shows its mark over the right lower corner. */
const mark = { width: 66, height: 32 };

function fillsCorner({ width, height, nodes }: Picture): boolean {
  const corner = { x: width - mark.width, y: height - mark.height, ...mark };
  return nodes.some(({ bounds, label }) => areNear(bounds, corner) || (label && areNear(label, corner)));
}

const lengthOf = (points: readonly { readonly x: number; readonly y: number }[]): number =>
  points.reduce((sum, point, index) => {
    const before = points[index - 1];
    return before ? sum + Math.abs(point.x - before.x) + Math.abs(point.y - before.y) : sum;
  }, 0);
