// Evaluates an event with the engine and applies the step to the running instance.
import { type Bilingual, listed } from '../engine/catalogue.ts';
import {
  type EngineEvent,
  migrate,
  refusal,
  refusalsOfMigration,
  type State,
  type Step,
  step,
} from '../engine/index.ts';
import type { Migration, Running } from './running.ts';

type Migrated = Extract<EngineEvent, { type: 'migrated' }>;

/** Evaluates the event: its step; undefined if it causes none; the reason if it is refused after all. */
export function stepOf(
  { model, state }: Running,
  event: EngineEvent,
  migration?: Migration,
): Step<State> | Bilingual | undefined {
  const refused = migration && refusalsOfMigration(model!, migration.model, state!, event as Migrated);
  if (refused && refused.length > 0) return listed(refused, '', ' ');
  const next = migration ? migrate(model!, migration.model, state!, event as Migrated) : step(model!, state, event);
  if (next.state !== state) return next;
  // A migration causes no step only if it was carried out before.
  return migration ? undefined : refusal(model!, state, event);
}

/** Takes back the step after the snapshot `before`. */
export function restore(running: Running, { model, state, step: number, ref }: Running): void {
  Object.assign(running, { model, state, step: number, ref });
}

/** Applies the step: model, state and step number. */
export function advance(running: Running, { state }: Step<State>, migration?: Migration): void {
  if (migration) {
    running.model = migration.model;
    running.ref = migration.ref;
  }
  running.state = state;
  running.step++;
}
