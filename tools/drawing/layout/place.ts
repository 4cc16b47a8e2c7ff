// Places the nodes of a scope in the cells of a grid by simulated annealing. The random numbers start from a fixed
// seed, so the same scope always gets the same places.
import { Board, type Grid } from './board.ts';
import type { Graph } from './graph.ts';

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** Changes that are tried for each node. */
const effort = 700;
const heat = { first: 5, last: 0.04 };

/** The cell of each node, counted row by row. */
export function place(graph: Graph, grid: Grid, seed: number): number[] {
  const count = graph.nodes.length;
  const board = new Board(graph, grid);
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const { columns, rows } = grid;
  /** A cell beside that of some node, or any. */
  const someCell = (): number => {
    if (random() < 0.15) return below(columns * rows);
    const cell = board.cellOf(below(count));
    const column = Math.min(columns - 1, Math.max(0, (cell % columns) + below(3) - 1));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(cell / columns) + below(3) - 1));
    return row * columns + column;
  };
  let current = board.total;
  let least = current;
  let kept = board.cells;
  const changes = effort * count;
  for (let change = 0; change < changes; change += 1) {
    const now = heat.first * (heat.last / heat.first) ** (change / changes);
    const kind = random();
    if (kind < 0.65) board.exchange(below(count), someCell());
    else if (kind < 0.8) board.exchange(below(count), board.cellOf(below(count)));
    else board.shift(below(count), random() < 0.5 ? 1 : -1, random() < 0.5);
    const next = board.weigh();
    if (next > current && random() >= Math.exp((current - next) / now)) {
      board.undo();
      continue;
    }
    board.accept();
    current = next;
    if (current < least - 1e-6) {
      least = current;
      kept = board.cells;
    }
  }
  return kept;
}

export const cellsOf = (places: readonly number[], { columns }: Grid): Cell[] =>
  places.map((cell) => ({ column: cell % columns, row: Math.floor(cell / columns) }));

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
