// Arranges one node with its labels in its cell: each label takes the first place where it covers neither the node,
// nor a flow that leaves or reaches the node, nor another label. Coordinates are relative to the node's middle.
import { areNear, around, type Bounds, moved, type Point, right } from './geometry.ts';
import type { Attached, Flow, Node, Size } from './graph.ts';
import { east, south, west } from './lattice.ts';
import type { Port } from './ports.ts';
import type { Route } from './route.ts';

const boundarySize = 36;
export const lineGap = 18;

export interface PlacedNode {
  readonly bounds: Bounds;
  readonly label?: Bounds;
  readonly note?: Bounds;
  readonly attached: readonly { readonly event: Attached; readonly bounds: Bounds; readonly label?: Bounds }[];
}

interface Arranged extends PlacedNode {
  readonly flowLabels: ReadonlyMap<Flow, Bounds>;
  /** All of it; no other node's flow comes in here. */
  readonly extent: Bounds;
}

/** @param leaving the routes that leave the node @param reaching the routes that end at it */
export function arrange(node: Node, leaving: readonly Route[], reaching: readonly Route[]): Arranged {
  const body = { x: -node.width / 2, y: -node.height / 2, width: node.width, height: node.height };
  const taken: Bounds[] = [body];
  const attached = node.attached.map((event) => ({ event, bounds: circleOf(node, event) }));
  taken.push(...attached.map(({ bounds }) => bounds));
  const ports = [
    ...leaving.map(({ flow, from }) => ({ port: from, event: flow.boundary })),
    ...reaching.map(({ to }) => ({ port: to, event: undefined })),
  ];
  taken.push(...ports.map(({ port, event }) => stub(node, port, event)));
  const put = (candidates: readonly Bounds[]): Bounds => {
    const box = candidates.find((candidate) => !taken.some((other) => areNear(candidate, other, 1))) ?? candidates[0]!;
    taken.push(box);
    return box;
  };
  const note = node.note && put(besideTask(body, node.note));
  const flowLabels = new Map<Flow, Bounds>();
  for (const { flow, from } of leaving)
    if (flow.label) flowLabels.set(flow, put(besideFlow(node, from, flow.boundary, flow.label)));
  const label = node.label && put(besideNode(node, node.label));
  const labeled = attached.map(({ event, bounds }) => ({
    event,
    bounds,
    ...(event.label && { label: put(besideCircle(event, bounds, event.label)) }),
  }));
  const boxes = taken.filter((box) => box.width < far && box.height < far);
  const extent = around(boxes);
  return { bounds: body, ...(label && { label }), ...(note && { note }), attached: labeled, flowLabels, extent };
}

export const movedNode = ({ bounds, label, note, attached }: PlacedNode, dx: number, dy: number): PlacedNode => ({
  bounds: moved(bounds, dx, dy),
  ...(label && { label: moved(label, dx, dy) }),
  ...(note && { note: moved(note, dx, dy) }),
  attached: attached.map((one) => ({
    event: one.event,
    bounds: moved(one.bounds, dx, dy),
    ...(one.label && { label: moved(one.label, dx, dy) }),
  })),
});

/** The point of the node's border at the port. */
export function dock(node: Node, { side, line }: Port, event?: Attached): Point {
  const { width, height } = node;
  if (side === east) return { x: width / 2, y: 0 };
  if (side === west) return { x: -width / 2, y: 0 };
  const slope = node.kind === 'gateway' ? Math.abs(line) * lineGap : 0;
  const y = height / 2 - slope + (event ? boundarySize / 2 : 0);
  return { x: line * lineGap, y: side === south ? y : -y };
}

const far = 1000;

function stub(node: Node, port: Port, event: Attached | undefined): Bounds {
  const { x, y } = dock(node, port, event);
  if (port.side === east) return { x, y: y - 2, width: far, height: 4 };
  if (port.side === west) return { x: x - far, y: y - 2, width: far, height: 4 };
  return port.side === south ? { x: x - 2, y, width: 4, height: far } : { x: x - 2, y: y - far, width: 4, height: far };
}

function circleOf({ height }: Node, { side, line }: Attached): Bounds {
  const y = side === 'bottom' ? height / 2 : -height / 2;
  return { x: line * lineGap - boundarySize / 2, y: y - boundarySize / 2, width: boundarySize, height: boundarySize };
}

/** The mark of a default flow is drawn over its first piece. */
const slash = 15;

function besideFlow(node: Node, port: Port, event: Attached | undefined, { width, height }: Size): Bounds[] {
  const { x, y } = dock(node, port, event);
  const box = (left: number, top: number) => ({ x: left, y: top, width, height });
  if (port.side === east) return [box(x + slash, y - height - 3), box(x + slash, y + 4)];
  if (port.side === west) return [box(x - slash - width, y - height - 3), box(x - slash - width, y + 4)];
  const tops = [slash - 3, slash + 10, slash + 24].map((gap) => (port.side === south ? y + gap : y - gap - height));
  return tops.flatMap((top) => [box(x + 5, top), box(x - 5 - width, top)]);
}

/** Above the task's left half, where its icon is; the flow from above reaches its middle. */
function besideTask(body: Bounds, { width, height }: Size): Bounds[] {
  const y = body.y - height - 8;
  return [
    { x: body.x, y, width, height },
    { x: Math.min(body.x, -width - 4), y, width, height },
    { x: Math.max(right(body) - width, 4), y, width, height },
  ];
}

/** Above or below the middle; else at a corner, beside the flow there, or beside all three lines of the column. */
function besideNode(node: Node, { width, height }: Size): Bounds[] {
  const half = node.height / 2;
  const box = (left: number, top: number) => ({ x: left, y: top, width, height });
  const above = box(-width / 2, -half - height - 4);
  const below = box(-width / 2, half + 6);
  const corners = [6, lineGap + 6].flatMap((aside) =>
    [2, 10, 18, 26, 34, 50].flatMap((away) => [
      box(-aside - width, -half - away - height),
      box(aside, -half - away - height),
      box(-aside - width, half + away),
      box(aside, half + away),
    ]),
  );
  return node.kind === 'event' ? [below, above, ...corners] : [above, below, ...corners];
}

function besideCircle({ side }: Attached, circle: Bounds, { width, height }: Size): Bounds[] {
  const top = side === 'bottom' ? circle.y + circle.height - 12 : circle.y + 12 - height;
  const lower = side === 'bottom' ? top + 12 : top - 12;
  return [top, lower].flatMap((y) => [
    { x: circle.x + circle.width + 2, y, width, height },
    { x: circle.x - 2 - width, y, width, height },
  ]);
}
