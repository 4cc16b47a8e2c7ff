// The cost of a placement: each flow for its length, bends and direction, each pair of flows for crossing and for
// leaving or reaching a node on the same side. A change counts again only the flows that it concerns.
import { forwardOrder, type Graph, returningFlows } from './graph.ts';

export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

const price = {
  across: 1,
  down: 1.3,
  bend: 1.2,
  blocked: 2,
  backward: 6,
  vertical: 0.4,
  up: 2,
  crossing: 4,
  sameSide: 1.5,
  corner: 2.5,
};

export class Board {
  total = 0;
  private readonly grid: Grid;
  private readonly flows: number;
  private readonly source: Int32Array;
  private readonly target: Int32Array;
  private readonly boundarySide: Int32Array;
  private readonly isReturning: Uint8Array;
  private readonly isGateway: Uint8Array;
  private readonly isStart: Uint8Array;
  private readonly incident: readonly (readonly number[])[];
  private readonly column: Int32Array;
  private readonly row: Int32Array;
  /** The node in each cell, or -1. */
  private readonly at: Int32Array;
  private readonly single: Float64Array;
  private readonly pairs: Float64Array;
  private changed: { readonly node: number; readonly from: number }[] = [];
  private replaced: { readonly values: Float64Array; readonly index: number; readonly before: number }[] = [];
  private before = 0;
  private readonly concerned: Uint8Array;

  /** @param places the cell of each node; without them the nodes stand in reading order */
  constructor(graph: Graph, grid: Grid, places?: readonly number[]) {
    const returning = returningFlows(graph);
    const { nodes, flows } = graph;
    this.grid = grid;
    this.flows = flows.length;
    this.source = Int32Array.from(flows, ({ source }) => source);
    this.target = Int32Array.from(flows, ({ target }) => target);
    this.boundarySide = Int32Array.from(flows, ({ boundary }) =>
      boundary ? (boundary.side === 'bottom' ? 1 : -1) : 0,
    );
    this.isReturning = Uint8Array.from(flows, (flow) => Number(returning.has(flow)));
    this.isGateway = Uint8Array.from(nodes, ({ kind }) => Number(kind === 'gateway'));
    this.isStart = Uint8Array.from(nodes, (_, node) => Number(flows.every(({ target }) => target !== node)));
    this.incident = nodes.map((_, node) =>
      [...flows.keys()].filter((flow) => this.source[flow] === node || this.target[flow] === node),
    );
    this.column = new Int32Array(nodes.length);
    this.row = new Int32Array(nodes.length);
    this.at = new Int32Array(grid.columns * grid.rows).fill(-1);
    this.concerned = new Uint8Array(flows.length);
    this.single = new Float64Array(flows.length);
    this.pairs = new Float64Array(flows.length * flows.length);
    const order = forwardOrder(graph);
    for (const node of nodes.keys()) this.put(node, places?.[node] ?? order.indexOf(node));
    this.count([...nodes.keys()]);
    this.accept();
  }

  get cells(): number[] {
    return [...this.column].map((column, node) => this.row[node]! * this.grid.columns + column);
  }

  cellOf(node: number): number {
    return this.row[node]! * this.grid.columns + this.column[node]!;
  }

  /** Moves the node to the cell; a node that is there takes its place. */
  exchange(node: number, cell: number): void {
    const from = this.cellOf(node);
    const other = this.at[cell]!;
    if (other === node) return;
    this.changed.push({ node, from });
    if (other >= 0) this.changed.push({ node: other, from: cell });
    this.at[from] = -1;
    if (other >= 0) this.put(other, from);
    this.put(node, cell);
  }

  /** Moves the node and those behind it in its row (or column) by one cell, when there is room. */
  shift(node: number, by: 1 | -1, inRow: boolean): void {
    const { columns, rows } = this.grid;
    const chain: number[] = [];
    let column = this.column[node]!;
    let row = this.row[node]!;
    while (this.at[row * columns + column]! >= 0) {
      chain.push(this.at[row * columns + column]!);
      if (inRow) column += by;
      else row += by;
      if (column < 0 || column >= columns || row < 0 || row >= rows) return;
    }
    const step = inRow ? by : by * columns;
    for (const moved of chain.reverse()) {
      const from = this.cellOf(moved);
      this.changed.push({ node: moved, from });
      this.at[from] = -1;
      this.put(moved, from + step);
    }
  }

  /** The total after the changes since the last call of `accept` or `undo`. */
  weigh(): number {
    this.count(this.changed.map(({ node }) => node));
    return this.total;
  }

  accept(): void {
    this.changed.length = 0;
    this.replaced.length = 0;
    this.before = this.total;
  }

  undo(): void {
    for (const { node } of this.changed) this.at[this.cellOf(node)] = -1;
    for (let index = this.changed.length - 1; index >= 0; index -= 1) {
      const { node, from } = this.changed[index]!;
      this.column[node] = from % this.grid.columns;
      this.row[node] = Math.floor(from / this.grid.columns);
    }
    for (const { node } of this.changed) this.at[this.cellOf(node)] = node;
    for (let index = this.replaced.length - 1; index >= 0; index -= 1) {
      const { values, index: at, before } = this.replaced[index]!;
      values[at] = before;
    }
    this.total = this.before;
    this.accept();
  }

  private put(node: number, cell: number): void {
    this.at[cell] = node;
    this.column[node] = cell % this.grid.columns;
    this.row[node] = Math.floor(cell / this.grid.columns);
  }

  /** Counts again the pairs of the nodes' flows, and the flows that pass a cell that has changed. */
  private count(nodes: readonly number[]): void {
    const { flows, concerned } = this;
    concerned.fill(0);
    const own: number[] = [];
    for (const node of nodes)
      for (const flow of this.incident[node]!) {
        if (concerned[flow]) continue;
        concerned[flow] = 1;
        own.push(flow);
      }
    for (let flow = 0; flow < flows; flow += 1)
      if (concerned[flow] || this.passesChange(flow)) this.set(this.single, flow, this.flowPrice(flow));
    for (const flow of own)
      for (let other = 0; other < flows; other += 1) {
        if (other === flow || (other < flow && concerned[other])) continue;
        if (flow < other) this.set(this.pairs, flow * flows + other, this.pairPrice(flow, other));
        else this.set(this.pairs, other * flows + flow, this.pairPrice(other, flow));
      }
  }

  private set(values: Float64Array, index: number, value: number): void {
    const before = values[index]!;
    if (before === value) return;
    this.replaced.push({ values, index, before });
    this.total += value - before;
    values[index] = value;
  }

  /** Whether a cell that was left or taken lies in the rectangle between the flow's ends. */
  private passesChange(flow: number): boolean {
    const { column, row } = this;
    const from = this.source[flow]!;
    const to = this.target[flow]!;
    const left = Math.min(column[from]!, column[to]!);
    const right = Math.max(column[from]!, column[to]!);
    const top = Math.min(row[from]!, row[to]!);
    const bottom = Math.max(row[from]!, row[to]!);
    for (const { node, from: cell } of this.changed) {
      const x = cell % this.grid.columns;
      const y = (cell - x) / this.grid.columns;
      if (x >= left && x <= right && y >= top && y <= bottom) return true;
      if (column[node]! >= left && column[node]! <= right && row[node]! >= top && row[node]! <= bottom) return true;
    }
    return false;
  }

  private flowPrice(flow: number): number {
    const from = this.source[flow]!;
    const to = this.target[flow]!;
    const column = this.column[from]!;
    const row = this.row[from]!;
    const toColumn = this.column[to]!;
    const toRow = this.row[to]!;
    const dx = toColumn - column;
    const dy = toRow - row;
    let sum = price.across * Math.abs(dx) + price.down * Math.abs(dy);
    if (this.isStart[from]) sum += price.corner * (2 * column + 2 * row);
    if (!this.isReturning[flow]) {
      if (dx < 0) sum += price.backward;
      if (dx === 0) sum += price.vertical * (this.isGateway[from] ? 1 : 3);
      if (dy < 0) sum += price.up;
    }
    const side = this.boundarySide[flow]!;
    if (side !== 0 && dy * side <= 0) sum += 3 * price.bend;
    if (dy === 0) {
      const blocked = this.inRow(row, column, toColumn);
      return sum + blocked * price.blocked + (dx < 0 ? 2 * price.bend : blocked > 0 ? price.bend : 0);
    }
    if (dx === 0) {
      const blocked = this.inColumn(column, row, toRow);
      return sum + blocked * price.blocked + (blocked > 0 ? price.bend : 0);
    }
    // Down first and then across, from a corner of a gateway; or across first and then down.
    const down = this.inColumn(column, row, toRow) + this.isTaken(column, toRow) + this.inRow(toRow, column, toColumn);
    const across =
      this.inRow(row, column, toColumn) + this.isTaken(toColumn, row) + this.inColumn(toColumn, row, toRow);
    const bends = this.isGateway[from] || side !== 0 ? 1 : 1.5;
    return sum + Math.min(bends * price.bend + down * price.blocked, 1.5 * price.bend + across * price.blocked);
  }

  private isTaken(column: number, row: number): number {
    return this.at[row * this.grid.columns + column]! >= 0 ? 1 : 0;
  }

  private inRow(row: number, one: number, other: number): number {
    let found = 0;
    const last = Math.max(one, other);
    for (let column = Math.min(one, other) + 1; column < last; column += 1) found += this.isTaken(column, row);
    return found;
  }

  private inColumn(column: number, one: number, other: number): number {
    let found = 0;
    const last = Math.max(one, other);
    for (let row = Math.min(one, other) + 1; row < last; row += 1) found += this.isTaken(column, row);
    return found;
  }

  private pairPrice(flow: number, other: number): number {
    const a = this.source[flow]!;
    const b = this.target[flow]!;
    const c = this.source[other]!;
    const d = this.target[other]!;
    let sum = 0;
    if (a === c && this.side(a, b) === this.side(c, d)) sum += price.sameSide;
    if (b === d && this.side(b, a) === this.side(d, c)) sum += price.sameSide / 2;
    if (a === d && this.side(a, b) === this.side(d, c)) sum += price.sameSide;
    if (b === c && this.side(b, a) === this.side(c, d)) sum += price.sameSide;
    if (a === c || a === d || b === c || b === d) return sum;
    return this.cross(a, b, c, d) ? price.crossing : 0;
  }

  /** Above, below, right or left. */
  private side(from: number, to: number): number {
    const rows = this.row[to]! - this.row[from]!;
    if (rows !== 0) return rows > 0 ? 1 : -1;
    return this.column[to]! > this.column[from]! ? 2 : -2;
  }

  /** Whether the straight lines between the nodes cross. */
  private cross(a: number, b: number, c: number, d: number): boolean {
    const one = this.turn(a, b, c);
    const two = this.turn(a, b, d);
    if (one * two > 0 || (one === 0 && two === 0)) return false;
    return this.turn(c, d, a) * this.turn(c, d, b) <= 0;
  }

  private turn(a: number, b: number, c: number): number {
    const { column: x, row: y } = this;
    return (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
  }
}
