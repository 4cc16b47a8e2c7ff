// Runs the engine's timers as Temporal's durable timers.
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import { waitUntil } from '../protocol/legal-time.ts';
import { temporalNow } from './clock.ts';
import type { Running } from './running.ts';

type StartTimer = Pick<Extract<Command, { type: 'startTimer' }>, 'key' | 'due' | 'name'>;

export interface Timers {
  /** Starts a timer; a timer with the same key is replaced. */
  start(timer: StartTimer): void;
  cancel(key: number): void;
}

export function timersOf(running: Running): Timers {
  const scopes = new Map<number, CancellationScope>();
  const cancel = (key: number): void => {
    scopes.get(key)?.cancel();
    scopes.delete(key);
  };
  const fire = (key: number): void => {
    scopes.delete(key);
    void running.host.enqueue(running.id, { type: 'timerFired', key });
  };
  const start = ({ key, due, name }: StartTimer): void => {
    cancel(key);
    const wait = waitUntil(due, temporalNow(), running.host.input.clock);
    if (wait === 0) return fire(key);
    const scope = new CancellationScope();
    scopes.set(key, scope);
    scope
      .run(() => sleep(wait, { summary: name }))
      .then(
        () => fire(key),
        (error) => {
          if (!isCancellation(error)) throw error;
        },
      );
  };
  return { start, cancel };
}
