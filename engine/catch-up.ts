// After suspension, and after canceling listeners: the kept events happen in their order.
import type { Command, Step } from './command.ts';
import type { EngineEvent } from './event.ts';
import type { State } from './state.ts';

/** @param take takes one step; events that have become stale change nothing */
export function catchUp(
  take: (state: State, event: EngineEvent) => Step<State>,
  resumed: State,
  commands: Command[],
  kept: readonly EngineEvent[],
  { at }: EngineEvent,
): Step<State> {
  let state = resumed;
  for (const event of kept) {
    const next = take(state, { ...event, at });
    state = next.state;
    commands.push(...next.commands);
  }
  return { state, commands };
}
