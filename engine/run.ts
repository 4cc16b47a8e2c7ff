// The workspace of one step: a draft over the state, a queue of tokens on their way, and the commands so far.
import type { Command, EngineRecord } from './command.ts';
import type { ElementTypes } from './element-type.ts';
import type { Actor, Variables } from './event.ts';
import { type Element, idAsDrawn, type Model } from './graph.ts';
import type { ElementInstance, Instance, State, Subscription } from './state.ts';
import { emptyTrie, entries, get, isEmpty, remove, set, type Trie } from './trie.ts';

type Editable<T> = { -readonly [K in keyof T]: T[K] };
export type EditableInstance = Editable<ElementInstance>;

/** A token that has left one element and not yet reached the next. */
export interface Arrival {
  readonly elementId: string;
  readonly scopeKey: number;
  readonly flowId?: string;
}

export interface Run {
  readonly elementTypes: ElementTypes;
  readonly model: Model;
  readonly at: string;
  readonly actor?: Actor;
  readonly base: State;
  /** Touched instances: a copy that may be changed, or null for a removed one. */
  readonly touched: Map<number, Instance | null>;
  /** Instances created in this step, by scope: most of them end within it and never enter the scope's own list. */
  readonly created: Map<number, Set<number>>;
  readonly commands: Command[];
  /** Null: the token was withdrawn with its scope. */
  readonly arrivals: (Arrival | null)[];
  /** Moves of tokens so far. */
  moves: number;
  /** Throwers of compensation that are starting a handler, and whether that handler has ended already. */
  readonly undoing: Map<number, boolean>;
  nextKey: number;
  status: State['status'];
  hasParent: boolean;
  signals: State['signals'];
  watched: State['watched'];
  suspended: State['suspended'];
  canceling: State['canceling'];
  /** User tasks that the step would cancel although their canceling listeners have not been called. */
  readonly tasksToCancel: number[];
  /** Variables were set since conditions were last evaluated. */
  isChanged: boolean;
  /** The changed variables, recorded only while a condition is watched. */
  readonly changes: Change[];
  /** Conditions that must be evaluated whatever has changed. */
  readonly unevaluated: Set<number>;
}

export interface Change {
  readonly scopeKey: number;
  readonly name: string;
  readonly event: 'create' | 'update';
}

export function newRun(elementTypes: ElementTypes, model: Model, base: State, at: string, actor?: Actor): Run {
  return {
    elementTypes,
    model,
    at,
    ...(actor ? { actor } : {}),
    base,
    touched: new Map(),
    created: new Map(),
    commands: [],
    arrivals: [],
    moves: 0,
    undoing: new Map(),
    nextKey: base.nextKey,
    status: base.status,
    hasParent: base.hasParent,
    signals: base.signals,
    watched: base.watched,
    suspended: base.suspended,
    canceling: base.canceling,
    tasksToCancel: [],
    isChanged: false,
    changes: [],
    unevaluated: new Set(),
  };
}

/** The draft as the next state; shares everything that was not touched. */
export function endRun(run: Run, commandIds: readonly string[]): State {
  for (const [scopeKey, keys] of run.created) addCreatedChildren(run, scopeKey, keys);
  let instances: Trie<Instance> = run.base.instances;
  for (const [key, instance] of run.touched)
    instances = instance ? set(instances, key, instance) : remove(instances, key);
  const { nextKey, status, hasParent, signals, watched, suspended, canceling } = run;
  return {
    version: 1,
    nextKey,
    status,
    hasParent,
    instances,
    ...(signals ? { signals } : {}),
    ...(watched ? { watched } : {}),
    ...(suspended && status === 'active' ? { suspended } : {}),
    ...(canceling && status === 'active' ? { canceling } : {}),
    commandIds,
  };
}

function addCreatedChildren(run: Run, scopeKey: number, keys: Iterable<number>): void {
  for (const key of keys) {
    const scope = edit(run, scopeKey);
    scope.children = set(scope.children ?? emptyTrie, key, true);
  }
}

export function find(run: Run, key: number): Instance | undefined {
  const touched = run.touched.get(key);
  if (touched !== undefined) return touched ?? undefined;
  return get(run.base.instances, key);
}

export function findElement(run: Run, key: number): ElementInstance | undefined {
  const instance = find(run, key);
  return instance?.type === 'element' ? instance : undefined;
}

/** The instance as this step's own copy. */
export function edit(run: Run, key: number): EditableInstance {
  const touched = run.touched.get(key);
  if (touched?.type === 'element') return touched as EditableInstance;
  const instance = get(run.base.instances, key);
  if (touched === null || instance?.type !== 'element') throw new Error(`No element instance has the key ${key}.`);
  const copy: EditableInstance = { ...instance };
  run.touched.set(key, copy);
  return copy;
}

export function add(run: Run, instance: Instance): void {
  run.touched.set(instance.key, instance);
}

export function drop(run: Run, key: number): void {
  if (key < run.base.nextKey) run.touched.set(key, null);
  // An instance that was created in this step and ended in it leaves no trace.
  else run.touched.delete(key);
}

export function addChild(run: Run, scopeKey: number, key: number): void {
  const keys = run.created.get(scopeKey);
  if (keys) keys.add(key);
  else run.created.set(scopeKey, new Set([key]));
}

export function removeChild(run: Run, scopeKey: number, key: number): void {
  if (run.created.get(scopeKey)?.delete(key)) return;
  const scope = edit(run, scopeKey);
  scope.children = remove(scope.children ?? emptyTrie, key);
}

/** The oldest first. */
export function childrenOf(run: Run, scopeKey: number): number[] {
  const before = [...entries(findElement(run, scopeKey)?.children ?? emptyTrie)].map(([key]) => key);
  return [...before, ...(run.created.get(scopeKey) ?? [])];
}

/** Subscriptions to signals are found by the signal's name. */
export function subscribeToSignal(run: Run, name: string, key: number): void {
  run.signals = { ...run.signals, [name]: set(run.signals?.[name] ?? emptyTrie, key, true) };
}

export function unsubscribeFromSignal(run: Run, name: string, key: number): void {
  const { [name]: subscribed = emptyTrie, ...others } = run.signals ?? {};
  const left = remove<true>(subscribed, key);
  if (!isEmpty(left)) run.signals = { ...others, [name]: left };
  else run.signals = Object.keys(others).length > 0 ? others : undefined;
}

export function watchCondition(run: Run, key: number): void {
  run.watched = set(run.watched ?? emptyTrie, key, true);
  run.isChanged = true;
  run.unevaluated.add(key);
}

/** All conditions are evaluated again, whatever has changed. */
export function evaluateAllConditions(run: Run): void {
  run.isChanged = true;
  for (const [key] of entries(run.watched ?? emptyTrie)) run.unevaluated.add(key);
}

export function unwatchCondition(run: Run, key: number): void {
  const left = remove<true>(run.watched ?? emptyTrie, key);
  run.watched = isEmpty(left) ? undefined : left;
}

export function elementOf(run: Run, instance: ElementInstance): Element {
  return run.model.graph.elements[instance.element]!;
}

/** Tells whether the instance has made the call already; the number at the end of a call's id is one of its keys. */
export const hasCalled = ({ nextKey }: Pick<State, 'nextKey'>, callId: string): boolean =>
  Number(/\d+$/.exec(callId)) < nextKey;

export const callIdOf = ({ callId, element, key }: ElementInstance): string => callId ?? `${element}-${key}`;

/** The element's part of every command and record. */
export function sourceOf(element: Element, key: number) {
  const { drawn = element, name, properties } = element;
  return { key, elementId: drawn.id, name, properties };
}

export function record(
  run: Run,
  intent: EngineRecord['intent'],
  instance: ElementInstance | Subscription,
  element: Element,
  data?: Variables,
): void {
  const { drawn = element, name, properties } = element;
  // An event with several definitions is recorded as it is drawn, without the lifecycle of its parts.
  if (drawn.id !== element.id && lifecycleIntents.has(intent)) return;
  const { key, scope: scopeKey } = instance;
  const elementId = drawn.id;
  const elementType = instance.type === 'element' && instance.isLoopBody ? 'multiInstanceBody' : drawn.type;
  const line: Editable<EngineRecord> = { key, elementId, name, properties, scopeKey, elementType, intent };
  if (data) line.data = data;
  if (run.actor) line.actor = run.actor;
  run.commands.push({ type: 'record', record: line });
}

const lifecycleIntents = new Set<EngineRecord['intent']>(['activated', 'completed', 'terminated']);

/** A sequence flow has no instance: its record names the scope it lies in. */
export function recordTaken(run: Run, id: string, scopeKey: number): void {
  const { name, isWithin } = run.model.graph.flows[id]!;
  if (isWithin) return;
  const elementId = idAsDrawn(id);
  run.commands.push({
    type: 'record',
    record: { key: 0, scopeKey, elementId, elementType: 'sequenceFlow', name, properties: {}, intent: 'taken' },
  });
}
