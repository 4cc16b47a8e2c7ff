// What can happen next to an instance from outside, whatever its model; and a run of it by chance.
import {
  type Command,
  describe,
  type EngineEvent,
  type Happening,
  type Model,
  type State,
  step,
} from '../../../engine/index.ts';
import { frozen, startAt } from './run.ts';

/** Work that is done or fails, events that are awaited, incidents that somebody resolves. */
export function possible(model: Model, state: State | null): Happening[] {
  const started = { type: 'started' as const, variables: { pick: 0 } };
  if (!state) return [started, { ...started, hasParent: true }];
  if (state.status !== 'active') return [];
  const { open, timers, messages, signals, incidents } = describe(model, state);
  return [
    ...open.flatMap(({ key, awaits }): Happening[] => {
      if (awaits === 'task') return [0, 4].map((pick) => ({ type: 'taskCompleted', key, variables: { pick } }));
      if (awaits === 'call') return [{ type: 'childDone', key, variables: {} }];
      if (awaits === 'answer') return [{ type: 'escalationAnswered', key }];
      if (awaits !== 'job') return [];
      return [
        { type: 'jobDone', key, variables: {} },
        { type: 'jobFailed', key, message: 'failed', errorCode: 'a' },
        { type: 'jobFailed', key, message: 'down' },
      ];
    }),
    ...timers.map(({ key }): Happening => ({ type: 'timerFired', key })),
    ...messages.map(({ key }): Happening => ({ type: 'message', key, messageId: `${key}`, variables: {} })),
    ...signals.map(({ signalName }): Happening => ({ type: 'signal', name: signalName, variables: {} })),
    ...incidents.map(({ key }): Happening => ({ type: 'incidentResolved', key, action: 'skip' })),
  ];
}

export const isWork = ({ type }: Happening): boolean =>
  type === 'started' || type === 'taskCompleted' || type === 'jobDone' || type === 'escalationAnswered';

export interface Turn {
  readonly before: State | null;
  readonly event: EngineEvent;
  readonly state: State;
  readonly commands: readonly Command[];
}

/** More tokens than that have no bound. */
const mostKeys = 400;

/** From the beginning, one event for each number, as long as something can happen. Everything handed in is frozen. */
export function* turns(
  model: Model,
  picks: readonly number[],
  among: (model: Model, state: State | null) => readonly Happening[] = possible,
): Generator<Turn> {
  let before: State | null = null;
  for (const pick of picks) {
    const all = among(model, before);
    if (all.length === 0 || (before?.nextKey ?? 0) > mostKeys) return;
    const event = frozen({ ...all[pick % all.length]!, at: startAt } as EngineEvent);
    const { state, commands } = step(model, before, event);
    yield { before, event, state: frozen(state), commands };
    before = state;
  }
}

export function last<T>(all: Iterable<T>): T {
  const list = [...all];
  return list.at(-1)!;
}
