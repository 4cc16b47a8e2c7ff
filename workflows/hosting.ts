// A new host and its instances.
import { refusalOfEnded } from '../engine/index.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import { commandsOf } from './commands.ts';
import { hasEnded, queue } from './host.ts';
import type { Host, Queued, Running } from './running.ts';
import { shownAtStart } from './visibility.ts';

export function newHost(input: StartInput): Host {
  const underway = new Set<Promise<unknown>>();
  const unknown: Host['unknown'] = [];
  const host: Host = {
    input,
    instances: new Map(),
    unknown,
    turns: [],
    models: new Map(),
    isBusy: true,
    isEnding: false,
    startedAgain: 0,
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
