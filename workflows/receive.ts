// Temporal Signals to a running instance, each of which becomes an engine event; and its Queries.
import { defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import { describe, pendingTimers, type Thrower } from '../engine/index.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import { type CommittedState, queries } from '../protocol/queries.ts';
import {
  type BroadcastSignal,
  type ChildEnded,
  type ChildEscalated,
  type MessageSignal,
  signals,
} from '../protocol/signals.ts';
import type { Commands } from './commands.ts';
import type { Running } from './running.ts';

export function receive(running: Running, commands: Commands, isIdle: () => boolean): void {
  setHandler(defineSignal<[MessageSignal]>(signals.message), ({ key, messageId, variables, actor }) => {
    void running.enqueue({
      type: 'message',
      key,
      messageId,
      variables,
      commandId: messageId,
      ...(actor ? { actor } : {}),
    });
  });
  setHandler(defineSignal<[ChildEnded]>(signals.childEnded), (ended) => {
    if (ended.ok) void running.enqueue({ type: 'childDone', key: ended.key, variables: ended.variables });
    else {
      const { key, message, messageZh, errorCode, variables } = ended;
      void running.enqueue({
        type: 'childFailed',
        key,
        message,
        ...(messageZh ? { messageZh } : {}),
        ...(errorCode ? { errorCode } : {}),
        ...(variables ? { variables } : {}),
      });
    }
  });
  setHandler(defineSignal<[ChildEscalated]>(signals.childEscalated), (escalated) => {
    void running.enqueue({ type: 'childEscalated', ...escalated });
  });
  setHandler(defineSignal<[Thrower]>(signals.escalationAnswered), (thrower) => {
    void running.enqueue({ type: 'escalationAnswered', ...thrower });
  });
  setHandler(defineSignal<[{ reason: string }]>(signals.cancelCall), ({ reason }) => {
    running.isCallCanceled = true;
    void running.enqueue({ type: 'cancelled', reason });
  });
  setHandler(defineSignal<[BroadcastSignal]>(signals.broadcast), ({ id, signalName, variables }) => {
    void running.enqueue({ type: 'signal', name: signalName, variables, commandId: id });
  });
  setHandler(defineSignal<[TrainingClock]>(signals.setClock), (clock) => {
    running.input = { ...running.input, clock };
    if (!running.model || !running.state) return;
    const timers = pendingTimers(running.model, running.state);
    for (const timer of timers.sort((one, other) => one.due.localeCompare(other.due))) commands.startTimer(timer);
  });
  setHandler(defineQuery(queries.state), () =>
    running.model && running.committed
      ? ({
          ...describe(running.model, running.committed.state),
          step: running.committed.step,
          idle: isIdle(),
        } satisfies CommittedState)
      : null,
  );
  setHandler(defineQuery(queries.timeline), () => running.timeline);
}
