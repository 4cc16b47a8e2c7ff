// One process with all its scopes -> a graph.
import type { Element, ElementTypeName, Fault, Flow, Graph } from '../graph.ts';
import { readDefinitions } from './definitions.ts';
import { extension, type ModdleElement } from './moddle.ts';
import { withReach } from './reach.ts';
import { checkStructure } from './structure.ts';

export interface Reading {
  readonly faults: Fault[];
  readonly lineOf: (id: string) => number | undefined;
}

type Editable<T> = { -readonly [K in keyof T]: T[K] };
export type Draft = Editable<Element>;

/** BPMN's element types that run, and the name the graph gives them. */
const executed: { readonly [type: string]: ElementTypeName } = {
  'bpmn:StartEvent': 'startEvent',
  'bpmn:EndEvent': 'endEvent',
  'bpmn:IntermediateCatchEvent': 'intermediateCatchEvent',
  'bpmn:IntermediateThrowEvent': 'intermediateThrowEvent',
  'bpmn:BoundaryEvent': 'boundaryEvent',
  'bpmn:Task': 'task',
  'bpmn:ManualTask': 'task',
  'bpmn:ServiceTask': 'serviceTask',
  'bpmn:UserTask': 'userTask',
  'bpmn:SendTask': 'sendTask',
  'bpmn:ReceiveTask': 'receiveTask',
  'bpmn:ScriptTask': 'scriptTask',
  'bpmn:BusinessRuleTask': 'businessRuleTask',
  'bpmn:CallActivity': 'callActivity',
  'bpmn:SubProcess': 'subProcess',
  'bpmn:ExclusiveGateway': 'exclusiveGateway',
  'bpmn:ParallelGateway': 'parallelGateway',
  'bpmn:InclusiveGateway': 'inclusiveGateway',
  'bpmn:EventBasedGateway': 'eventBasedGateway',
};

/** Drawn for the reader only. */
const ignored = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);

export function readProcess(process: ModdleElement, reading: Reading): Graph {
  const elements: { [id: string]: Draft } = {};
  const flows: { [id: string]: Flow } = {};
  const processId = process.id ?? 'process';
  elements[processId] = { id: processId, type: 'process', name: process.name ?? processId, ...common(process) };
  readScope(process, processId, elements, flows, reading);
  const versionTag = extension(process, 'versionTag')?.value;
  connect(elements, flows);
  checkStructure(elements, flows, reading);
  const graph = {
    format: 1 as const,
    processId,
    name: process.name ?? processId,
    ...(versionTag ? { versionTag } : {}),
    elements,
    flows,
  };
  return reading.faults.length > 0 ? graph : withReach(graph);
}

function common(element: ModdleElement) {
  const properties = (extension(element, 'properties')?.properties ?? []).map(({ name, value }) => [
    name ?? '',
    value ?? '',
  ]);
  return { properties: Object.fromEntries(properties), incoming: [], outgoing: [] };
}

function readScope(
  container: ModdleElement,
  scope: string,
  elements: { [id: string]: Draft },
  flows: { [id: string]: Flow },
  reading: Reading,
): void {
  for (const element of container.flowElements ?? []) {
    const id = element.id ?? '';
    const line = reading.lineOf(id);
    if (element.$type === 'bpmn:SequenceFlow') {
      const condition = element.conditionExpression?.body?.trim();
      const ends = { source: element.sourceRef?.id ?? '', target: element.targetRef?.id ?? '' };
      flows[id] = {
        id,
        name: element.name ?? '',
        ...ends,
        ...(condition ? { condition } : {}),
        ...(line ? { line } : {}),
      };
      continue;
    }
    if (ignored.has(element.$type)) continue;
    const type = element.triggeredByEvent ? 'eventSubProcess' : executed[element.$type];
    if (!type) {
      reading.faults.push({
        elementId: id,
        ...(line ? { line } : {}),
        reason: `A ${element.$type} is not executed; use an element that is (docs/bpmn-support.md).`,
      });
      continue;
    }
    const draft: Draft = { id, type, name: element.name ?? id, scope, ...(line ? { line } : {}), ...common(element) };
    if (element.default?.id) draft.defaultFlow = element.default.id;
    readDefinitions(element, draft, reading);
    elements[id] = draft;
    if (element.flowElements || type === 'subProcess' || type === 'eventSubProcess')
      readScope(element, id, elements, flows, reading);
  }
}

/** Tokens' ways, from the flows alone; starts of each scope; boundary events and event sub-processes at their hosts. */
function connect(elements: { [id: string]: Draft }, flows: { [id: string]: Flow }): void {
  const append = (list: readonly string[] | undefined, id: string) => [...(list ?? []), id];
  for (const { id, source, target } of Object.values(flows)) {
    if (elements[source]) elements[source].outgoing = append(elements[source].outgoing, id);
    if (elements[target]) elements[target].incoming = append(elements[target].incoming, id);
  }
  for (const element of Object.values(elements)) {
    const scope = element.scope === undefined ? undefined : elements[element.scope];
    if (!scope) continue;
    const host = element.type === 'boundaryEvent' && element.attachedTo ? elements[element.attachedTo] : undefined;
    if (host) host.boundary = append(host.boundary, element.id);
    if (element.type === 'eventSubProcess') scope.eventSubProcesses = append(scope.eventSubProcesses, element.id);
    else if (scope.type === 'eventSubProcess') {
      if (element.type === 'startEvent') scope.trigger = element.id;
    } else if (beginsScope(element)) scope.starts = append(scope.starts, element.id);
  }
  for (const scope of Object.values(elements)) if (scope.starts) scope.starts = preferred(scope.starts, elements);
}

/** BPMN 2.0.2 §13.3.4: without a start event, tokens begin at every element that nothing leads to. */
function beginsScope({ type, incoming, event }: Draft): boolean {
  if (type === 'startEvent') return true;
  return (
    incoming.length === 0 && type !== 'boundaryEvent' && !(type === 'intermediateCatchEvent' && event?.type === 'link')
  );
}

function preferred(starts: readonly string[], elements: { readonly [id: string]: Draft }): readonly string[] {
  const events = starts.filter((id) => elements[id]!.type === 'startEvent');
  if (events.length === 0) return starts;
  return [events.find((id) => !elements[id]!.event) ?? events[0]!];
}
