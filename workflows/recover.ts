// Recovery: the archive is authoritative. If the step number is already committed, the worker died before Temporal
// learned of it, and another event has arrived since or the clock has moved on. The committed event is replayed first.
import type { Command } from '../engine/index.ts';
import type { ModelRef } from '../protocol/start.ts';
import type { CommittedCause, LoadedModel } from '../protocol/steps.ts';
import { advance, restore, stepOf } from './advance.ts';
import { local } from './local-activities.ts';
import type { Queued, Running } from './running.ts';

/** The step that was really committed: its event in the queue, its commands and its legal time. */
export interface Replayed {
  readonly queued: Queued;
  readonly commands: readonly Command[];
  readonly at: string;
}

/**
 * Replays the committed event on the state `before`. The queue may hold that event: it is then settled by the caller
 * and leaves the queue; the event that was `asked` for goes back into it.
 */
export async function replayCommitted(
  running: Running,
  before: Running,
  asked: Queued,
  { event, parameters }: CommittedCause,
): Promise<Replayed> {
  restore(running, before);
  const { queue } = running;
  const isIt = ({ untimed }: Queued) => JSON.stringify({ ...untimed, at: event.at }) === JSON.stringify(event);
  const other = queue.findIndex(isIt);
  const unknown: Queued = { untimed: event, settle: () => {} };
  const queued = isIt(asked) ? asked : other < 0 ? unknown : queue.splice(other, 1)[0]!;
  const evaluatedWith = async (known: LoadedModel, ref: ModelRef) =>
    parameters === known.parameters ? known : local.loadModelWith(ref, parameters);
  const migration = queued.migration && {
    ...queued.migration,
    model: await evaluatedWith(queued.migration.model, queued.migration.ref),
  };
  if (!migration) running.model = await evaluatedWith(before.model!, before.ref);
  const next = stepOf(running, event, migration);
  if (next === undefined || 'en' in next) throw new Error(`Expected a step from the committed event '${event.type}'.`);
  advance(running, next, migration);
  return { queued, commands: next.commands, at: event.at };
}
