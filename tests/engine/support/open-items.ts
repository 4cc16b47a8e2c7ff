// Everything that the commands have opened and not closed, as the shell records it. Tests compare it with what the
// state waits for.
import { type Command, describe, type EngineEvent, type Model, type State } from '../../../engine/index.ts';

type OpenItems = Map<string, Set<number>>;
type Kind = 'task' | 'job' | 'timer' | 'message' | 'incident';

const opens: { readonly [type: string]: Kind } = {
  openTask: 'task',
  runJob: 'job',
  startTimer: 'timer',
  subscribe: 'message',
  raiseIncident: 'incident',
};
const closes: { readonly [type: string]: Kind } = {
  closeTask: 'task',
  cancelJob: 'job',
  cancelTimer: 'timer',
  unsubscribe: 'message',
  resolveIncident: 'incident',
};
/** The entry that an event itself consumes. */
const uses: { readonly [type: string]: Kind } = { jobDone: 'job', jobFailed: 'job', timerFired: 'timer' };

export const noOpenItems = (): OpenItems => new Map();

/** @throws when something is opened twice, or closed without being open */
export function track(items: OpenItems, event: EngineEvent, commands: readonly Command[]): void {
  const of = (kind: Kind) => items.get(kind) ?? items.set(kind, new Set()).get(kind)!;
  const used = uses[event.type];
  if (used && 'key' in event) of(used).delete(event.key!);
  for (const command of commands) {
    if (!('key' in command)) continue;
    const { type, key } = command;
    if (opens[type]) {
      if (of(opens[type]).has(key)) throw new Error(`${type} ${key} twice`);
      of(opens[type]).add(key);
    }
    if (closes[type] && !of(closes[type]).delete(key)) throw new Error(`${type} ${key} is not open`);
  }
}

export const keysByKind = (items: OpenItems): object =>
  Object.fromEntries(
    (['task', 'job', 'timer', 'message', 'incident'] as const).map((kind) => [
      kind,
      [...(items.get(kind) ?? [])].sort(),
    ]),
  );

export function awaitedKeys(model: Model, state: State): object {
  const isOver = state.status !== 'active';
  const { open, timers, messages, incidents } = describe(model, state);
  const keys = (list: readonly { readonly key: number }[]) => (isOver ? [] : list.map(({ key }) => key).sort());
  return {
    task: keys(open.filter(({ awaits }) => awaits === 'task')),
    job: keys(open.filter(({ awaits }) => awaits === 'job')),
    timer: keys(timers),
    message: keys(messages),
    incident: keys(incidents),
  };
}
