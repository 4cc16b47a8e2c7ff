// One process with all its scopes -> a graph.
import type { Element, ElementTypeName, EventDefinition, Flow, Graph, Mapping } from '../graph.ts';
import * as activities from './activities.ts';
import { instructionsEn } from './documentation.ts';
import { caughtBy, eventOf, messageOf } from './events.ts';
import { refuseExtensions } from './extensions.ts';
import { beginByReceiving } from './instantiating.ts';
import { elementName, eventName, say, withArticle } from './messages.ts';
import { drawApart } from './multiple.ts';
import { collectApart } from './outputs.ts';
import { withReach } from './reach.ts';
import { connect, refuseStructure } from './structure.ts';
import { body, extension, fault, many, one, present, type Reading, type Tag, text } from './tree.ts';

type Editable<T> = { -readonly [K in keyof T]: T[K] };
export type Draft = Editable<Element> & {
  /** The definitions of a catching event with several, until `multiple.ts` splits it. */
  readonly alternatives?: readonly EventDefinition[];
};

/** The elements read so far; the tag of each element is kept for fault reports. */
export interface Drafts {
  readonly elements: { [id: string]: Draft };
  readonly flows: { [id: string]: Flow };
  readonly tags: Map<string, Tag>;
}

type Read = (tag: Tag, reading: Reading) => Partial<Draft>;

const activity = (type: ElementTypeName, read?: Read) => ({
  type,
  read: (tag: Tag, reading: Reading): Partial<Element> => ({
    ...read?.(tag, reading),
    ...present({ loop: activities.loopOf(tag, reading) }),
    ...(tag['isForCompensation'] === true ? { forCompensation: true as const } : {}),
  }),
});

const gateway = (type: ElementTypeName) => ({ type, read: (): Partial<Element> => ({}) });

const sending: Read = (tag, reading) =>
  activities.isSentByJob(tag)
    ? { job: activities.jobOf(tag) }
    : { event: messageOf(tag, one(tag, 'messageRef'), reading) };

const throwing =
  (place: 'intermediate throw' | 'end'): Read =>
  (tag, reading) => {
    const event = eventOf(tag, place, reading);
    if (event?.type !== 'message' && extension(tag, 'zeebe:TaskDefinition'))
      fault(reading, tag, say('read.jobPlace', { found: eventName(event?.type ?? 'none') }));
    return { ...present({ event }), ...(activities.isSentByJob(tag) ? { job: activities.jobOf(tag) } : {}) };
  };

/** The BPMN element types that are executed; all others are refused. */
const executed: { readonly [type: string]: { readonly type: ElementTypeName; readonly read: Read } } = {
  'bpmn:StartEvent': { type: 'startEvent', read: startEvent },
  'bpmn:EndEvent': { type: 'endEvent', read: throwing('end') },
  'bpmn:IntermediateThrowEvent': { type: 'intermediateThrowEvent', read: throwing('intermediate throw') },
  'bpmn:IntermediateCatchEvent': {
    type: 'intermediateCatchEvent',
    read: (tag, reading) => caughtBy(tag, 'intermediate catch', reading),
  },
  'bpmn:BoundaryEvent': { type: 'boundaryEvent', read: boundaryEvent },
  'bpmn:Task': activity('task'),
  'bpmn:ManualTask': activity('task'),
  'bpmn:ServiceTask': activity('serviceTask', activities.serviceTask),
  'bpmn:UserTask': activity('userTask', activities.userTask),
  'bpmn:SendTask': activity('sendTask', sending),
  'bpmn:ReceiveTask': activity('receiveTask', (tag, reading) => ({
    event: messageOf(tag, one(tag, 'messageRef'), reading),
  })),
  'bpmn:ScriptTask': activity('scriptTask', activities.scriptTask),
  'bpmn:BusinessRuleTask': activity('businessRuleTask', activities.businessRuleTask),
  'bpmn:CallActivity': activity('callActivity', activities.callActivity),
  'bpmn:SubProcess': activity('subProcess'),
  'bpmn:Transaction': activity('transaction'),
  'bpmn:AdHocSubProcess': activity('adHocSubProcess', activities.adHocOf),
  'bpmn:ExclusiveGateway': gateway('exclusiveGateway'),
  'bpmn:ParallelGateway': gateway('parallelGateway'),
  'bpmn:InclusiveGateway': gateway('inclusiveGateway'),
  'bpmn:EventBasedGateway': gateway('eventBasedGateway'),
};

const scopeTypes = new Set<ElementTypeName>(['subProcess', 'transaction', 'adHocSubProcess']);

/** Elements that are documentation only. */
const ignored = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);

export function readProcess(tag: Tag, reading: Reading): Graph {
  const drafts: Drafts = { elements: {}, flows: {}, tags: new Map() };
  const processId = tag.id ?? '';
  if (isUsable(tag, drafts, reading)) {
    drafts.tags.set(processId, tag);
    drafts.elements[processId] = { ...common(tag, reading), type: 'process' };
    readScope(tag, processId, drafts, reading);
    drawApart(drafts, reading);
    beginByReceiving(drafts, reading);
    connect(drafts, associations(tag), reading);
    collectApart(drafts);
    refuseStructure(drafts, reading);
  }
  const { elements, flows } = drafts;
  const versionTag = text(extension(tag, 'zeebe:VersionTag'), 'value');
  const name = tag.name ?? processId;
  const graph: Graph = {
    format: 1,
    processId,
    name,
    ...present({ versionTag }),
    elements,
    flows,
    ...compensation(elements),
  };
  return reading.faults.length > 0 ? graph : withReach(graph);
}

/** Associations from compensation boundary events to their handlers, in any scope of the process. */
function associations(container: Tag): readonly (readonly [from: string, to: string])[] {
  const own = many(container, 'artifacts')
    .filter(({ $type }) => $type === 'bpmn:Association')
    .map((tag) => [one(tag, 'sourceRef')?.id ?? '', one(tag, 'targetRef')?.id ?? ''] as const);
  return [...own, ...many(container, 'flowElements').flatMap(associations)];
}

const compensation = (elements: Drafts['elements']) =>
  Object.values(elements).some(
    ({ event, type }) =>
      (event?.type === 'compensation' || event?.type === 'cancel') &&
      (type === 'endEvent' || type === 'intermediateThrowEvent'),
  )
    ? { compensates: true as const }
    : {};

function readScope(container: Tag, scope: string, drafts: Drafts, reading: Reading): void {
  const inner = innerScope(scope, drafts);
  for (const tag of many(container, 'flowElements')) {
    nameUnnamed(tag, scope, drafts);
    if (ignored.has(tag.$type) || !isUsable(tag, drafts, reading)) continue;
    drafts.tags.set(tag.id!, tag);
    if (tag.$type === 'bpmn:SequenceFlow') drafts.flows[tag.id!] = flowOf(tag, reading);
    else readElement(tag, tag['triggeredByEvent'] === true ? scope : inner, drafts, reading);
  }
}

/**
 * The elements of an ad-hoc sub-process that collects results lie in an inner scope; each activation has its own
 * instance of it.
 */
function innerScope(scope: string, { elements }: Drafts): string {
  const { adHoc, name, line } = elements[scope]!;
  if (!adHoc?.output) return scope;
  const id = adHoc.output.inner;
  elements[id] = {
    ...{ id, type: 'adHocInnerInstance', name, scope, properties: {}, incoming: [], outgoing: [] },
    ...present({ line }),
  };
  return id;
}

/** An id is optional in BPMN, and hand-written models omit ids that no reference needs. */
function nameUnnamed(tag: Tag, scope: string, { tags }: Drafts): void {
  const name = nameByPlace(tag, scope);
  if (tag.id || name === undefined) return;
  let id = name;
  for (let number = 2; tags.has(id); number++) id = `${name}-${number}`;
  (tag as { id?: string }).id = id;
}

/** A sequence flow is named by its source and target, an event sub-process by its scope. */
function nameByPlace(tag: Tag, scope: string): string | undefined {
  if (tag.$type === 'bpmn:SequenceFlow') return `${one(tag, 'sourceRef')?.id ?? ''}-${one(tag, 'targetRef')?.id ?? ''}`;
  return tag['triggeredByEvent'] === true ? `${scope}-eventSubProcess` : undefined;
}

function isUsable(tag: Tag, { tags }: Drafts, reading: Reading): boolean {
  const { id } = tag;
  if (!id) fault(reading, tag, say('read.noId', { type: elementName(tag.$type) }));
  else if (id in Object.prototype) fault(reading, tag, say('read.reservedId', { id }));
  else if (tags.has(id)) fault(reading, tag, say('read.idTwice', { id }));
  else return true;
  return false;
}

function readElement(tag: Tag, scope: string, drafts: Drafts, reading: Reading): void {
  const known = executed[tag.$type];
  refuseExtensions(tag, reading);
  refuseAttributes(tag, reading);
  if (!known) return fault(reading, tag, say('read.notExecuted', { type: withArticle(elementName(tag.$type)) }));
  const isEventSubProcess = tag['triggeredByEvent'] === true;
  const type = isEventSubProcess ? 'eventSubProcess' : known.type;
  const { ioMapping, defaultFlow } = { ioMapping: extension(tag, 'zeebe:IoMapping'), defaultFlow: one(tag, 'default') };
  drafts.elements[tag.id!] = {
    ...common(tag, reading),
    type,
    scope,
    ...present({
      defaultFlow: defaultFlow?.id,
      inputs: mappings(ioMapping, 'inputParameters', tag, reading),
      outputs: mappings(ioMapping, 'outputParameters', tag, reading),
    }),
    ...known.read(tag, reading),
  };
  if (scopeTypes.has(known.type)) readScope(tag, tag.id!, drafts, reading);
}

function common(tag: Tag, reading: Reading) {
  return {
    id: tag.id!,
    name: tag.name ?? tag.id!,
    ...present({ line: reading.lines.get(tag.id!) }),
    ...present({ listeners: activities.listenersOf(tag, reading) }),
    properties: propertiesOf(tag, reading),
    incoming: [],
    outgoing: [],
  };
}

/**
 * The headers of a user task serve its readers, like its properties. Its instructions stay in the file, in both
 * languages (`documentation.ts`): each record of the archive would repeat them.
 */
function propertiesOf(tag: Tag, reading: Reading): Element['properties'] {
  const list = many(extension(tag, 'zeebe:Properties'), 'properties');
  const kept = list.filter(({ name }) => name !== instructionsEn);
  const properties = Object.fromEntries(kept.map((property) => [property.name ?? '', text(property, 'value') ?? '']));
  const headers = tag.$type === 'bpmn:UserTask' ? activities.headersOf(tag) : {};
  const twice = Object.keys(headers).find((name) => Object.hasOwn(properties, name));
  if (twice !== undefined) fault(reading, tag, say('read.headerTwice', { name: twice }));
  return { ...headers, ...properties };
}

function mappings(
  ioMapping: Tag | undefined,
  property: 'inputParameters' | 'outputParameters',
  tag: Tag,
  reading: Reading,
): readonly Mapping[] | undefined {
  const list = many(ioMapping, property).map((mapping) => ({
    source: text(mapping, 'source') ?? '',
    target: text(mapping, 'target') ?? '',
  }));
  for (const { target, source } of list)
    if (!target || !source) fault(reading, tag, say('read.mapping', { source, target }));
  return list.length > 0 ? list : undefined;
}

function flowOf(tag: Tag, reading: Reading): Flow {
  refuseExtensions(tag, reading);
  const condition = body(tag, 'conditionExpression');
  if (condition && /^[$#]\{/.test(condition)) fault(reading, tag, say('read.condition', { found: condition }));
  return {
    id: tag.id!,
    name: tag.name ?? '',
    source: one(tag, 'sourceRef')?.id ?? '',
    target: one(tag, 'targetRef')?.id ?? '',
    ...present({ condition: condition && activities.asFeel(condition), line: reading.lines.get(tag.id!) }),
  };
}

function startEvent(tag: Tag, reading: Reading): Partial<Draft> {
  const place = startPlace(tag.$parent);
  const interrupting = tag['isInterrupting'] !== false;
  const caught = caughtBy(tag, place, reading);
  if (!interrupting && typesOf(caught).includes('error')) fault(reading, tag, say('read.errorStart'));
  return { ...caught, ...(place === 'start of an event sub-process' ? { interrupting } : {}) };
}

function startPlace(parent: Tag | undefined) {
  if (parent?.$type === 'bpmn:Process') return 'start of a process';
  return parent?.['triggeredByEvent'] === true ? 'start of an event sub-process' : 'start of a sub-process';
}

function boundaryEvent(tag: Tag, reading: Reading): Partial<Draft> {
  const caught = caughtBy(tag, 'boundary', reading);
  const interrupting = tag['cancelActivity'] !== false;
  const always = typesOf(caught).find((type) => type === 'error' || type === 'cancel');
  if (always && !interrupting)
    fault(reading, tag, say(always === 'error' ? 'read.errorBoundary' : 'read.cancelBoundary'));
  return { ...caught, ...present({ attachedTo: one(tag, 'attachedToRef')?.id }), interrupting };
}

const typesOf = ({ event, alternatives }: Pick<Draft, 'event' | 'alternatives'>): readonly string[] =>
  (alternatives ?? (event ? [event] : [])).map(({ type }) => type);

function refuseAttributes(tag: Tag, reading: Reading): void {
  if (tag['eventGatewayType'] === 'Parallel') fault(reading, tag, say('read.parallelEventGateway'));
  const method = text(tag, 'method') ?? '##Compensate';
  if (tag.$type === 'bpmn:Transaction' && !/^(##)?Compensate$/i.test(method))
    fault(reading, tag, say('read.transactionMethod', { found: method }));
  for (const name of ['startQuantity', 'completionQuantity'])
    if ((tag[name] ?? 1) !== 1) fault(reading, tag, say('read.quantity', { name, found: `${tag[name]}` }));
}
