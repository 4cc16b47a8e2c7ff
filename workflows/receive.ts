// Temporal Signals to the workflow, each of which becomes an event of an instance; and its Queries.
import { defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import { describe, pendingTimers } from '../engine/index.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import { type CommittedState, type HostProgress, type InstanceProgress, queries } from '../protocol/queries.ts';
import {
  type BroadcastSignal,
  type CancelCall,
  type ChildReport,
  type EscalationAnswered,
  type MessageSignal,
  signals,
} from '../protocol/signals.ts';
import type { NextDeadline } from '../protocol/steps.ts';
import { isIdle, rootId } from './host.ts';
import type { Host } from './running.ts';
import { noteDeadline } from './visibility.ts';

export function receive(host: Host): void {
  setHandler(
    defineSignal<[MessageSignal]>(signals.message),
    ({ instanceId, key, messageId, variables, actor }) =>
      void host.enqueue(instanceId ?? rootId(), {
        type: 'message',
        key,
        messageId,
        variables,
        commandId: messageId,
        ...(actor ? { actor } : {}),
      }),
  );
  setHandler(
    defineSignal<[ChildReport]>(signals.childReport),
    ({ instanceId, event }) => void host.enqueue(instanceId ?? rootId(), event),
  );
  setHandler(
    defineSignal<[EscalationAnswered]>(signals.escalationAnswered),
    ({ instanceId, ...thrower }) =>
      void host.enqueue(instanceId ?? rootId(), { type: 'escalationAnswered', ...thrower }),
  );
  setHandler(
    defineSignal<[CancelCall]>(signals.cancelCall),
    ({ instanceId, reason }) =>
      void host.enqueue(instanceId ?? rootId(), { type: 'cancelled', reason }, { isByCaller: true }),
  );
  setHandler(
    defineSignal<[BroadcastSignal]>(signals.broadcast),
    ({ instanceId, id, signalName, variables }) =>
      void host.enqueue(instanceId ?? rootId(), { type: 'signal', name: signalName, variables, commandId: id }),
  );
  setHandler(defineSignal<[NextDeadline]>(signals.nextDeadline), (next) => {
    noteDeadline(host, next);
    host.wake();
  });
  setHandler(defineSignal<[TrainingClock]>(signals.setClock), (clock) => setClock(host, clock));
  setHandler(defineQuery(queries.state), (instanceId = rootId()) => {
    const { model, committed } = host.instances.get(instanceId) ?? {};
    return model && committed
      ? ({
          ...describe(model, committed.state),
          step: committed.step,
          idle: isIdle(host),
        } satisfies CommittedState)
      : null;
  });
  setHandler(defineQuery(queries.progress), () => progressOf(host));
  setHandler(defineQuery(queries.timeline), () => host.timeline);
}

function progressOf(host: Host): HostProgress {
  const instances = [...host.instances.values()].flatMap(({ id, model, committed }): InstanceProgress[] => {
    if (!model || !committed) return [];
    const { open, timers, incidents } = describe(model, committed.state);
    const isFailed = (key: number) => incidents.some((incident) => incident.key === key);
    const isWorking = open.some(({ awaits, key }) => awaits === 'job' && !isFailed(key));
    // A call that has failed to start, or to end well, waits for a person.
    const calls = open.flatMap(({ callId, key }) => (callId === undefined || isFailed(key) ? [] : [callId]));
    return [{ id, step: committed.step, isWorking, calls, due: timers.map(({ due }) => due).sort()[0] ?? null }];
  });
  return { idle: isIdle(host), instances };
}

function setClock(host: Host, clock: TrainingClock): void {
  host.input = { ...host.input, clock };
  const timers = [...host.instances.values()].flatMap(({ model, state, commands }) =>
    model && state ? pendingTimers(model, state).map((timer) => ({ ...timer, commands })) : [],
  );
  for (const { commands, ...timer } of timers.sort((one, other) => one.due.localeCompare(other.due)))
    commands.startTimer(timer);
}
