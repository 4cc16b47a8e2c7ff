// The workflow that hosts process instances: in what order they take their steps, whose event it is, and when nothing
// is under way.
import { workflowInfo } from '@temporalio/workflow';
import { hasCalled } from '../engine/index.ts';
import type { Host, Queued, Running } from './running.ts';

/**
 * Tells whether an instance that is not among the host's has ended. Otherwise the step that calls it comes later: it
 * was committed before the worker died, and is repeated.
 */
export function hasEnded(host: Host, id: string): boolean {
  const end = id.lastIndexOf(':');
  if (end < 0) return host.instances.size > 0;
  const caller = id.slice(0, end);
  const state = host.instances.get(caller)?.state;
  return state ? hasCalled(state, id.slice(end + 1)) : hasEnded(host, caller);
}

/** Id of the instance that the workflow was started for. */
export const rootId = (): string => workflowInfo().workflowId;

/** Adds the event and a turn for it. */
export function queue(running: Running, queued: Queued): void {
  running.queue.push(queued);
  addTurn(running);
}

export function addTurn(running: Running): void {
  running.host.turns.push({ type: 'step', running });
}

export const isIdle = (host: Host): boolean => host.turns.length === 0 && !host.isBusy && host.underway.size === 0;

/** Resolves when everything sent has arrived; timers and jobs may still be open. */
export async function settled({ underway }: Host): Promise<void> {
  while (underway.size > 0) await Promise.all(underway);
}
