// Relations between elements: connects them for the tokens, and refuses structures that the specification forbids.
import type { Bilingual } from '../catalogue.ts';
import type { AdHoc, Element, ElementTypeName } from '../graph.ts';
import { say } from './messages.ts';
import { isFurtherPart } from './multiple.ts';
import type { Draft, Drafts } from './process.ts';
import { fault, type Reading } from './tree.ts';

const activityTypes = new Set<ElementTypeName>([
  'task',
  'serviceTask',
  'userTask',
  'sendTask',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
  'subProcess',
  'transaction',
  'adHocSubProcess',
]);

/** Sets incoming and outgoing flows, the starts of each scope, and the boundary events and event sub-processes. */
export function connect(
  { elements, flows }: Drafts,
  associations: readonly (readonly [from: string, to: string])[],
  { isSketch }: Reading,
): void {
  for (const { id, source, target } of Object.values(flows)) {
    if (elements[source]) elements[source].outgoing = append(elements[source].outgoing, id);
    if (elements[target]) elements[target].incoming = append(elements[target].incoming, id);
  }
  for (const element of Object.values(elements)) {
    if (isChoosing(element, flows)) element.hasConditions = true;
    const host = element.attachedTo === undefined ? undefined : elements[element.attachedTo];
    if (host) host.boundary = append(host.boundary, element.id);
    const scope = element.scope === undefined ? undefined : elements[element.scope];
    if (!scope) continue;
    if (element.type === 'eventSubProcess') scope.eventSubProcesses = append(scope.eventSubProcesses, element.id);
    else if (scope.type !== 'eventSubProcess' && canStart(element)) scope.starts = append(scope.starts, element.id);
    else if (element.type === 'startEvent' && !scope.trigger) scope.trigger = element.id;
    else if (element.type === 'startEvent') scope.otherTriggers = append(scope.otherTriggers, element.id);
    if (element.type === 'inclusiveGateway' && element.incoming.length > 1) scope.hasInclusiveJoin = true;
  }
  for (const scope of Object.values(elements))
    if (scope.starts) scope.starts = usualStarts(scope.starts, elements, isSketch && scope.type === 'process');
  for (const element of Object.values(elements)) link(element, elements);
  for (const [from, to] of associations) associate(elements[from], elements[to], elements);
  for (const { id, type, scope, trigger } of Object.values(elements))
    if (type === 'eventSubProcess' && trigger && elements[trigger]?.event?.type === 'compensation')
      elements[scope!]!.compensationSubProcess = id;
}

/** BPMN 2.0.2 §10.5.6: the handler is the activity that the association leads to. */
function associate(event: Draft | undefined, handler: Draft | undefined, elements: Drafts['elements']): void {
  const host = elements[event?.attachedTo ?? ''];
  if (host && event?.event?.type === 'compensation' && handler?.forCompensation) host.compensatedBy = handler.id;
}

const append = (list: readonly string[] | undefined, id: string): readonly string[] => [...(list ?? []), id];

function isChoosing({ defaultFlow, outgoing }: Draft, flows: Drafts['flows']): boolean {
  return defaultFlow !== undefined || outgoing.some((id) => flows[id]!.condition !== undefined);
}

/** BPMN 2.0.2 §13.3.4: without a start event, tokens start at every element without an incoming flow. */
function canStart({ type, incoming, event, forCompensation }: Draft): boolean {
  if (forCompensation) return false;
  if (type === 'startEvent') return true;
  return incoming.length === 0 && type !== 'boundaryEvent' && event?.type !== 'link';
}

/**
 * The none start event, else the first start event: a start by hand then stands for its trigger. A process that is a
 * sketch also starts at elements without an incoming flow beside the start event.
 */
function usualStarts(starts: readonly string[], elements: Drafts['elements'], isSketch: boolean): readonly string[] {
  const events = starts.filter((id) => elements[id]!.type === 'startEvent');
  if (events.length === 0) return starts;
  const usual = events.find((id) => !elements[id]!.event) ?? events[0]!;
  return isSketch ? [usual, ...starts.filter((id) => !/^(start|end)Event$/.test(elements[id]!.type))] : [usual];
}

function link(element: Draft, elements: Drafts['elements']): void {
  const { event, type, scope } = element;
  if (event?.type !== 'link' || type !== 'intermediateThrowEvent') return;
  const target = Object.values(elements).find(
    (other) => other.scope === scope && other.type === 'intermediateCatchEvent' && isLink(other, event.name),
  );
  if (target) element.event = { ...event, target: target.id };
}

const isLink = ({ event }: Draft, name: string): boolean => event?.type === 'link' && event.name === name;

export function refuseStructure(drafts: Drafts, reading: Reading): void {
  const { elements, flows, tags } = drafts;
  for (const { id, source, target } of Object.values(flows)) {
    if (reading.faults.some(({ elementId }) => elementId === id)) continue;
    const [from, to] = [elements[source], elements[target]];
    if (!from) fault(reading, tags.get(id), say('read.source', { found: source }));
    if (!to) fault(reading, tags.get(id), say('read.target', { found: target }));
    if (from && to && from.scope !== to.scope) fault(reading, tags.get(id), say('read.crossing'));
  }
  for (const element of Object.values(elements).filter(({ id }) => !isFurtherPart(id)))
    for (const reason of refusals(element, drafts, reading)) fault(reading, tags.get(element.id), reason);
}

function* refusals(element: Draft, drafts: Drafts, { isSketch }: Reading): Generator<Bilingual> {
  yield* refusedFlows(element, drafts);
  const adHoc = adHocAround(element, drafts);
  if (adHoc?.sequential) yield* refusedDivision(element);
  if (adHoc && (element.type === 'startEvent' || element.type === 'endEvent')) yield say('read.adHocEvent');
  switch (element.type) {
    case 'process':
    case 'subProcess':
    case 'transaction':
    case 'adHocSubProcess':
    case 'eventSubProcess':
      return yield* refusedScope(element, drafts);
    case 'boundaryEvent': {
      const host = drafts.elements[element.attachedTo ?? ''];
      if (!host || !activityTypes.has(host.type) || host.scope !== element.scope)
        yield say('read.attachedTo', { found: element.attachedTo ?? '' });
      if (element.event?.type === 'cancel' && host && host.type !== 'transaction')
        yield say('read.cancelHost', { found: host.id });
      if (element.event?.type === 'compensation' && element.outgoing.length > 0) yield say('read.compensationFlow');
      return;
    }
    case 'eventBasedGateway':
      return yield* refusedEventGateway(element, drafts, isSketch ? 1 : 2);
    case 'endEvent':
      if (element.event?.type === 'cancel' && !isInTransaction(element, drafts)) yield say('read.cancelEnd');
      return;
    case 'intermediateThrowEvent':
      if (element.event?.type === 'link' && !element.event.target)
        yield say('read.linkTarget', { name: element.event.name });
      return;
    default:
  }
}

function adHocAround({ scope }: Draft, { elements }: Drafts): AdHoc | undefined {
  const outer = elements[scope ?? ''];
  return (outer?.type === 'adHocInnerInstance' ? elements[outer.scope!] : outer)?.adHoc;
}

/** BPMN 2.0.2 §13.3.5: only one activity can be performed at a time. */
function* refusedDivision({ type, outgoing, interrupting }: Draft): Generator<Bilingual> {
  const choosesOne = type === 'exclusiveGateway' || type === 'eventBasedGateway';
  const isBeside = type === 'boundaryEvent' && interrupting === false && outgoing.length > 0;
  if (isBeside || (outgoing.length > 1 && !choosesOne)) yield say('read.adHocSequential');
}

function isInTransaction({ scope }: Draft, drafts: Drafts): boolean {
  const outer = scope === undefined ? undefined : drafts.elements[scope];
  return outer !== undefined && (outer.type === 'transaction' || isInTransaction(outer, drafts));
}

function* refusedFlows(element: Draft, { flows }: Drafts): Generator<Bilingual> {
  const { type, incoming, outgoing, event, defaultFlow } = element;
  const hasNoIncoming = type === 'startEvent' || type === 'boundaryEvent' || type === 'eventSubProcess';
  if (incoming.length > 0 && (hasNoIncoming || (type === 'intermediateCatchEvent' && event?.type === 'link')))
    yield say('read.incoming', { found: incoming[0]! });
  if (
    outgoing.length > 0 &&
    (type === 'endEvent' || type === 'eventSubProcess' || (event?.type === 'link' && event.target))
  )
    yield say('read.outgoing', { found: outgoing[0]! });
  if (element.forCompensation && (incoming.length > 0 || outgoing.length > 0 || element.boundary))
    yield say('read.compensationHandler');
  if (defaultFlow !== undefined && !outgoing.includes(defaultFlow))
    yield say('read.defaultFlow', { found: defaultFlow });
  const mayChoose = activityTypes.has(type) || type === 'exclusiveGateway' || type === 'inclusiveGateway';
  const conditional = outgoing.find((id) => flows[id]!.condition !== undefined);
  if (conditional !== undefined && !mayChoose) yield say('read.conditionPlace', { flow: conditional });
}

function* refusedScope({ id, type }: Draft, { elements }: Drafts): Generator<Bilingual> {
  const inside = Object.values(elements).filter(({ scope }) => scope === id);
  const starts = inside.filter((element) => element.type === 'startEvent' && !isFurtherPart(element.id));
  if (type === 'process' && inside.length === 0) yield say('read.emptyProcess');
  if (type === 'eventSubProcess' && starts.length !== 1)
    yield say('read.eventSubProcessStarts', { found: starts.length });
  // A process may have several: the start names one, else the first is used (BPMN 2.0.2 §10.5.2).
  if (type !== 'eventSubProcess' && type !== 'process' && starts.filter(({ event }) => !event).length > 1)
    yield say('read.subProcessStarts', { found: starts.length });
  for (const [name, count] of linkNames(inside)) if (count > 1) yield say('read.linkTwice', { name, found: count });
}

function linkNames(inside: readonly Element[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const { type, event } of inside)
    if (type === 'intermediateCatchEvent' && event?.type === 'link')
      names.set(event.name, (names.get(event.name) ?? 0) + 1);
  return names;
}

/** BPMN 2.0.2 §10.6.6. */
export function* refusedEventGateway(
  { outgoing }: Draft,
  { elements, flows }: Drafts,
  least: number,
): Generator<Bilingual> {
  if (outgoing.length < least) yield say('read.gatewayEvents', { found: outgoing.length });
  for (const flowId of outgoing) {
    const target = elements[flows[flowId]!.target];
    if (!target) continue;
    const isCatch = target.type === 'intermediateCatchEvent' && target.event?.type !== 'link';
    if (!isCatch && target.type !== 'receiveTask') yield say('read.gatewayTarget', { found: target.id });
    if (target.incoming.length > 1) yield say('read.gatewayWays', { id: target.id, found: target.incoming.length });
    if (target.listeners?.start) yield say('read.gatewayListener', { id: target.id });
    if (target.boundary || target.loop) yield say('read.gatewayBoundary', { id: target.id });
  }
}
