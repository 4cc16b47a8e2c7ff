// Models without a diagram, drawn by the tool, and ways to break their pictures.
import { writeDiagram } from '../../../tools/drawing/diagram.ts';
import type { Bounds, Point } from '../../../tools/drawing/layout/geometry.ts';
import { readDocument } from '../../../tools/drawing/model.ts';
import { pictureOf } from '../../../tools/drawing/picture.ts';

const spaces =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ' +
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ' +
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';

export const model = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${spaces} id="definitions" targetNamespace="http://bpmn.io/schema/bpmn"><bpmn:process id="process" isExecutable="true">${content}</bpmn:process><bpmn:message id="answer" name="agency-answer" /></bpmn:definitions>`;

export const node = (type: string, id: string, name = id, content = ''): string =>
  `<bpmn:${type} id="${id}" name="${name}">${content}</bpmn:${type}>`;

/** A flow `a-b` from a to b. */
export const flow = (source: string, target: string, name = ''): string =>
  `<bpmn:sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"${name && ` name="${name}"`} />`;

export const flows = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('');

export const userTask = (id: string, groups: string): string =>
  node(
    'userTask',
    id,
    id,
    `<bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="${groups}" /></bpmn:extensionElements>`,
  );

export async function drawn(xml: string): Promise<string> {
  const document = await readDocument(xml);
  return writeDiagram(document, pictureOf(document.process));
}

/** The semantic part of a file. */
export const withoutDiagram = (xml: string): string =>
  xml.replace(/\s*<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '');

const partOf = (xml: string, id: string): string => {
  const part = new RegExp(`<bpmndi:BPMN(Shape|Edge) id="${id}_di"[\\s\\S]*?</bpmndi:BPMN\\1>`).exec(xml)?.[0];
  if (!part) throw new Error(`Expected '${id}' in the picture.`);
  return part;
};

const numbers = (text: string): number[] => [...text.matchAll(/="(-?\d+)"/g)].map(([, digits]) => Number(digits));

export function boundsOf(xml: string, id: string): Bounds {
  const [x, y, width, height] = numbers(/<dc:Bounds [^>]*>/.exec(partOf(xml, id))![0]) as [
    number,
    number,
    number,
    number,
  ];
  return { x, y, width, height };
}

export const pointsOf = (xml: string, id: string): Point[] =>
  [...partOf(xml, id).matchAll(/<di:waypoint [^>]*>/g)].map(([point]) => {
    const [x, y] = numbers(point) as [number, number];
    return { x, y };
  });

export function withPoints(xml: string, id: string, points: readonly Point[]): string {
  const part = partOf(xml, id);
  const [start] = /<bpmndi:BPMNEdge [^>]*>/.exec(part)!;
  const label = /<bpmndi:BPMNLabel>[\s\S]*<\/bpmndi:BPMNLabel>/.exec(part)?.[0] ?? '';
  const waypoints = points.map(({ x, y }) => `<di:waypoint x="${x}" y="${y}" />`).join('');
  return xml.replace(part, `${start}${waypoints}${label}</bpmndi:BPMNEdge>`);
}

const boundsText = ({ x, y, width, height }: Bounds) =>
  `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`;

export const withBounds = (xml: string, id: string, bounds: Bounds): string =>
  xml.replace(partOf(xml, id), partOf(xml, id).replace(/<dc:Bounds [^>]*>/, boundsText(bounds)));

export const withLabel = (xml: string, id: string, bounds: Bounds): string =>
  xml.replace(
    partOf(xml, id),
    partOf(xml, id).replace(/(<bpmndi:BPMNLabel>\s*)<dc:Bounds [^>]*>/, `$1${boundsText(bounds)}`),
  );

export const without = (xml: string, id: string): string => xml.replace(partOf(xml, id), '');
