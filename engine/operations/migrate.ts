// Migration: a running instance continues with another model of its process. Each active element is mapped to an
// element of the same type and keeps its key, so that open tasks, running jobs, timers, messages and called processes
// continue; the new element may lie deeper or less deep in sub-processes. A migration is refused as a whole, with every
// reason, before anything is changed.
import { faultOf } from '../behaviors/incidents.ts';
import { moveOutputs } from '../behaviors/multi-instance.ts';
import type { Bilingual } from '../catalogue.ts';
import type { Step } from '../command.ts';
import { elements as elementTypes } from '../elements/index.ts';
import type { ElementMapping, EngineEvent } from '../event.ts';
import type { Model } from '../graph.ts';
import { say } from '../messages.ts';
import { refusalOfEnded } from '../refusal.ts';
import { add, drop, elementOf, endRun, findElement, newRun, type Run, record, sourceOf } from '../run.ts';
import { type ElementInstance, isCarriedOut, remembered, rootKey, type State } from '../state.ts';
import { settle } from '../step.ts';
import { values } from '../trie.ts';
import { leave, moveToScope, recount, renamed } from './migration/instances.ts';
import { isDissolved, target } from './migration/mapping.ts';
import { refusalsOfMapping } from './migration/refusals.ts';
import { awaitMore, keepSubscription } from './migration/subscriptions.ts';

type Migrated = Extract<EngineEvent, { type: 'migrated' }>;

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
  const reasons = refusalsOfMapping(from, to, state, mapping);
  if (reasons.length > 0) return reasons;
  // Events that only the new model waits for are evaluated as the instance is moved.
  const fault = faultOf(() => move(newRun(elementTypes, to, state, at), from, mapping));
  return fault === undefined ? [] : [fault];
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
    if (one.type === 'element' && one.key !== rootKey && !dissolved.has(one.key)) moveToScope(run, one.key, dissolved);
  for (const key of dissolved.keys()) drop(run, key);
  for (const [key, { scope }] of dissolved) leave(run, key, scope, dissolved);
  for (const one of all) if (one.type === 'subscription') keepSubscription(run, one, dissolved);
  for (const one of all)
    if (one.type === 'element' && one.isLoopBody) moveOutputs(run, one.key, from.graph.elements[one.element]!.loop);
  for (const one of all) if (one.type === 'element' && !dissolved.has(one.key)) awaitMore(run, one, from, mapping);
  for (const [key, one] of [...run.touched]) if (one?.type === 'element') recount(run, key);
}
