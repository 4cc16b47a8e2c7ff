// Plays a model on the engine and in the token game at the same time, and reports the first difference.
import { describe, type EngineEvent, type Model, type State, step, type UntimedEvent } from '../../../engine/index.ts';
import type { Marking } from './marking.ts';
import type { Net } from './net.ts';
import { netOf } from './net-of.ts';
import { begin, complete, fail, happen, isOver, TooMuch, waiting } from './token-game.ts';

const at = '2026-03-02T01:00:00.000Z';

/** The possible next events, as the engine's events and as the token game's moves. */
interface Move {
  readonly event: UntimedEvent;
  readonly follow: (markings: readonly Marking[]) => readonly Marking[];
}

/** Names of all that waits: tasks, and events. An event sub-process appears under its own name. */
function waitingIn(
  { graph }: Model,
  state: State,
): { readonly key: number; readonly id: string; readonly type: 'task' | 'job' | 'timer' | 'message' }[] {
  if (state.status !== 'active') return [];
  const { open, timers, messages } = describe({ graph } as Model, state);
  const nameOf = (id: string) => (graph.elements[id]!.type === 'startEvent' ? graph.elements[id]!.scope! : id);
  return [
    ...open.flatMap(({ key, elementId, awaits }) =>
      awaits === 'task' || awaits === 'job' ? [{ key, id: elementId, type: awaits }] : [],
    ),
    ...timers.map(({ key, elementId }) => ({ key, id: nameOf(elementId), type: 'timer' as const })),
    ...messages.map(({ key, elementId }) => ({ key, id: nameOf(elementId), type: 'message' as const })),
  ];
}

function moveOf(net: Net, { key, id, type }: ReturnType<typeof waitingIn>[number], number: number): Move {
  if (type === 'timer') return { event: { type: 'timerFired', key }, follow: (all) => happen(net, all, id) };
  if (type === 'message')
    return {
      event: { type: 'message', key, messageId: `${key}`, variables: {} },
      follow: (all) => happen(net, all, id),
    };
  if (type === 'job' && number % 3 === 0)
    return {
      event: { type: 'jobFailed', key, message: 'failed', errorCode: 'a' },
      follow: (all) => fail(net, all, id, 'a'),
    };
  return {
    event: { type: type === 'task' ? 'taskCompleted' : 'jobDone', key, variables: { pick: number } },
    follow: (all) => complete(net, all, id, number),
  };
}

type Choice = readonly [choice: number, number: number];

export interface Agreement {
  readonly moves: number;
  /** The events that the engine waits for, and those that it could wait for by the specification. */
  readonly difference?: { readonly engine: readonly string[]; readonly specification: readonly (readonly string[])[] };
}

/** @param choices selects each next event, and the number that conditions read then */
export function playBoth(model: Model, choices: readonly Choice[]): Agreement {
  let moves = 0;
  try {
    for (const difference of comparisons(model, choices)) {
      if (difference) return { moves, difference };
      moves++;
    }
  } catch (failure) {
    if (!(failure instanceof TooMuch)) throw failure;
  }
  return { moves };
}

/** Returns undefined as long as both agree. */
function* comparisons(model: Model, choices: readonly Choice[]): Generator<Agreement['difference']> {
  const net = netOf(model.graph);
  const happens = (state: State | null, event: UntimedEvent) =>
    step(model, state, { ...event, at } as EngineEvent).state;
  let state = happens(null, { type: 'started', variables: { pick: 0 } });
  let markings = begin(net, 0);
  for (const next of [...choices, undefined]) {
    const waits = waitingIn(model, state);
    const engine = waits.map(({ id }) => id).sort();
    const isOne = (marking: Marking) =>
      isOver(marking) === (state.status === 'completed') && String(waiting(net, marking)) === String(engine);
    const agreeing = markings.filter(isOne);
    if (agreeing.length === 0) yield { engine, specification: markings.map((marking) => waiting(net, marking)) };
    if (waits.length === 0 || !next) return;
    const [choice, number] = next;
    const { event, follow } = moveOf(net, waits[choice % waits.length]!, number);
    state = happens(state, event);
    markings = follow(agreeing);
    yield undefined;
  }
}
