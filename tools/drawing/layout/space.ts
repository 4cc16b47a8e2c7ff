// Gives columns, rows and used tracks their coordinates: as close together as the cells and flows allow.
import { arrange, dock, lineGap, movedNode, type PlacedNode } from './cell.ts';
import { around, type Bounds, bottom, moved, type Point, right } from './geometry.ts';
import type { Flow, Graph } from './graph.ts';
import { tracks } from './lattice.ts';
import type { Cell } from './place.ts';
import type { Route, Routing } from './route.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly flows: readonly { readonly flow: Flow; readonly points: readonly Point[]; readonly label?: Bounds }[];
}

/** One direction of the lattice: how many lines a column or row has, and the room beside its cells. */
interface Direction {
  readonly lines: number;
  /** Between a cell and the nearest track. */
  readonly toTrack: number;
  /** Between two cells without a track between them. */
  readonly least: number;
  /** Beside the lines that pass an empty column or row. */
  readonly passing: number;
}

const across: Direction = { lines: 3, toTrack: 18, least: 28, passing: lineGap + 4 };
const down: Direction = { lines: 1, toTrack: 14, least: 18, passing: 6 };
const betweenTracks = 12;

export function draw(graph: Graph, cells: readonly Cell[], routing: Routing): Picture {
  const { lattice, routes } = routing;
  const arranged = graph.nodes.map((node, index) =>
    arrange(
      node,
      routes.filter(({ flow }) => flow.source === index),
      routes.filter(({ flow }) => flow.target === index),
    ),
  );
  const used = usedLines(routing);
  const x = axis(across, lattice.grid.columns, used.x, (column) =>
    arranged.filter((_, node) => cells[node]!.column === column).map(({ extent }) => [-extent.x, right(extent)]),
  );
  const y = axis(down, lattice.grid.rows, used.y, (row) =>
    arranged.filter((_, node) => cells[node]!.row === row).map(({ extent }) => [-extent.y, bottom(extent)]),
  );
  const middle = ({ column, row }: Cell): Point => ({ x: x[lattice.xOf(column, 0)]!, y: y[lattice.yOf(row)]! });
  const middles = cells.map(middle);
  const nodes = arranged.map((one, node) => movedNode(one, middles[node]!.x, middles[node]!.y));
  const flows = routes.map((found) => {
    const { flow } = found;
    const at = middles[flow.source]!;
    const label = arranged[flow.source]!.flowLabels.get(flow);
    const points = pointsOf(found, graph, middles, (point) => ({
      x: x[point % lattice.width]!,
      y: y[Math.floor(point / lattice.width)]!,
    }));
    return { flow, points, ...(label && { label: moved(label, at.x, at.y) }) };
  });
  return settled({ width: 0, height: 0, nodes, flows });
}

/** Moves the picture to the corner and measures it. */
function settled({ nodes, flows }: Picture): Picture {
  const boxes = nodes.flatMap(({ bounds, label, note, attached }) => [
    bounds,
    ...[label, note].filter((box) => box !== undefined),
    ...attached.flatMap((one) => [one.bounds, ...(one.label ? [one.label] : [])]),
  ]);
  const points = flows.flatMap((one) => one.points.map((point) => ({ ...point, width: 0, height: 0 })));
  const all = around([...boxes, ...points, ...flows.flatMap(({ label }) => (label ? [label] : []))]);
  const shift = <P extends Point>(at: P): P => moved(at, -all.x, -all.y);
  return {
    width: all.width,
    height: all.height,
    nodes: nodes.map((node) => movedNode(node, -all.x, -all.y)),
    flows: flows.map(({ flow, points, label }) => ({
      flow,
      points: points.map(shift),
      ...(label && { label: shift(label) }),
    })),
  };
}

/** The lines that a flow runs along, beside the first and last piece at the nodes. */
function usedLines({ lattice, routes }: Routing): { readonly x: Uint8Array; readonly y: Uint8Array } {
  const x = new Uint8Array(lattice.width);
  const y = new Uint8Array(lattice.height);
  for (const { points } of routes)
    for (let index = 1; index < points.length; index += 1) {
      const one = points[index - 1]!;
      const other = points[index]!;
      if (Math.abs(one - other) === 1) y[Math.floor(one / lattice.width)] = 1;
      else x[one % lattice.width] = 1;
    }
  return { x, y };
}

/** The coordinates of all lines in one direction. */
function axis(
  { lines, toTrack, least, passing }: Direction,
  count: number,
  used: Uint8Array,
  extentsOf: (index: number) => number[][],
): Float64Array {
  const values = new Float64Array(used.length);
  let at = 0;
  for (let channel = 0; channel <= count; channel += 1) {
    const start = channel * (tracks + lines);
    let hasTracks = false;
    for (let track = start; track < start + tracks; track += 1) {
      if (used[track]) at += hasTracks ? betweenTracks : toTrack;
      hasTracks ||= used[track] === 1;
      values[track] = at;
    }
    if (channel === count) break;
    const first = start + tracks;
    const extents = extentsOf(channel);
    const isPassed = extents.length === 0 && used.subarray(first, first + lines).includes(1);
    const [before, after] = [0, 1].map((end) => Math.max(isPassed ? passing : 0, ...extents.map((one) => one[end]!)));
    const needsNoGap = channel === 0 || (extents.length === 0 && !isPassed);
    const middle = at + (hasTracks ? toTrack : needsNoGap ? 0 : least) + before!;
    for (let line = 0; line < lines; line += 1) values[first + line] = middle + (line - (lines - 1) / 2) * lineGap;
    at = middle + after!;
  }
  return values;
}

function pointsOf(
  { flow, points, from, to }: Route,
  graph: Graph,
  middles: readonly Point[],
  at: (point: number) => Point,
): Point[] {
  const start = dock(graph.nodes[flow.source]!, from, flow.boundary);
  const end = dock(graph.nodes[flow.target]!, to);
  const source = middles[flow.source]!;
  const target = middles[flow.target]!;
  const inner = points.slice(1, -1).map(at);
  return withoutStops([moved(start, source.x, source.y), ...inner, moved(end, target.x, target.y)]);
}

/** Only ends and bends. */
function withoutStops(points: readonly Point[]): Point[] {
  const apart = points.filter(({ x, y }, index) => x !== points[index - 1]?.x || y !== points[index - 1]?.y);
  return apart.filter((point, index) => {
    const before = apart[index - 1];
    const after = apart[index + 1];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}
