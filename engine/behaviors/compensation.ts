// Compensation (BPMN 2.0.2 §10.7, §13.5.5) and the canceling of transactions (§10.7.2): handlers undo the completed
// activities of a scope, the last one first. A scope remembers them only if its model can throw compensation.
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { activate, complete, depart, endScopeIfEmpty } from '../lifecycle.ts';
import { childrenOf, type EditableInstance, edit, elementOf, findElement, type Run, record } from '../run.ts';
import type { Compensable, ElementInstance } from '../state.ts';
import { terminate, terminateChildren } from '../termination.ts';
import { addTokens, removeInstance } from '../tokens.ts';
import { triggerBoundary } from './triggering.ts';

/** An activity has completed: its scope remembers it if it can be undone. */
export function remember(run: Run, instance: ElementInstance, element: Element): void {
  if (!run.model.graph.compensates || instance.scope === 0 || instance.compensates !== undefined) return;
  const { variables, compensable = [], loopCounter } = instance;
  const local = variables === undefined ? {} : { variables };
  if (element.compensatedBy !== undefined) {
    // The handler of a multi-instance activity is activated once, for all its instances (§10.7.1).
    if (!element.loop || instance.isLoopBody) addCompensable(run, instance.scope, [{ element: element.id, ...local }]);
    // A sub-process that also compensates itself does so first: the last one remembered.
    if (element.compensationSubProcess !== undefined && !instance.isLoopBody)
      addCompensable(run, instance.scope, [{ element: element.id, ...local, inner: compensable }]);
  } else if (instance.isLoopBody) addCompensable(run, instance.scope, compensable);
  else if (compensable.length > 0 || element.compensationSubProcess !== undefined)
    addCompensable(run, instance.scope, [
      { element: element.id, ...local, inner: compensable, ...(loopCounter === undefined ? {} : { loopCounter }) },
    ]);
}

function addCompensable(run: Run, scopeKey: number, more: readonly Compensable[]): void {
  if (more.length === 0) return;
  const scope = edit(run, scopeKey);
  scope.compensable = [...(scope.compensable ?? []), ...more];
}

/** Compensates one activity, or all of the thrower's scope. The thrower waits until all are undone. */
export function throwCompensation(run: Run, key: number, activity: string | undefined): void {
  compensateIn(run, findElement(run, key)!.scope, key, activity);
}

function compensateIn(run: Run, scopeKey: number, key: number, activity: string | undefined): void {
  const all = findElement(run, scopeKey)!.compensable ?? [];
  const isMeant = ({ element }: Compensable) => activity === undefined || element === activity;
  setCompensable(
    run,
    scopeKey,
    all.filter((one) => !isMeant(one)),
  );
  edit(run, key).compensating = { scope: scopeKey, todo: all.filter(isMeant) };
  compensateNext(run, key);
}

/** An event sub-process compensates its own activities, then those of the scope around it (§10.7.1). */
function scopeAround(run: Run, key: number, compensated: number): number | undefined {
  const scope = findElement(run, findElement(run, key)!.scope)!;
  return scope.key === compensated && elementOf(run, scope).type === 'eventSubProcess' ? scope.scope : undefined;
}

function setCompensable(run: Run, scopeKey: number, compensable: readonly Compensable[]): void {
  const scope = edit(run, scopeKey);
  if (compensable.length > 0) scope.compensable = compensable;
  else delete scope.compensable;
}

/**
 * Starts the next handler, that of the last completed activity first; when none is left, the thrower continues. A loop,
 * so that many handlers that do not wait cause no deep recursion.
 */
export function compensateNext(run: Run, key: number): void {
  const isUnderWay = run.undoing.has(key);
  run.undoing.set(key, true);
  if (isUnderWay) return;
  for (; run.undoing.get(key); ) {
    run.undoing.set(key, false);
    compensateOne(run, key);
  }
  run.undoing.delete(key);
}

function compensateOne(run: Run, key: number): void {
  const owner = findElement(run, key);
  if (!owner?.compensating) return;
  const { scope, todo } = owner.compensating;
  const next = todo.at(-1);
  if (!next) return completeThrower(run, owner);
  edit(run, key).compensating = { ...owner.compensating, todo: todo.slice(0, -1) };
  if (next.inner) restoreSubProcess(run, key, scope, next);
  else startHandler(run, key, scope, next);
}

function startHandler(run: Run, key: number, scope: number, { element, variables }: Compensable): void {
  const { elements } = run.model.graph;
  const event = (elements[element]!.boundary ?? []).find((id) => elements[id]!.event?.type === 'compensation');
  const handler = elements[elements[element]!.compensatedBy!]!;
  if (event) record(run, 'triggered', findElement(run, key)!, elements[event]!, { activity: element });
  addTokens(run, scope, 1);
  activate(run, handler, scope, { ...local(variables), compensates: key });
}

/**
 * Restores a completed sub-process for its own compensation: by its event sub-process, else by the handlers of the
 * activities that it completed.
 */
function restoreSubProcess(run: Run, owner: number, scope: number, entry: Compensable): void {
  const element = run.model.graph.elements[entry.element]!;
  addTokens(run, scope, 1);
  activate(run, element, scope, {
    ...local(entry.variables),
    ...(entry.loopCounter === undefined ? {} : { loopCounter: entry.loopCounter }),
    compensates: owner,
    restored: entry.inner!,
  });
}

/**
 * Tells whether a sub-process was restored so that its activities can be undone: its results were passed on and its
 * listeners ran when it completed.
 */
export const isRestored = ({ compensates }: ElementInstance, { forCompensation }: Element): boolean =>
  compensates !== undefined && !forCompensation;

/** Replaces the start of a restored sub-process. */
export function compensateRestored(run: Run, element: Element, key: number): void {
  const { restored = [] } = findElement(run, key)!;
  const instance = edit(run, key);
  delete instance.restored;
  instance.tokens = 0;
  if (element.compensationSubProcess === undefined) {
    instance.compensating = { scope: key, todo: restored };
    return compensateNext(run, key);
  }
  if (restored.length > 0) instance.compensable = restored;
  addTokens(run, key, 1);
  activate(run, run.model.graph.elements[element.compensationSubProcess]!, key);
}

const local = (variables: Variables | undefined): Partial<EditableInstance> => (variables ? { variables } : {});

function completeThrower(run: Run, { key }: ElementInstance): void {
  const instance = edit(run, key);
  const { isCancelled, scope } = instance.compensating!;
  delete instance.compensating;
  if (isCancelled) return leaveCancelled(run, key);
  if (instance.compensates !== undefined) return depart(run, key);
  const around = scopeAround(run, key, scope);
  if (around === undefined) return complete(run, key);
  const { event } = elementOf(run, instance);
  compensateIn(run, around, key, event?.type === 'compensation' ? event.activity : undefined);
}

/**
 * Everything else in the transaction ends, its completed activities are compensated, then its cancel event is taken.
 */
export function cancelTransaction(run: Run, key: number): void {
  let transaction = findElement(run, findElement(run, key)!.scope)!;
  while (elementOf(run, transaction).type !== 'transaction') transaction = findElement(run, transaction.scope)!;
  const thrower = findElement(run, key)!;
  record(run, 'completed', thrower, elementOf(run, thrower));
  removeInstance(run, findElement(run, key)!);
  const todo = completedIn(run, transaction.key);
  terminateChildren(run, transaction.key);
  setCompensable(run, transaction.key, []);
  edit(run, transaction.key).compensating = { scope: transaction.key, todo, isCancelled: true };
  compensateNext(run, transaction.key);
}

/**
 * Includes the completed activities inside active ones, which are canceled too (§10.7) and keep only their variables.
 */
function completedIn(run: Run, scopeKey: number): readonly Compensable[] {
  const within = childrenOf(run, scopeKey).flatMap((key) => {
    const { variables } = findElement(run, key)!;
    return completedIn(run, key).map((one) => ({ ...one, ...local(variables && { ...variables, ...one.variables }) }));
  });
  return [...(findElement(run, scopeKey)!.compensable ?? []), ...within];
}

/** Without a cancel event the transaction's token goes nowhere. */
function leaveCancelled(run: Run, key: number): void {
  const { elements } = run.model.graph;
  const inner = findElement(run, key)!;
  const body = findElement(run, inner.scope)!;
  const transaction = body.isLoopBody ? body : inner;
  const element = elementOf(run, transaction);
  const event = (element.boundary ?? []).map((id) => elements[id]!).find((on) => on.event?.type === 'cancel');
  if (!event) {
    terminate(run, transaction.key);
    addTokens(run, transaction.scope, -1);
    return endScopeIfEmpty(run, transaction.scope);
  }
  record(run, 'triggered', transaction, event);
  triggerBoundary(run, transaction, event, {});
}
