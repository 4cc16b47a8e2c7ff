// Lays out models in place: `node tools/drawing/layout.ts models/a.bpmn …`. Flow nodes get the incoming and outgoing
// elements that the layouter needs. The main flow is laid out first, event sub-processes are drawn open below it, and
// names keep clear of the flows.
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { layoutProcess } from 'bpmn-auto-layout';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { type Bounds, type Drawing, labelBox, move, pack, spread } from './drawing.ts';

interface Element {
  readonly $type: string;
  readonly $instanceOf: (type: string) => boolean;
  readonly id: string;
  readonly name?: string;
  readonly triggeredByEvent?: boolean;
  flowElements?: Element[];
  sourceRef?: Element;
  targetRef?: Element;
  incoming?: Element[];
  outgoing?: Element[];
  rootElements?: Element[];
  diagrams?: unknown[];
}

/** A shape or an edge as the layouter gives it. */
interface Di {
  readonly bpmnElement: Element;
  readonly bounds?: Bounds;
  readonly waypoint?: readonly { readonly x: number; readonly y: number }[];
}

export async function layout(file: string): Promise<void> {
  await writeFile(file, await layoutXml(await readFile(file, 'utf8')));
}

export async function layoutXml(xml: string): Promise<string> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const definitions = rootElement as unknown as Element;
  const process = definitions.rootElements?.find((element) => element.$type === 'bpmn:Process');
  if (!process) throw new Error('Expected a bpmn:process to lay out.');
  connect(process);

  const elements = process.flowElements ?? [];
  const apart = elements.filter((element) => element.triggeredByEvent === true);
  const main = await draw(
    moddle,
    elements.filter((element) => !apart.includes(element)),
  );
  const framed = await Promise.all(apart.map(async (sub) => frame(sub, await draw(moddle, sub.flowElements ?? []))));
  definitions.diagrams = [diagram(moddle, process, pack(spread(main), framed))];
  return (await moddle.toXML(rootElement, { format: true })).xml;
}

/** Gives each flow node its incoming and outgoing flows. */
function connect(container: Element): void {
  const elements = container.flowElements ?? [];
  const flows = elements.filter((element) => element.$type === 'bpmn:SequenceFlow');
  for (const node of elements.filter((element) => element.$instanceOf('bpmn:FlowNode'))) {
    node.incoming = flows.filter((flow) => flow.targetRef === node);
    node.outgoing = flows.filter((flow) => flow.sourceRef === node);
    if (node.flowElements) connect(node);
  }
}

/** Lays out the elements as a separate process. Embedded sub-processes are drawn open. */
async function draw(moddle: BpmnModdle, elements: readonly Element[]): Promise<Drawing> {
  const process = moddle.create('bpmn:Process', { id: 'drawn', flowElements: [...elements] });
  const open = elements.filter((element) => element.$instanceOf('bpmn:SubProcess'));
  const shapes = open.map((element) => shape(moddle, element, { x: 0, y: 0, width: 100, height: 80 }));
  const plane = moddle.create('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement: shapes });
  const definitions = moddle.create('bpmn:Definitions', {
    id: 'drawing',
    targetNamespace: 'http://bpmn.io/schema/bpmn',
    rootElements: [process],
    diagrams: [moddle.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })],
  });
  const laidOut = await new BpmnModdle({ zeebe }).fromXML(await layoutProcess((await moddle.toXML(definitions)).xml));
  const drawn = (laidOut.rootElement as unknown as { diagrams: { plane: { planeElement: Di[] } }[] }).diagrams;
  const dis = drawn.flatMap(({ plane }) => plane.planeElement);
  const byId = new Map(flatten(elements).map((element) => [element.id, element]));
  const placed = (di: Di) => byId.get(di.bpmnElement.id) as Element;
  return {
    shapes: dis.flatMap((di) => (di.bounds ? [{ element: placed(di), bounds: plain(di.bounds) }] : [])),
    edges: dis.flatMap((di) =>
      di.waypoint ? [{ element: placed(di), points: di.waypoint.map(({ x, y }) => ({ x, y })) }] : [],
    ),
  };
}

/** Draws the sub-process as an open box around its drawing. */
function frame(element: Element, drawing: Drawing): Drawing {
  const right = Math.max(...drawing.shapes.map(({ bounds }) => bounds.x + bounds.width));
  const bottom = Math.max(...drawing.shapes.map(({ bounds }) => bounds.y + bounds.height));
  const inner = move(drawing, 0, 30);
  return {
    shapes: [{ element, bounds: { x: 0, y: 0, width: right + 60, height: bottom + 80 } }, ...inner.shapes],
    edges: inner.edges,
  };
}

function diagram(moddle: BpmnModdle, process: Element, { shapes, edges }: Drawing): unknown {
  const planeElement = [
    ...shapes.map(({ element, bounds }) => shape(moddle, element as Element, bounds)),
    ...edges.map(({ element, points }) =>
      moddle.create('bpmndi:BPMNEdge', {
        id: `${element.id}_di`,
        bpmnElement: element,
        waypoint: points.map((point) => moddle.create('dc:Point', { ...point })),
        ...label(moddle, labelBox(element, { points })),
      }),
    ),
  ];
  const plane = moddle.create('bpmndi:BPMNPlane', { id: `${process.id}_plane`, bpmnElement: process, planeElement });
  return moddle.create('bpmndi:BPMNDiagram', { id: `${process.id}_diagram`, plane });
}

function shape(moddle: BpmnModdle, element: Element, bounds: Bounds) {
  return moddle.create('bpmndi:BPMNShape', {
    id: `${element.id}_di`,
    bpmnElement: element,
    ...(element.$instanceOf('bpmn:SubProcess') ? { isExpanded: true } : {}),
    ...(element.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {}),
    bounds: moddle.create('dc:Bounds', { ...bounds }),
    ...label(moddle, labelBox(element, { bounds })),
  });
}

const label = (moddle: BpmnModdle, box: Bounds | undefined) =>
  box && { label: moddle.create('bpmndi:BPMNLabel', { bounds: moddle.create('dc:Bounds', { ...box }) }) };

const flatten = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => [element, ...flatten(element.flowElements ?? [])]);

const plain = ({ x, y, width, height }: Bounds): Bounds => ({ x, y, width, height });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = process.argv.slice(2);
  if (files.length === 0) refuse();
  for (const file of files) await layout(file).catch((failure: Error) => refuse(`${file}: ${failure.message}`));
}

/** The parser's message repeats the whole file after its first line. */
function refuse(reason = ''): never {
  if (reason) console.error(reason.split('\n')[0]);
  console.error('用法 / Usage: npx node tools/drawing/layout.ts <file.bpmn> …');
  process.exit(1);
}
