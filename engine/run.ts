// The working place of one step: a draft over the state, a queue of tokens on their way, and the commands so far.
import type { Command, EngineRecord } from './command.ts';
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
  readonly model: Model;
  readonly at: string;
  readonly actor?: Actor;
  readonly base: State;
  /** Touched instances: a copy that may be changed, or null for a removed one. */
  readonly touched: Map<number, Instance | null>;
  /** Begun in this step, by scope: most of them end within it and never enter the scope's own list. */
  readonly begun: Map<number, Set<number>>;
  readonly commands: Command[];
  /** Null where the token was withdrawn with its scope. */
  readonly arrivals: (Arrival | null)[];
  /** Of tokens, so far. */
  moves: number;
  /** Who throws compensation and is about to begin a handler, and whether that has ended already. */
  readonly undoing: Map<number, boolean>;
  nextKey: number;
  status: State['status'];
  hasParent: boolean;
  parentAnswers: State['parentAnswers'];
  signals: State['signals'];
  watched: State['watched'];
  suspended: State['suspended'];
  withdrawing: State['withdrawing'];
  /** User tasks that were withdrawn before their canceling listeners were told. */
  readonly untold: number[];
  /** Variables were set since conditions were last looked at. */
  isChanged: boolean;
  /** Which ones, where somebody watches. */
  readonly changes: Change[];
  /** Conditions to be looked at whatever has changed. */
  readonly unlooked: Set<number>;
}

export interface Change {
  readonly scopeKey: number;
  readonly name: string;
  readonly event: 'create' | 'update';
}

export function beginRun(model: Model, base: State, at: string, actor?: Actor): Run {
  return {
    model,
    at,
    ...(actor ? { actor } : {}),
    base,
    touched: new Map(),
    begun: new Map(),
    commands: [],
    arrivals: [],
    moves: 0,
    undoing: new Map(),
    nextKey: base.nextKey,
    status: base.status,
    hasParent: base.hasParent,
    parentAnswers: base.parentAnswers,
    signals: base.signals,
    watched: base.watched,
    suspended: base.suspended,
    withdrawing: base.withdrawing,
    untold: [],
    isChanged: false,
    changes: [],
    unlooked: new Set(),
  };
}

/** The draft as the next state; shares everything that was not touched. */
export function endRun(run: Run, commandIds: readonly string[]): State {
  for (const [scopeKey, keys] of run.begun) keepChildren(run, scopeKey, keys);
  let instances: Trie<Instance> = run.base.instances;
  for (const [key, instance] of run.touched)
    instances = instance ? set(instances, key, instance) : remove(instances, key);
  const { nextKey, status, hasParent, parentAnswers, signals, watched, suspended, withdrawing } = run;
  return {
    version: 2,
    nextKey,
    status,
    hasParent,
    ...(parentAnswers ? { parentAnswers } : {}),
    instances,
    ...(signals ? { signals } : {}),
    ...(watched ? { watched } : {}),
    ...(suspended && status === 'active' ? { suspended } : {}),
    ...(withdrawing && status === 'active' ? { withdrawing } : {}),
    commandIds,
  };
}

function keepChildren(run: Run, scopeKey: number, keys: Iterable<number>): void {
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
  // What began in this step and ended in it leaves no trace.
  else run.touched.delete(key);
}

export function addChild(run: Run, scopeKey: number, key: number): void {
  const keys = run.begun.get(scopeKey);
  if (keys) keys.add(key);
  else run.begun.set(scopeKey, new Set([key]));
}

export function removeChild(run: Run, scopeKey: number, key: number): void {
  if (run.begun.get(scopeKey)?.delete(key)) return;
  const scope = edit(run, scopeKey);
  scope.children = remove(scope.children ?? emptyTrie, key);
}

/** The oldest first. */
export function childrenOf(run: Run, scopeKey: number): number[] {
  const before = [...entries(findElement(run, scopeKey)?.children ?? emptyTrie)].map(([key]) => key);
  return [...before, ...(run.begun.get(scopeKey) ?? [])];
}

/** Who waits for a signal is found by its name, not by a search. */
export function listen(run: Run, name: string, key: number): void {
  run.signals = { ...run.signals, [name]: set(run.signals?.[name] ?? emptyTrie, key, true) };
}

export function unlisten(run: Run, name: string, key: number): void {
  const { [name]: listeners = emptyTrie, ...others } = run.signals ?? {};
  const left = remove<true>(listeners, key);
  if (!isEmpty(left)) run.signals = { ...others, [name]: left };
  else run.signals = Object.keys(others).length > 0 ? others : undefined;
}

export function watch(run: Run, key: number): void {
  run.watched = set(run.watched ?? emptyTrie, key, true);
  run.isChanged = true;
  run.unlooked.add(key);
}

/** At all conditions, whatever has changed. */
export function lookAgain(run: Run): void {
  run.isChanged = true;
  for (const [key] of entries(run.watched ?? emptyTrie)) run.unlooked.add(key);
}

export function unwatch(run: Run, key: number): void {
  const left = remove<true>(run.watched ?? emptyTrie, key);
  run.watched = isEmpty(left) ? undefined : left;
}

export function elementOf(run: Run, instance: ElementInstance): Element {
  return run.model.graph.elements[instance.element]!;
}

export const callIdOf = ({ callId, element, key }: ElementInstance): string => callId ?? `${element}-${key}`;

/** What every command and record says of its element. */
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
  // An event of several definitions is recorded as it is drawn: of its parts nobody wants to read how they live.
  if (drawn.id !== element.id && lives.has(intent)) return;
  const { key, scope: scopeKey } = instance;
  const elementId = drawn.id;
  const elementType = instance.type === 'element' && instance.isLoopBody ? 'multiInstanceBody' : drawn.type;
  const line: Editable<EngineRecord> = { key, elementId, name, properties, scopeKey, elementType, intent };
  if (data) line.data = data;
  if (run.actor) line.actor = run.actor;
  run.commands.push({ type: 'record', record: line });
}

const lives = new Set<EngineRecord['intent']>(['activated', 'completed', 'terminated']);

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
