// Migration: a running instance continues with another model of its process. Each active element is mapped to an
// element of the same type and keeps its key, so that open tasks, running jobs, timers, messages and called processes
// continue; the new element may lie deeper or less deep in sub-processes. A migration is refused as a whole, with every
// reason, before anything is changed.

import { isRestored } from '../behaviors/compensation.ts';
import { faultOf } from '../behaviors/incidents.ts';
import { moveOutputs } from '../behaviors/multi-instance.ts';
import { keepSubscriptions, openSubscription, withdraw } from '../behaviors/subscriptions.ts';
import type { Bilingual } from '../catalogue.ts';
import type { Step } from '../command.ts';
import { elements as elementTypes } from '../elements/index.ts';
import type { ElementMapping, EngineEvent } from '../event.ts';
import { type Element, type Graph, type Model, triggersOf } from '../graph.ts';
import { openScope } from '../lifecycle.ts';
import { eventName, say, typeName } from '../messages.ts';
import { refusalOfEnded } from '../refusal.ts';
import {
  add,
  addChild,
  callIdOf,
  drop,
  edit,
  elementOf,
  endRun,
  findElement,
  newRun,
  type Run,
  record,
  removeChild,
  sourceOf,
} from '../run.ts';
import {
  type Compensable,
  type ElementInstance,
  isCarriedOut,
  remembered,
  rootKey,
  type State,
  type Subscription,
} from '../state.ts';
import { settle } from '../step.ts';
import { addTokens } from '../tokens.ts';
import { values } from '../trie.ts';

type Migrated = Extract<EngineEvent, { type: 'migrated' }>;

/** A part of a drawn element (`x#2`) is mapped like that element. */
function target(mapping: ElementMapping, id: string): string {
  const [drawn, part] = id.split('#') as [string, string?];
  if (Object.hasOwn(mapping, id)) return mapping[id]!;
  return part !== undefined && Object.hasOwn(mapping, drawn) ? `${mapping[drawn]}#${part}` : id;
}

/** Every reason why the migration is refused, with the element; empty if it is allowed. */
export function refusalsOfMigration(
  from: Model,
  to: Model,
  state: State,
  { mapping, commandId, at }: Pick<Migrated, 'mapping' | 'commandId' | 'at'>,
): Bilingual[] {
  if (isCarriedOut(state, commandId)) return [];
  if (state.status !== 'active') return [refusalOfEnded(state)];
  if (state.suspended) return [say('refusal.suspended', { since: state.suspended.since })];
  if (state.canceling) return [say('refusal.canceling')];
  if (from.graph.processId !== to.graph.processId)
    return [say('migrate.otherProcess', { expected: from.graph.processId, found: to.graph.processId })];
  const reasons: Bilingual[] = [];
  for (const [source, aim] of Object.entries(mapping)) {
    if (!from.graph.elements[source] && !from.graph.flows[source]) reasons.push(say('migrate.noSource', { source }));
    if (!to.graph.elements[aim] && !to.graph.flows[aim]) reasons.push(say('migrate.noTarget', { source, target: aim }));
  }
  for (const instance of values(state.instances))
    if (instance.type === 'element') reasons.push(...refusalsOf(instance, from, to, state, mapping));
  if (reasons.length > 0) return [...new Map(reasons.map((reason) => [reason.en, reason])).values()];
  // Events that only the new model waits for are evaluated as the instance is moved.
  const fault = faultOf(() => move(newRun(elementTypes, to, state, at), from, mapping));
  return fault === undefined ? [] : [fault];
}

function* refusalsOf(
  instance: ElementInstance,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): Generator<Bilingual> {
  const before = from.graph.elements[instance.element]!;
  const id = target(mapping, instance.element);
  const after = to.graph.elements[id];
  const names = { source: instance.element, target: id };
  if (!after) {
    if (isDissolved(instance, before, to, mapping)) return;
    return yield say('migrate.gone', names);
  }
  if (after.type !== before.type)
    yield say('migrate.otherType', { ...names, before: typeName(before.type), after: typeName(after.type) });
  if (before.event?.type !== after.event?.type)
    yield say('migrate.otherEvent', {
      ...names,
      before: eventName(before.event?.type),
      after: eventName(after.event?.type),
    });
  if (
    Boolean(before.loop) !== Boolean(after.loop) ||
    before.loop?.sequential !== after.loop?.sequential ||
    Boolean(before.loop?.standard) !== Boolean(after.loop?.standard)
  )
    yield say('migrate.otherLoop', names);
  if (instance.key !== rootKey) yield* refusalsOfPlace(instance, id, from, to, state, mapping);
  for (const flowId of Object.keys(instance.waiting ?? {})) {
    const flow = to.graph.flows[target(mapping, flowId)];
    const gateway = from.graph.elements[from.graph.flows[flowId]!.target]!;
    if (!flow) yield say('migrate.noFlow', { flow: flowId });
    else if (to.graph.elements[flow.target]!.type !== gateway.type || to.graph.elements[flow.target]!.scope !== id)
      yield say('migrate.otherGateway', {
        flow: flowId,
        gateway: typeName(gateway.type),
        target: flow.id,
        scope: id,
      });
  }
  const { elements } = to.graph;
  for (const upcoming of instance.upcoming ?? [])
    if (elements[target(mapping, upcoming)]?.scope !== (after.adHoc?.output?.inner ?? id))
      yield say('migrate.upcomingGone', { upcoming, scope: instance.element });
  const { startsAt, incident } = instance;
  if (startsAt && incident?.retry === 'enter' && !elements[target(mapping, startsAt)])
    yield say('migrate.startGone', { scope: instance.element, start: startsAt });
  for (const { element, inner } of compensablesOf(instance)) {
    const compensated = elements[target(mapping, element)];
    if (!compensated) yield say('migrate.compensableGone', { source: element });
    else if (!inner && compensated.compensatedBy === undefined)
      yield say('migrate.noHandler', { source: element, target: compensated.id });
  }
}

/**
 * Activities that it has completed, that it has still to undo, and that a sub-process restored for undoing completed.
 */
const compensablesOf = ({ compensable = [], compensating, restored = [] }: ElementInstance): readonly Compensable[] =>
  [...compensable, ...(compensating?.todo ?? []), ...restored].flatMap((one) => [one, ...innerOf(one)]);

const innerOf = ({ inner = [] }: Compensable): readonly Compensable[] => inner.flatMap((one) => [one, ...innerOf(one)]);

/** Tells whether the new model no longer has the sub-process; its active elements move out. */
function isDissolved(instance: ElementInstance, before: Element, to: Model, mapping: ElementMapping): boolean {
  const { waiting, compensable, compensates } = instance;
  const isBare = waiting === undefined && !compensable && compensates === undefined;
  const isScope = before.type === 'subProcess' && !before.loop && isBare;
  return isScope && !Object.hasOwn(mapping, instance.element) && !to.graph.elements[instance.element];
}

/** Its new place must be in an active scope, or in sub-processes that can be opened around it. */
function* refusalsOfPlace(
  instance: ElementInstance,
  id: string,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): Generator<Bilingual> {
  const outer = standingScope(instance, from, to, state, mapping);
  if (outer.isLoopBody) return;
  const around = target(mapping, outer.element);
  for (let scope = to.graph.elements[id]!.scope; scope !== around; scope = to.graph.elements[scope]!.scope) {
    if (scope === undefined)
      return yield say('migrate.otherPlace', { source: instance.element, target: id, scope: around });
    const { type, loop } = to.graph.elements[scope]!;
    if (type === 'subProcess' && !loop) continue;
    const repeated = loop ? say('migrate.repeated', { type: typeName(type) }) : typeName(type);
    return yield say('migrate.notOpened', { target: id, scope, type: repeated });
  }
}

function standingScope(
  instance: ElementInstance,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): ElementInstance {
  const all = new Map([...values(state.instances)].map((one) => [one.key, one]));
  let scope = all.get(instance.scope) as ElementInstance;
  while (!scope.isLoopBody && isDissolved(scope, from.graph.elements[scope.element]!, to, mapping))
    scope = all.get(scope.scope) as ElementInstance;
  return scope;
}

/**
 * Throws Error for a migration that `refusalsOfMigration` refuses.
 * @returns the same state and no commands for a command that was carried out before
 */
export function migrate(from: Model, to: Model, state: State, event: Migrated & { readonly at: string }): Step<State> {
  const { mapping, reason, at, actor } = event;
  if (isCarriedOut(state, event.commandId)) return { state, commands: [] };
  const reasons = refusalsOfMigration(from, to, state, event);
  if (reasons.length > 0) throw new Error(reasons.join(' '));
  const run = newRun(elementTypes, to, state, at, actor);
  move(run, from, mapping);
  for (const one of values(state.instances)) {
    const moved = one.type === 'element' && one.awaits === 'task' ? findElement(run, one.key) : undefined;
    if (moved) run.commands.push({ type: 'moveTask', ...sourceOf(elementOf(run, moved), moved.key) });
  }
  const root = findElement(run, rootKey)!;
  record(run, 'migrated', root, elementOf(run, root), { mapping, reason });
  settle(run);
  return { state: endRun(run, remembered(state.commandIds, event.commandId)), commands: run.commands };
}

/** Throws IncidentError. */
function move(run: Run, from: Model, mapping: ElementMapping): void {
  const all = [...values(run.base.instances)];
  const dissolved = new Map<number, ElementInstance>();
  for (const one of all)
    if (one.type === 'element' && isDissolved(one, from.graph.elements[one.element]!, run.model, mapping))
      dissolved.set(one.key, one);
  for (const one of all)
    add(run, one.type === 'element' ? renamed(one, mapping) : { ...one, on: target(mapping, one.on) });
  for (const one of all)
    if (one.type === 'element' && one.key !== rootKey && !dissolved.has(one.key)) place(run, one.key, dissolved);
  for (const key of dissolved.keys()) drop(run, key);
  for (const [key, { scope }] of dissolved) leave(run, key, scope, dissolved);
  for (const one of all) if (one.type === 'subscription') keepSubscription(run, one, dissolved);
  for (const one of all)
    if (one.type === 'element' && one.isLoopBody) moveOutputs(run, one.key, from.graph.elements[one.element]!.loop);
  for (const one of all) if (one.type === 'element' && !dissolved.has(one.key)) awaitMore(run, one, from, mapping);
  for (const [key, one] of [...run.touched]) if (one?.type === 'element') recount(run, key);
}

function renamed(instance: ElementInstance, mapping: ElementMapping): ElementInstance {
  const { waiting, startsAt, upcoming, compensable, compensating, restored } = instance;
  const name = (one: Compensable): Compensable => ({
    ...one,
    element: target(mapping, one.element),
    ...(one.inner ? { inner: one.inner.map(name) } : {}),
  });
  return {
    ...instance,
    element: target(mapping, instance.element),
    ...(instance.awaits === 'call' && target(mapping, instance.element) !== instance.element
      ? { callId: callIdOf(instance) }
      : {}),
    ...(waiting
      ? { waiting: Object.fromEntries(Object.entries(waiting).map(([id, count]) => [target(mapping, id), count])) }
      : {}),
    ...(startsAt ? { startsAt: target(mapping, startsAt) } : {}),
    ...(upcoming ? { upcoming: upcoming.map((id) => target(mapping, id)) } : {}),
    ...(compensable ? { compensable: compensable.map(name) } : {}),
    ...(compensating ? { compensating: { ...compensating, todo: compensating.todo.map(name) } } : {}),
    ...(restored ? { restored: restored.map(name) } : {}),
  };
}

/**
 * Into the scope that its element has in the new model: out of sub-processes that are gone, into new ones that are
 * opened around it.
 */
function place(run: Run, key: number, dissolved: ReadonlyMap<number, ElementInstance>): void {
  const instance = findElement(run, key)!;
  const path: ElementInstance[] = [];
  let scopeKey = instance.scope;
  for (let gone = dissolved.get(scopeKey); gone; gone = dissolved.get(scopeKey)) {
    path.push(gone);
    scopeKey = gone.scope;
  }
  const outer = findElement(run, scopeKey)!;
  const within = outer.isLoopBody
    ? scopeKey
    : scopeWithin(run, run.model.graph.elements[instance.element]!.scope!, scopeKey);
  if (within === instance.scope) return;
  const moved = edit(run, key);
  // Variables of a removed sub-process stay visible to it.
  const seen = Object.assign({}, ...path.reverse().map(({ variables }) => variables ?? {}), moved.variables ?? {});
  if (Object.keys(seen).length > 0) moved.variables = seen;
  leaveScope(run, instance.scope, key);
  moved.scope = within;
  addChild(run, within, key);
  addTokens(run, within, 1);
}

function leaveScope(run: Run, scopeKey: number, key: number): void {
  removeChild(run, scopeKey, key);
  addTokens(run, scopeKey, -1);
}

/** The instance of that scope in an active one: the same for all that move into it. */
function scopeWithin(run: Run, scopeId: string, outerKey: number): number {
  const outer = findElement(run, outerKey)!;
  if (outer.element === scopeId) return outerKey;
  const around = scopeWithin(run, run.model.graph.elements[scopeId]!.scope!, outerKey);
  for (const one of run.touched.values())
    if (one?.type === 'element' && one.element === scopeId && one.scope === around && !one.isLoopBody) return one.key;
  addTokens(run, around, 1);
  return openScope(run, run.model.graph.elements[scopeId]!, around);
}

/** A removed sub-process counted as a token of its scope. */
function leave(run: Run, key: number, scope: number, dissolved: ReadonlyMap<number, ElementInstance>): void {
  let outer = scope;
  for (let gone = dissolved.get(outer); gone; gone = dissolved.get(outer)) outer = gone.scope;
  if (findElement(run, outer) && !dissolved.has(scope)) leaveScope(run, outer, key);
}

/** A subscription continues if its event still belongs to the subscriber; otherwise it is closed. */
function keepSubscription(
  run: Run,
  { key, scope, on: before }: Subscription,
  dissolved: ReadonlyMap<number, ElementInstance>,
): void {
  const owner = dissolved.has(scope) ? undefined : findElement(run, scope);
  const subscription = run.touched.get(key) as Subscription;
  const on = run.model.graph.elements[subscription.on];
  if (owner && on && belongs(run, owner, on) && on.event?.type === kindOf(subscription)) return;
  if (owner) keepSubscriptions(run, scope, owner.subscriptions?.filter((one) => one !== key) ?? []);
  const source = on ? sourceOf(on, key) : { key, elementId: before, name: before, properties: {} };
  withdraw(run, subscription, source, 'terminated');
}

const kindOf = ({ event }: Subscription): string => (event.type === 'condition' ? 'conditional' : event.type);

/** The element itself, its boundary event, an event after its gateway, or the start of an event sub-process in it. */
function belongs(run: Run, owner: ElementInstance, on: Element): boolean {
  const { elements, flows } = run.model.graph;
  if (on.id === owner.element || on.attachedTo === owner.element) return true;
  if (on.type === 'startEvent') return elements[on.scope!]!.scope === owner.element;
  return elements[owner.element]!.outgoing.some((id) => flows[id]!.target === on.id);
}

/**
 * Subscribes to events that only the new model has, if the instance has started and is not completing. Events that the
 * old model has too keep their subscription, or have happened and do not happen again.
 */
function awaitMore(run: Run, before: ElementInstance, from: Model, mapping: ElementMapping): void {
  const instance = findElement(run, before.key)!;
  const phase = instance.listening?.phase;
  if (phase === 'start' || phase === 'end' || isRestored(instance, elementOf(run, instance))) return;
  const known = eventsOf(from.graph, before).map((id) => [target(mapping, id), from.graph.elements[id]!.event?.type]);
  const isKnown = (id: string) =>
    known.some(([other, type]) => other === id && type === run.model.graph.elements[id]!.event?.type);
  for (const id of eventsOf(run.model.graph, instance))
    if (!isKnown(id)) openSubscription(run, before.key, run.model.graph.elements[id]!);
}

/** Boundary events, starts of event sub-processes and events after its gateway, that such an instance waits for. */
function eventsOf({ elements, flows }: Graph, { element: id, isLoopBody, isInterrupted }: ElementInstance): string[] {
  const { type, loop, boundary = [], eventSubProcesses = [], outgoing } = elements[id]!;
  return [
    ...(isLoopBody || !loop ? boundary : []),
    ...(isLoopBody || isInterrupted ? [] : eventSubProcesses.flatMap((one) => triggersOf(elements[one]!))),
    ...(type === 'eventBasedGateway' ? outgoing.map((flow) => flows[flow]!.target) : []),
  ];
}

/** Counts the active instances again, for the joins of the scope. */
function recount(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  const element = run.model.graph.elements[instance.element]!;
  if (!element.hasInclusiveJoin || instance.isLoopBody) {
    if (instance.population) delete edit(run, key).population;
    return;
  }
  const population: { [id: string]: number } = {};
  for (const one of run.touched.values())
    if (one?.type === 'element' && one.scope === key) population[one.element] = (population[one.element] ?? 0) + 1;
  edit(run, key).population = population;
}
