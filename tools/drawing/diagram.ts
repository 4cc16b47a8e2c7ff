// Writes a picture as BPMN DI: bounds, waypoints, labels, colors, and the notes that say who acts.
import type { BpmnModdle } from 'bpmn-moddle';
import { type Bounds, bottom, type Point } from './layout/geometry.ts';
import { allElements, type Document, type Element, isOpen, noteLineOf, noteOf, ownArtifacts } from './model.ts';
import type { Edge, Picture, Shape } from './picture.ts';
import { actorsAt, noteText } from './roles.ts';

/** Namespaces of the colors; bpmn-js reads both, others know the second. */
const colorSpaces = {
  'xmlns:bioc': 'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'xmlns:color': 'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
};

/** The file with this picture instead of the one before. */
export async function writeDiagram(document: Document, { shapes, edges }: Picture): Promise<string> {
  const { moddle, definitions, process } = document;
  const noted = shapes.filter(({ note }) => note);
  replaceNotes(document, new Set(noted.map(({ element }) => element)));
  if (noted.length > 0) Object.assign(attributes(definitions), colorSpaces);
  const planeElement = [
    ...shapes.map((shape) => shapeOf(moddle, shape)),
    ...edges.map((edge) => edgeOf(moddle, edge)),
    ...noted.flatMap((shape) => noteShapes(document, shape)),
  ];
  const plane = moddle.create('bpmndi:BPMNPlane', { id: `${process.id}_plane`, bpmnElement: process, planeElement });
  definitions.diagrams = [moddle.create('bpmndi:BPMNDiagram', { id: `${process.id}_diagram`, plane })];
  return (await moddle.toXML(definitions, { format: true })).xml;
}

/** In every scope: the notes of its tasks, after the artifacts that people drew. */
function replaceNotes({ moddle, process }: Document, noted: ReadonlySet<Element>): void {
  for (const container of [process, ...allElements(process)]) {
    if (!container.flowElements) continue;
    const notes = container.flowElements
      .filter((element) => noted.has(element))
      .flatMap((task) => {
        const note = moddle.create('bpmn:TextAnnotation', { id: noteOf(task.id), text: noteText(task) });
        const ends = { sourceRef: task, targetRef: note };
        return [note, moddle.create('bpmn:Association', { id: noteLineOf(task.id), ...ends })] as unknown as Element[];
      });
    const kept = ownArtifacts(container);
    for (const note of notes) Object.assign(note, { $parent: container });
    if (kept.length + notes.length > 0 || container.artifacts) container.artifacts = [...kept, ...notes];
  }
}

function noteShapes({ moddle, process }: Document, { element, bounds, note }: Shape): unknown[] {
  const containers = [process, ...allElements(process)];
  const find = (id: string) =>
    containers.flatMap(({ artifacts = [] }) => artifacts).find((artifact) => artifact.id === id);
  return [
    moddle.create('bpmndi:BPMNShape', {
      id: `${noteOf(element.id)}_di`,
      bpmnElement: find(noteOf(element.id)),
      bounds: boundsOf(moddle, note!),
    }),
    moddle.create('bpmndi:BPMNEdge', {
      id: `${noteLineOf(element.id)}_di`,
      bpmnElement: find(noteLineOf(element.id)),
      waypoint: waypoints(moddle, lineBetween(element, bounds, note!)),
    }),
  ];
}

/** From the element's upper border straight up to the note, which stands above its left or right half. */
function lineBetween(element: Element, bounds: Bounds, note: Bounds): Point[] {
  const middle = bounds.x + bounds.width / 2;
  if (!element.$instanceOf('bpmn:Event')) {
    const x = note.x + 12;
    return [
      { x, y: bounds.y },
      { x, y: bottom(note) },
    ];
  }
  const x = middle + (note.x < middle ? -10 : 10);
  const radius = bounds.width / 2;
  return [
    { x, y: bounds.y + radius - Math.sqrt(radius ** 2 - 100) },
    { x, y: bottom(note) },
  ];
}

function shapeOf(moddle: BpmnModdle, { element, bounds, label }: Shape) {
  const shape = moddle.create('bpmndi:BPMNShape', {
    id: `${element.id}_di`,
    bpmnElement: element,
    ...(element.$instanceOf('bpmn:SubProcess') ? { isExpanded: isOpen(element) } : {}),
    ...(element.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {}),
    bounds: boundsOf(moddle, bounds),
    ...labelOf(moddle, label),
  });
  const [actor] = actorsAt(element);
  if (actor) {
    const { fill, stroke } = actor.color;
    const colors = { 'bioc:stroke': stroke, 'bioc:fill': fill };
    const same = { 'color:background-color': fill, 'color:border-color': stroke };
    Object.assign(attributes(shape as unknown as Element), colors, same);
  }
  return shape;
}

const edgeOf = (moddle: BpmnModdle, { element, points, label }: Edge) =>
  moddle.create('bpmndi:BPMNEdge', {
    id: `${element.id}_di`,
    bpmnElement: element,
    waypoint: waypoints(moddle, points),
    ...labelOf(moddle, label),
  });

const waypoints = (moddle: BpmnModdle, points: readonly Point[]) =>
  points.map(({ x, y }) => moddle.create('dc:Point', { x: Math.round(x), y: Math.round(y) }));

const boundsOf = (moddle: BpmnModdle, { x, y, width, height }: Bounds) =>
  moddle.create('dc:Bounds', {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
  });

const labelOf = (moddle: BpmnModdle, box: Bounds | undefined) =>
  box && { label: moddle.create('bpmndi:BPMNLabel', { bounds: boundsOf(moddle, box) }) };

const attributes = (element: Element): object => (element as unknown as { readonly $attrs: object }).$attrs;
