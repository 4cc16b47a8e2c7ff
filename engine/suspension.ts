// Suspension: nothing moves until a person resumes the instance; events that arrive meanwhile are kept in their order.
import type { Step } from './command.ts';
import type { EngineEvent } from './event.ts';
import { remembered, type State } from './state.ts';

export const passesSuspension = new Set<EngineEvent['type']>(['resumed', 'cancelled', 'variablesSet']);

/** Keeps a fired timer, a message or a result until the instance continues; a repetition is not kept twice. */
export function postpone(state: State, until: 'suspended' | 'canceling', event: EngineEvent): Step<State> {
  const { kept } = state[until]!;
  const isSame = (one: EngineEvent) =>
    one.type === event.type &&
    'key' in one &&
    'key' in event &&
    one.key === event.key &&
    !severalOfOneCall.has(one.type);
  if (kept.some(isSame)) return { state, commands: [] };
  const commandIds = remembered(state.commandIds, event.commandId);
  const waiting = { ...state[until], kept: [...kept, withoutId(event)] };
  return { state: { ...state, [until]: waiting, commandIds }, commands: [] };
}

const severalOfOneCall = new Set<EngineEvent['type']>(['childEscalated', 'escalationAnswered']);

/** The event without its id, which is remembered already: when the event happens it must not look like a repetition. */
export function withoutId(event: EngineEvent): EngineEvent {
  const { commandId: _known, ...bare } = event;
  return bare as EngineEvent;
}
