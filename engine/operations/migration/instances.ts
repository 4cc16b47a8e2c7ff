// Moves element instances to their elements and scopes in the new model. Each keeps its key.
import type { ElementMapping } from '../../event.ts';
import { openScope } from '../../lifecycle.ts';
import { addChild, callIdOf, edit, findElement, type Run, removeChild } from '../../run.ts';
import type { Compensable, ElementInstance } from '../../state.ts';
import { addTokens } from '../../tokens.ts';
import { target } from './mapping.ts';

export function renamed(instance: ElementInstance, mapping: ElementMapping): ElementInstance {
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
export function moveToScope(run: Run, key: number, dissolved: ReadonlyMap<number, ElementInstance>): void {
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
export function leave(run: Run, key: number, scope: number, dissolved: ReadonlyMap<number, ElementInstance>): void {
  let outer = scope;
  for (let gone = dissolved.get(outer); gone; gone = dissolved.get(outer)) outer = gone.scope;
  if (findElement(run, outer) && !dissolved.has(scope)) leaveScope(run, outer, key);
}

/** Counts the active instances again, for the joins of the scope. */
export function recount(run: Run, key: number): void {
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
