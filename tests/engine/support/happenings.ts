// The possible next events from outside for an instance of any model, and a random run of them.
import {
  type Command,
  describe,
  type EngineEvent,
  type Model,
  type State,
  step,
  type UntimedEvent,
} from '../../../engine/index.ts';
import { frozen, startAt } from './run.ts';

/** Work that completes or fails, awaited events, and incidents that are resolved. */
export function possible(model: Model, state: State | null): UntimedEvent[] {
  const started = { type: 'started' as const, variables: { pick: 0 } };
  if (!state) return [started, { ...started, hasParent: true }];
  if (state.status !== 'active') return [];
  const { open, timers, messages, signals, incidents } = describe(model, state);
  return [
    ...open.flatMap(({ key, awaits }): UntimedEvent[] => {
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
    ...timers.map(({ key }): UntimedEvent => ({ type: 'timerFired', key })),
    ...messages.map(({ key }): UntimedEvent => ({ type: 'message', key, messageId: `${key}`, variables: {} })),
    ...signals.map(({ signalName }): UntimedEvent => ({ type: 'signal', name: signalName, variables: {} })),
    ...incidents.map(({ key }): UntimedEvent => ({ type: 'incidentResolved', key, action: 'skip' })),
  ];
}

export const isWork = ({ type }: UntimedEvent): boolean =>
  type === 'started' || type === 'taskCompleted' || type === 'jobDone' || type === 'escalationAnswered';

export interface Turn {
  readonly before: State | null;
  readonly event: EngineEvent;
  readonly state: State;
  readonly commands: readonly Command[];
}

/** Above this number the tokens grow without bound. */
const mostKeys = 400;

/** Plays from the start, one event for each number, as long as an event is possible. All arguments are frozen. */
export function* turns(
  model: Model,
  picks: readonly number[],
  among: (model: Model, state: State | null) => readonly UntimedEvent[] = possible,
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
