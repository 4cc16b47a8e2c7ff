// Canceling listeners (Camunda 8): before an event cancels user tasks, the canceling listeners of those tasks run.
import { runListeners } from './behaviors/listeners.ts';
import type { Step } from './command.ts';
import { elements } from './elements/index.ts';
import type { EngineEvent } from './event.ts';
import type { Model } from './graph.ts';
import { elementOf, endRun, findElement, newRun, sourceOf } from './run.ts';
import { remembered, type State } from './state.ts';
import { withoutId } from './suspension.ts';

/** Replaces the step: first the canceling listeners of the user tasks (their keys) run, then the event happens. */
export function runCancelingListeners(
  model: Model,
  base: State,
  keys: readonly number[],
  event: EngineEvent,
): Step<State> {
  const run = newRun(elements, model, base, event.at, event.actor);
  for (const key of keys) {
    const instance = findElement(run, key)!;
    const element = elementOf(run, instance);
    if (instance.awaits === 'job') run.commands.push({ type: 'cancelJob', ...sourceOf(element, key) });
    runListeners(run, key, element, 'canceling');
  }
  run.canceling = { event: withoutId(event), keys, kept: [] };
  return { state: endRun(run, remembered(base.commandIds, event.commandId)), commands: run.commands };
}
