// The main path: one event and a state give the next state and the commands. Pure; the cost depends on what the event touches.

import { apply } from './apply.ts';
import { triggerConditions } from './behaviors/watching.ts';
import { runCancelingListeners } from './cancellation.ts';
import { catchUp } from './catch-up.ts';
import type { Step } from './command.ts';
import { releaseInclusiveJoin } from './elements/gateways.ts';
import { elements } from './elements/index.ts';
import type { EngineEvent } from './event.ts';
import type { Model } from './graph.ts';
import { arrive } from './lifecycle.ts';
import { refusal } from './refusal.ts';
import { endRun, findElement, newRun, type Run } from './run.ts';
import { created, remembered, type State } from './state.ts';
import { passesSuspension, postpone } from './suspension.ts';

/**
 * @param state null before `started`
 * @returns the same state and no commands for an event that is stale, unknown or a repetition (tests/engine/step.test.ts)
 */
export function step(model: Model, state: State | null, event: EngineEvent): Step<State> {
  const base = state ?? created;
  if (refusal(model, state, event) !== undefined) return { state: base, commands: [] };
  const { canceling, suspended } = base;
  const isListener = canceling && 'key' in event && canceling.keys.includes(event.key);
  if (canceling && !isListener) return postpone(base, 'canceling', event);
  if (suspended && !isListener && !passesSuspension.has(event.type)) return postpone(base, 'suspended', event);
  const run = newRun(elements, model, base, event.at, event.actor);
  apply(run, event);
  settle(run);
  if (run.tasksToCancel.length > 0) return runCancelingListeners(model, base, run.tasksToCancel, event);
  if (canceling?.keys.every((key) => findElement(run, key)?.areCancelingListenersDone)) run.canceling = undefined;
  const next = endRun(run, remembered(base.commandIds, event.commandId));
  const kept = canceling && !next.canceling ? [canceling.event, ...canceling.kept] : keptUntil(event, base);
  if (!kept) return { state: next, commands: run.commands };
  return catchUp((before, again) => step(model, before, again), next, run.commands, kept, event);
}

const keptUntil = ({ type }: EngineEvent, { suspended }: State) => (type === 'resumed' ? suspended!.kept : undefined);

/** Moves tokens until all of them rest. */
export function settle(run: Run): void {
  do {
    // By index: shifting a long list is slow.
    for (let index = 0; index < run.arrivals.length; index++) {
      const arrival = run.arrivals[index];
      run.moves++;
      if (index === run.arrivals.length - 1) {
        // A single token in a loop leaves no growing list.
        run.arrivals.length = 0;
        index = -1;
      }
      if (arrival) arrive(run, arrival.elementId, arrival.scopeKey, arrival.flowId);
    }
  } while (run.status === 'active' && (releaseInclusiveJoin(run) || (!run.suspended && triggerConditions(run))));
}
