// The picture of a whole process: the main flow, embedded sub-processes open in their places, event sub-processes open
// below it.
import { inBoth } from '../../engine/catalogue.ts';
import { around, type Bounds, moved, type Point } from './layout/geometry.ts';
import type { Attached, Flow, Graph, Node, Size } from './layout/graph.ts';
import { layOut } from './layout/index.ts';
import { packed } from './layout/pack.ts';
import type { Picture as Scope } from './layout/space.ts';
import { say } from './messages.ts';
import {
  allElements,
  annotationsOf,
  associationsOf,
  type Element,
  flowsOf,
  isEventSubProcess,
  isOpen,
  nodesOf,
} from './model.ts';
import { noteText } from './roles.ts';
import { annotationSize, embeddedSize, labelSize, taskWidth } from './text.ts';

export interface Shape {
  readonly element: Element;
  readonly bounds: Bounds;
  readonly label?: Bounds;
  readonly note?: Bounds;
}

export interface Edge {
  readonly element: Element;
  readonly points: readonly Point[];
  readonly label?: Bounds;
}

export interface Picture {
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
}

const margin = 24;
const title = 30;
/** The share of the screen that an embedded sub-process may take. */
const shareInside = 0.5;

export const pictureOf = (process: Element): Picture => contents(process, 1);

/** @param share of the screen's width and height that the container may take */
function contents(container: Element, share: number): Picture {
  const apart = nodesOf(container).filter(isEventSubProcess);
  const count = allElements(container).length;
  const shareOf = (elements: number) => share * Math.sqrt(elements / count);
  const framed = apart.map((element) => frame(element, shareOf(allElements(element).length)));
  const sizes = framed.map(extentOf);
  const main = drawScope(container, (size) => share * packed(size, sizes).scale);
  const { places } = packed(extentOf(main), sizes);
  return join([main, ...framed.map((picture, index) => move(picture, places[index]!.x, places[index]!.y))]);
}

const move = ({ shapes, edges }: Picture, dx: number, dy: number): Picture => ({
  shapes: shapes.map(({ element, bounds, label, note }) => ({
    element,
    bounds: moved(bounds, dx, dy),
    ...(label && { label: moved(label, dx, dy) }),
    ...(note && { note: moved(note, dx, dy) }),
  })),
  edges: edges.map(({ element, points, label }) => ({
    element,
    points: points.map((point) => moved(point, dx, dy)),
    ...(label && { label: moved(label, dx, dy) }),
  })),
});

const join = (pictures: readonly Picture[]): Picture => ({
  shapes: pictures.flatMap(({ shapes }) => shapes),
  edges: pictures.flatMap(({ edges }) => edges),
});

const extentOf = ({ shapes, edges }: Picture): Bounds =>
  around([
    { x: 0, y: 0, width: 0, height: 0 },
    ...shapes.flatMap(({ bounds, label, note }) => [bounds, ...(label ? [label] : []), ...(note ? [note] : [])]),
    ...edges.flatMap(({ points, label }) => [
      ...points.map((point) => ({ ...point, width: 0, height: 0 })),
      ...(label ? [label] : []),
    ]),
  ]);

/** The sub-process as an open box around its picture. */
function frame(element: Element, share: number): Picture {
  const inner = contents(element, share);
  const { width, height } = extentOf(inner);
  const bounds = { x: 0, y: 0, width: width + 2 * margin, height: height + margin + title };
  return join([{ shapes: [{ element, bounds }], edges: [] }, move(inner, margin, title)]);
}

/** The nodes and flows of one scope, without its event sub-processes. */
function drawScope(container: Element, scaleOf: (size: Size) => number): Picture {
  const elements = nodesOf(container).filter((element) => !isEventSubProcess(element));
  const boundaries = elements.filter(({ attachedToRef }) => attachedToRef);
  const nodes = [...elements.filter((element) => !element.attachedToRef), ...annotationsOf(container)];
  const inside = new Map(nodes.filter(isOpen).map((element) => [element, frame(element, shareInside)]));
  const attached = new Map(nodes.map((host) => [host, attach(host, boundaries)]));
  const ends = [...nodes, ...boundaries];
  const lines = [...flowsOf(container), ...associationsOf(container)].filter(
    ({ sourceRef, targetRef }) => ends.includes(sourceRef!) && nodes.includes(targetRef!),
  );
  const graph: Graph = {
    nodes: nodes.map((element) => nodeOf(element, attached.get(element)!, inside.get(element))),
    flows: lines.map((line) => flowOf(line, nodes, attached)),
  };
  if (nodes.length === 0) return { shapes: [], edges: [] };
  const drawn = layOut(graph, scaleOf);
  return join([
    picture(nodes, boundaries, lines, drawn),
    ...nodes.flatMap((element, index) => {
      const sub = inside.get(element);
      const at = drawn.nodes[index]!.bounds;
      // The frame itself is the node's own shape.
      return sub ? [move({ shapes: sub.shapes.slice(1), edges: sub.edges }, at.x, at.y)] : [];
    }),
  ]);
}

function picture(
  nodes: readonly Element[],
  boundaries: readonly Element[],
  lines: readonly Element[],
  drawn: Scope,
): Picture {
  const shapes = drawn.nodes.flatMap(({ bounds, label, note, attached }, index) => [
    { element: nodes[index]!, bounds, ...(label && { label }), ...(note && { note }) },
    ...attached.map((one) => ({
      element: boundaries.find(({ id }) => id === one.event.id)!,
      bounds: one.bounds,
      ...(one.label && { label: one.label }),
    })),
  ]);
  const edges = drawn.flows.map(({ points, label }, index) => ({
    element: lines[index]!,
    points,
    ...(label && { label }),
  }));
  return { shapes, edges };
}

/** Boundary events stand below their host, beside its marker if it has one; the third and fourth stand above it. */
function attach(host: Element, boundaries: readonly Element[]): Attached[] {
  const events = boundaries.filter(({ attachedToRef }) => attachedToRef === host);
  const places = [
    [['bottom', hasMarker(host) ? 1 : 0]],
    [
      ['bottom', -1],
      ['bottom', 1],
    ],
    [
      ['bottom', -1],
      ['bottom', 1],
      ['top', 0],
    ],
    [
      ['bottom', -1],
      ['bottom', 1],
      ['top', -1],
      ['top', 1],
    ],
  ] as const;
  if (events.length > places.length)
    throw new Error(inBoth(say('boundaryEvents', { id: host.id, most: places.length })));
  return events.map(({ id, name = '' }, index) => {
    const [side, line] = places[events.length - 1]![index]!;
    return { id, side, line, ...(name && { label: labelSize(name) }) };
  });
}

/** Whether bpmn-js draws a marker in the middle above the lower border. */
const hasMarker = (host: Element): boolean => host.$type === 'bpmn:CallActivity' || Boolean(host.loopCharacteristics);

function nodeOf(element: Element, attached: readonly Attached[], inside: Picture | undefined): Node {
  const { id, name = '' } = element;
  const label = name === '' ? {} : { label: labelSize(name) };
  const text = noteText(element);
  const note = text === '' ? {} : { note: { width: [...text].length * embeddedSize + 15, height: 26 } };
  if (element.$instanceOf('bpmn:Gateway')) return { id, kind: 'gateway', width: 50, height: 50, attached, ...label };
  if (element.$instanceOf('bpmn:Event'))
    return { id, kind: 'event', width: 36, height: 36, attached, ...label, ...note };
  if (element.$type === 'bpmn:TextAnnotation')
    return { id, kind: 'task', ...annotationSize(element.text ?? ''), attached };
  if (inside) {
    const { width, height } = inside.shapes[0]!.bounds;
    return { id, kind: 'task', width, height, attached };
  }
  return { id, kind: 'task', width: taskWidth(name), height: 80, attached, ...note };
}

function flowOf(
  { id, name = '', sourceRef, targetRef }: Element,
  nodes: readonly Element[],
  attached: ReadonlyMap<Element, readonly Attached[]>,
): Flow {
  const host = sourceRef!.attachedToRef ?? sourceRef!;
  const boundary = attached.get(host)?.find((one) => one.id === sourceRef!.id);
  return {
    id,
    source: nodes.indexOf(host),
    target: nodes.indexOf(targetRef!),
    ...(boundary && { boundary }),
    ...(name && { label: labelSize(name) }),
  };
}
