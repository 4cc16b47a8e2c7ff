// Geometry of a laid-out model: the positions of its elements and of their names.
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Bounds extends Point {
  readonly width: number;
  readonly height: number;
}
interface Named {
  readonly $type: string;
  readonly $instanceOf: (type: string) => boolean;
  readonly id: string;
  readonly name?: string;
}
export interface Drawing {
  readonly shapes: readonly { readonly element: Named; readonly bounds: Bounds }[];
  readonly edges: readonly { readonly element: Named; readonly points: readonly Point[] }[];
}

const gap = 40;

export function move({ shapes, edges }: Drawing, dx: number, dy: number): Drawing {
  const moved = ({ x, y }: Point) => ({ x: x + dx, y: y + dy });
  return {
    shapes: shapes.map(({ element, bounds }) => ({ element, bounds: { ...bounds, ...moved(bounds) } })),
    edges: edges.map(({ element, points }) => ({ element, points: points.map(moved) })),
  };
}

/** The main flow with the framed drawings in rows below it, no row wider than the main flow. */
export function pack(main: Drawing, framed: readonly Drawing[]): Drawing {
  const width = Math.max(right(main), 1200);
  let placed = main;
  let row = bottom(main) + 2 * gap;
  let x = 0;
  for (const drawing of framed) {
    if (x > 0 && x + right(drawing) > width) {
      x = 0;
      row = bottom(placed) + gap;
    }
    const moved = move(drawing, x, row);
    placed = { shapes: [...placed.shapes, ...moved.shapes], edges: [...placed.edges, ...moved.edges] };
    x += right(drawing) + gap;
  }
  return placed;
}

const extent = (drawing: Drawing, end: (bounds: Bounds) => number, along: (point: Point) => number): number =>
  Math.max(
    ...drawing.shapes.map(({ bounds }) => end(bounds)),
    ...drawing.edges.flatMap(({ points }) => points.map(along)),
  );
const right = (drawing: Drawing) =>
  extent(
    drawing,
    ({ x, width }) => x + width,
    ({ x }) => x,
  );
const bottom = (drawing: Drawing) =>
  extent(
    drawing,
    ({ y, height }) => y + height,
    ({ y }) => y,
  );

const laneGap = 7;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  readonly target: string;
}

/**
 * Flows to different targets that would share a line between their bends are drawn side by side; flows to the same
 * target may share it.
 */
export function spread(drawing: Drawing): Drawing {
  const lanes = { x: new Map<number, Run[]>(), y: new Map<number, Run[]>() };
  const edges = drawing.edges.map(({ element, points }) => {
    const bent = points.map(({ x, y }) => ({ x, y }));
    const { x, y } = bent.at(-1) as Point;
    for (let bend = 1; bend + 2 < bent.length; bend += 1) {
      const [from, to] = bent.slice(bend, bend + 2) as [Bend, Bend];
      if (from.y === to.y && from.x !== to.x) keepApart(lanes.y, 'y', 'x', from, to, `${x},${y}`);
      if (from.x === to.x && from.y !== to.y) keepApart(lanes.x, 'x', 'y', from, to, `${x},${y}`);
    }
    return { element, points: bent };
  });
  return { shapes: drawing.shapes, edges };
}

interface Bend {
  x: number;
  y: number;
}

/** Moves both bends to the first lane that is free along the way. */
function keepApart(
  lanes: Map<number, Run[]>,
  across: 'x' | 'y',
  along: 'x' | 'y',
  from: Bend,
  to: Bend,
  target: string,
): void {
  const line = from[across];
  const run = { from: Math.min(from[along], to[along]), to: Math.max(from[along], to[along]), target };
  const taken = (lanes.get(line) ?? []).filter((other) => other.from < run.to && other.to > run.from);
  let lane = 0;
  while (taken.some((other) => other.lane === lane && other.target !== target)) lane += 1;
  lanes.set(line, [...(lanes.get(line) ?? []), { ...run, lane }]);
  from[across] = to[across] = line + lane * laneGap;
}

const character = 12;
const line = 14;
const widest = 132;

/** The position of the name of a gateway, an event or a flow; tasks and sub-processes show theirs inside. */
export function labelBox(
  element: Named,
  at: { readonly bounds?: Bounds; readonly points?: readonly Point[] },
): Bounds | undefined {
  if (!element.name) return undefined;
  const size = textSize(element.name);
  if (at.points) return { ...size, ...besideFirstSegment(at.points, size) };
  const { x, y, width, height } = at.bounds as Bounds;
  const centred = x + width / 2 - size.width / 2;
  if (element.$instanceOf('bpmn:Gateway')) return { ...size, x: centred, y: y - size.height - 2 };
  if (element.$type === 'bpmn:BoundaryEvent') return { ...size, x: x + width, y: y + height - 6 };
  if (element.$instanceOf('bpmn:Event')) return { ...size, x: centred, y: y + height + 4 };
  return undefined;
}

function textSize(text: string): { width: number; height: number } {
  const width = text.length * character;
  return { width: Math.min(width, widest), height: Math.ceil(width / widest) * line };
}

/** A flow that bends later has its name below or at the bend, because another flow may leave in the same direction. */
function besideFirstSegment(
  points: readonly Point[],
  size: { readonly width: number; readonly height: number },
): Point {
  const [from, to, bend] = points as [Point, Point, Point?];
  if (from.y !== to.y && bend && bend.x > to.x) return { x: to.x + 6, y: to.y - size.height - 3 };
  if (from.y !== to.y) return { x: from.x + 6, y: to.y > from.y ? from.y + 6 : from.y - size.height - 6 };
  if (bend && bend.y > to.y) return { x: from.x + 6, y: from.y + 4 };
  if (bend) return { x: to.x + 6, y: to.y - size.height - 6 };
  return { x: Math.min(from.x, to.x) + 6, y: from.y - size.height - 4 };
}
