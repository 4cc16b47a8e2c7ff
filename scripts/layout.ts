// Lays out a model in place: `node scripts/layout.ts models/a.bpmn …`. Flow nodes get the incoming and outgoing elements that
// the layouter needs, sub-processes are drawn open, and the old diagram gives way to the new one.
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { layoutProcess } from 'bpmn-auto-layout';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

interface Element {
  readonly $type: string;
  readonly id: string;
  readonly $instanceOf: (type: string) => boolean;
  flowElements?: Element[];
  sourceRef?: Element;
  targetRef?: Element;
  incoming?: Element[];
  outgoing?: Element[];
  rootElements?: Element[];
  diagrams?: unknown[];
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
  const opened = connect(process);
  definitions.diagrams = [openDiagram(moddle, process, opened)];
  const connected = await moddle.toXML(rootElement, { format: true });
  return layoutProcess(connected.xml);
}

/** Gives each flow node its incoming and outgoing flows; returns the sub-processes met. */
function connect(container: Element): Element[] {
  const elements = container.flowElements ?? [];
  const flows = elements.filter((element) => element.$type === 'bpmn:SequenceFlow');
  const subProcesses = elements.filter((element) => element.$instanceOf('bpmn:SubProcess'));
  for (const node of elements.filter((element) => element.$instanceOf('bpmn:FlowNode'))) {
    node.incoming = flows.filter((flow) => flow.targetRef === node);
    node.outgoing = flows.filter((flow) => flow.sourceRef === node);
  }
  return subProcesses.flatMap((subProcess) => [subProcess, ...connect(subProcess)]);
}

/** A diagram that only says which sub-processes are to be drawn open. */
function openDiagram(moddle: BpmnModdle, process: Element, opened: readonly Element[]): unknown {
  const shape = (element: Element) =>
    moddle.create('bpmndi:BPMNShape', {
      id: `${element.id}_di`,
      bpmnElement: element,
      isExpanded: true,
      bounds: moddle.create('dc:Bounds', { x: 0, y: 0, width: 100, height: 80 }),
    });
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: `${process.id}_plane`,
    bpmnElement: process,
    planeElement: opened.map(shape),
  });
  return moddle.create('bpmndi:BPMNDiagram', { id: `${process.id}_diagram`, plane });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const file of process.argv.slice(2)) await layout(file);
}
