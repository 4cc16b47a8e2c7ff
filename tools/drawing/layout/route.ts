// Finds the ways of flows on the lattice. Two flows share no line, except flows into the same element from different
// ones, which may join before it. All flows are routed again around the others until nothing gets better.
import { inBoth } from '../../../engine/catalogue.ts';
import { say } from '../messages.ts';
import type { Grid } from './board.ts';
import type { Flow, Graph } from './graph.ts';
import { covered, east, type Lattice, lattice, lengthOf, north, south, stepOf, west } from './lattice.ts';
import type { Cell } from './place.ts';
import { type Port, type PricedPort, portsIn, portsOut } from './ports.ts';
import { search, type Way } from './search.ts';

export interface Route {
  readonly flow: Flow;
  /** Points of the lattice from the source's to the target's, each next to the one before. */
  readonly points: readonly number[];
  readonly from: Port;
  readonly to: Port;
  readonly price: number;
}

export interface Routing {
  readonly lattice: Lattice;
  readonly routes: readonly Route[];
  readonly price: number;
}

/** A shared line costs more than any way around, so it is taken only where there is none. */
const price = { bend: 55, crossing: 110, join: 90, shared: 4000, touch: 3000 };
const passes = 4;

export function route(graph: Graph, cells: readonly Cell[], grid: Grid): Routing {
  const router = new Router(graph, cells, lattice(grid));
  const distance = ({ source, target }: Flow) =>
    Math.abs(cells[source]!.column - cells[target]!.column) + Math.abs(cells[source]!.row - cells[target]!.row);
  const order = graph.flows.toSorted((a, b) => distance(a) - distance(b));
  for (const flow of order) router.add(flow);
  let sum = router.total();
  for (let pass = 0; pass < passes; pass += 1) {
    for (const flow of order) {
      router.remove(flow);
      router.add(flow);
    }
    const next = router.total();
    if (next >= sum - 1e-6) break;
    sum = next;
  }
  const routes = graph.flows.map((flow) => router.routes.get(flow)!);
  return { lattice: router.lattice, routes, price: router.total() };
}

/** How often two routes cross. */
export function crossings({ routes }: Routing): number {
  const across = new Set<number>();
  const along = new Set<number>();
  for (const { points } of routes)
    for (let index = 1; index + 1 < points.length; index += 1) {
      const [before, point, after] = points.slice(index - 1, index + 2) as [number, number, number];
      if (point - before === after - point) (Math.abs(after - point) === 1 ? across : along).add(point);
    }
  return [...across].filter((point) => along.has(point)).length;
}

/** A flow at a point, with its headings there; -1 at its ends. */
interface Use {
  readonly flow: Flow;
  readonly enters: number;
  readonly leaves: number;
}

const opposite = (heading: number): number => (heading + 2) & 3;

class Router {
  readonly lattice: Lattice;
  readonly routes = new Map<Flow, Route>();
  private readonly graph: Graph;
  private readonly cells: readonly Cell[];
  private readonly isCovered: Uint8Array;
  private readonly uses: Use[][];

  constructor(graph: Graph, cells: readonly Cell[], onLattice: Lattice) {
    this.graph = graph;
    this.cells = cells;
    this.lattice = onLattice;
    const size = onLattice.width * onLattice.height;
    this.isCovered = new Uint8Array(size);
    for (const cell of cells) for (const point of covered(onLattice, cell)) this.isCovered[point] = 1;
    this.uses = Array.from({ length: size }, () => []);
  }

  total(): number {
    return [...this.routes.values()].reduce((sum, one) => sum + one.price, 0);
  }

  remove(flow: Flow): void {
    for (const point of this.routes.get(flow)!.points)
      this.uses[point] = this.uses[point]!.filter((use) => use.flow !== flow);
    this.routes.delete(flow);
  }

  add(flow: Flow): void {
    const found = this.find(flow);
    this.routes.set(flow, found);
    const { points } = found;
    points.forEach((point, index) => {
      const enters = index === 0 ? -1 : headingOf(points[index - 1]!, point);
      const leaves = index === points.length - 1 ? -1 : headingOf(point, points[index + 1]!);
      this.uses[point]!.push({ flow, enters, leaves });
    });
  }

  private find(flow: Flow): Route {
    const source = this.at(flow.source, portsOut(this.graph.nodes[flow.source]!, flow));
    const target = this.at(flow.target, portsIn(this.graph.nodes[flow.target]!));
    const starts = new Map(source.map(({ point, port, price }) => [point * 4 + port.side, { port, price }]));
    const goals = new Map(target.map(({ point, port, price }) => [point * 4 + opposite(port.side), { port, price }]));
    const goal = this.cells[flow.target]!;
    const way: Way | undefined = search(this.lattice, starts, goals, this.lattice.pointOf(goal, 0), {
      isClosed: (state) => this.isCovered[state >> 2] === 1 && !goals.has(state),
      price: (from, to, isFirst) => this.priceOf(flow, from, to, isFirst),
      join: (state) => this.joining(flow, state >> 2, state & 3),
    });
    if (!way) throw new Error(inBoth(say('noWay', { id: flow.id })));
    return { flow, points: way.points, from: starts.get(way.start)!.port, to: way.port, price: way.price };
  }

  private at(node: number, ports: readonly PricedPort[]) {
    const cell = this.cells[node]!;
    return ports.map(({ port, price }) => {
      const line = port.side === east ? 1 : port.side === west ? -1 : port.line;
      return { port, price, point: this.lattice.pointOf(cell, line) };
    });
  }

  /** The price of a step between two neighbors, with the turn before it. A state is a point and a heading. */
  private priceOf(flow: Flow, from: number, to: number, isFirst: boolean): number {
    const point = from >> 2;
    const heading = from & 3;
    const next = to & 3;
    let sum = lengthOf(this.lattice, point, to >> 2) + (heading === next ? 0 : price.bend);
    for (const use of this.uses[point]!) {
      if (use.leaves === next || (use.enters >= 0 && opposite(use.enters) === next)) sum += price.shared;
      else if (this.isCovered[point]) continue;
      else if (heading !== next || use.enters !== use.leaves || use.flow === flow) sum += price.touch;
      else if (!isFirst) sum += price.crossing;
    }
    if (this.isCovered[to >> 2])
      for (const use of this.uses[to >> 2]!)
        if (use.enters === next || (use.leaves >= 0 && opposite(use.leaves) === next)) sum += price.shared;
    return sum;
  }

  /** The rest of the way when the flow joins others into the same element at the point. */
  private joining(flow: Flow, point: number, heading: number) {
    if (this.isCovered[point]) return undefined;
    const uses = this.uses[point]!;
    const [use] = uses;
    if (!use || use.leaves < 0 || heading === opposite(use.leaves)) return undefined;
    const fits = (one: Use) =>
      one.flow.target === flow.target &&
      one.flow.source !== flow.source &&
      one.leaves === use.leaves &&
      one.enters !== heading;
    if (!uses.every(fits)) return undefined;
    const { points, to } = this.routes.get(use.flow)!;
    const rest = points.slice(points.indexOf(point) + 1);
    if (this.isShared(flow, [point, ...rest])) return undefined;
    const length = rest.reduce((sum, one, index) => sum + lengthOf(this.lattice, rest[index - 1] ?? point, one), 0);
    return { rest, port: to, price: price.join + length / 2 };
  }

  /** Whether another flow of the same source runs along the points. */
  private isShared({ source }: Flow, points: readonly number[]): boolean {
    return points.some((point, index) =>
      this.uses[point]!.some(
        ({ flow, leaves }) => flow.source === source && point + stepOf(this.lattice, leaves) === points[index + 1],
      ),
    );
  }
}

function headingOf(from: number, to: number): number {
  if (to === from + 1) return east;
  if (to === from - 1) return west;
  return to > from ? south : north;
}
