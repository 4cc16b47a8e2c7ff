// The workflow that hosts process instances: whose event it is, in what order they take their steps, and when nothing
// is under way.
import { workflowInfo } from '@temporalio/workflow';
import { hasCalled, refusalOfEnded } from '../engine/index.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import { commandsOf } from './commands.ts';
import type { Host, Queued, Running } from './running.ts';
import { takeStep } from './take-step.ts';
import { shownAtStart } from './visibility.ts';

/** An event whose instance the workflow does not know: it has ended, or starts in a later turn. */
interface Unknown extends Queued {
  readonly instanceId: string;
}

export function newHost(input: StartInput): Host {
  const underway = new Set<Promise<unknown>>();
  const unknown: Unknown[] = [];
  const host: Host = {
    input,
    instances: new Map(),
    turns: [],
    isBusy: true,
    timeline: [],
    waits: [],
    shown: shownAtStart(),
    deadlineAsOf: 0,
    written: shownAtStart(),
    underway,
    wake: () => {},
    send: (sending) => {
      const done = sending.catch(() => {}).finally(() => underway.delete(done));
      underway.add(done);
    },
    enqueue: (instanceId, untimed, options) =>
      new Promise((settle) => {
        const queued: Queued = { untimed, settle, ...options };
        const running = host.instances.get(instanceId);
        if (running) queue(running, queued);
        else unknown.push({ ...queued, instanceId });
        host.wake();
      }),
    begin: (running) => {
      host.instances.set(running.id, running);
      for (const { instanceId, ...queued } of unknown.splice(0))
        if (instanceId === running.id) queue(running, queued);
        else unknown.push({ instanceId, ...queued });
    },
    refuseEnded: () => {
      for (const event of unknown.splice(0))
        if (hasEnded(host, event.instanceId)) event.settle(refusalOfEnded({ status: 'completed' }));
        else unknown.push(event);
    },
  };
  return host;
}

export function newRunning(host: Host, id: string, ref: ModelRef, parent: StartInput['parent']): Running {
  const running: Omit<Running, 'commands'> = {
    id,
    host,
    ref,
    parent,
    model: undefined,
    state: null,
    committed: null,
    step: 0,
    queue: [],
    isCallCanceled: false,
  };
  return Object.assign(running, { commands: commandsOf(running as Running) });
}

/**
 * Tells whether an instance that is not among the host's has ended. Otherwise the step that calls it comes later: it was
 * committed before the worker died, and is repeated.
 */
export function hasEnded({ instances }: Host, id: string): boolean {
  const caller = id.slice(0, id.lastIndexOf(':'));
  if (caller === '') return true;
  const state = instances.get(caller)?.state;
  return state ? hasCalled(state, id.slice(caller.length + 1)) : hasEnded({ instances } as Host, caller);
}

/** Id of the instance that the workflow was started for. */
export const rootId = (): string => workflowInfo().workflowId;

/** Adds the event and a turn for it. */
export function queue(running: Running, queued: Queued): void {
  running.queue.push(queued);
  addTurn(running);
}

export function addTurn(running: Running): void {
  running.host.turns.push(() => takeStep(running));
}

export const isIdle = (host: Host): boolean => host.turns.length === 0 && !host.isBusy && host.underway.size === 0;

/** Resolves when everything sent has arrived; timers and jobs may still be open. */
export async function settled({ underway }: Host): Promise<void> {
  while (underway.size > 0) await Promise.all(underway);
}
