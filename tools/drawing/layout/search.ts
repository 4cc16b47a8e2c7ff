// The cheapest way over the lattice (A*). A state is a point and the heading with which it is reached: 4 * point +
// heading.
import { type Lattice, neighborOf } from './lattice.ts';
import type { Port } from './ports.ts';
import { Queue } from './queue.ts';

export interface Way {
  readonly points: readonly number[];
  /** The state that the way begins with. */
  readonly start: number;
  readonly port: Port;
  readonly price: number;
}

interface Rules {
  readonly isClosed: (state: number) => boolean;
  readonly price: (from: number, to: number, isFirst: boolean) => number;
  /** The rest of the way, when it may go on along another flow. */
  readonly join: (state: number) => { rest: readonly number[]; port: Port; price: number } | undefined;
}

type Ends = ReadonlyMap<number, { readonly port: Port; readonly price: number }>;

export function search(lattice: Lattice, starts: Ends, goals: Ends, goal: number, rules: Rules): Way | undefined {
  const states = lattice.width * lattice.height * 4;
  const best = new Float64Array(states).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(states).fill(none);
  const queue = new Queue();
  const left = leastRest(lattice, goal);
  const reach = (state: number, price: number, from: number) => {
    if (price >= best[state]! - 1e-9) return;
    best[state] = price;
    before[state] = from;
    queue.add(state, price + left(state >> 2));
  };
  for (const [state, { price }] of starts) reach(state, price, none);
  let end: { state: number; price: number; port: Port; rest: readonly number[] } | undefined;
  while (queue.size > 0 && !(end && queue.least() >= end.price)) {
    const priority = queue.least();
    const state = queue.take();
    const price = best[state]!;
    if (priority > price + left(state >> 2) + 1e-6) continue;
    const isFirst = before[state] === none;
    const goalHere = isFirst ? undefined : goals.get(state);
    const finish = goalHere ? { ...goalHere, rest: [] } : isFirst ? undefined : rules.join(state);
    if (finish) {
      if (!end || price + finish.price < end.price) end = { ...finish, state, price: price + finish.price };
      continue;
    }
    for (const turn of isFirst ? [0] : [-1, 0, 1]) {
      const heading = ((state & 3) + turn + 4) & 3;
      const point = neighborOf(lattice, state >> 2, heading);
      const to = point * 4 + heading;
      if (point >= 0 && !rules.isClosed(to)) reach(to, price + rules.price(state, to, isFirst), state);
    }
  }
  if (!end) return undefined;
  const way = [end.state];
  for (let from = before[end.state]!; from !== none; from = before[from]!) way.unshift(from);
  return {
    points: [...way.map((state) => state >> 2), ...end.rest],
    start: way[0]!,
    port: end.port,
    price: end.price,
  };
}

const none = -1;

/** A price that no way from a point to the goal is below; ports lie up to 20 beside the goal. */
function leastRest({ width, x, y }: Lattice, goal: number): (point: number) => number {
  const goalX = x[goal % width]!;
  const goalY = y[Math.floor(goal / width)]!;
  return (point) =>
    Math.max(0, Math.abs(x[point % width]! - goalX) - 20) + Math.abs(y[Math.floor(point / width)]! - goalY);
}
