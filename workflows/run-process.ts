// The one workflow: it takes events (updates, signals, timers, results), hands them to the engine one at a time,
// commits the step, and carries out the engine's commands as Temporal primitives. It hosts the process instance that it
// was started for and the processes called in it. It knows nothing of enforcement law.
import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { Variables } from '../engine/index.ts';
import type { StartInput } from '../protocol/start.ts';
import { newHost, newRunning } from './hosting.ts';
import { type Carried, continueAsNew, end, isLong, resume } from './next-run.ts';
import { receive } from './receive.ts';
import type { Host } from './running.ts';
import { startInstance } from './take-step.ts';
import { take } from './turns.ts';
import { handleUpdates } from './updates.ts';
import { updateVisibility } from './visibility.ts';

/**
 * Runs a process instance and those that it calls. Temporal's cancellation becomes an engine event, so that the case
 * ends by its own rules and finishes work under way.
 */
export function runProcess(input: StartInput, before?: Carried): Promise<Variables> {
  const { cancelRequested } = CancellationScope.current();
  return CancellationScope.nonCancellable(() => run(input, before, cancelRequested));
}

async function run(
  input: StartInput,
  carried: Carried | undefined,
  cancelRequested: Promise<never>,
): Promise<Variables> {
  const { workflowId } = workflowInfo();
  const host = newHost(input);
  cancelRequested.catch(() => host.enqueue(workflowId, { type: 'cancelled', reason: 'Temporal' }));
  receive(host);
  handleUpdates(host);

  if (carried) await resume(host, carried);
  else {
    const root = newRunning(host, workflowId, input.model, input.parent);
    await startInstance(root, input);
  }

  host.isBusy = false;
  for (;;) {
    const turn = host.turns.shift();
    if (turn) {
      host.isBusy = true;
      await take(turn);
      host.isBusy = false;
      continue;
    }
    const outcome = await atRest(host);
    if (outcome) return outcome;
  }
}

/** Nothing is to be done now: ends, continues as a new run, or waits for the next event. */
async function atRest(host: Host): Promise<Variables | undefined> {
  updateVisibility(host);
  host.refuseEnded();
  if ([...host.instances.values()].every(({ state }) => state?.status !== 'active')) return end(host);
  if (isLong(host)) await continueAsNew(host);
  // A plain promise instead of a Temporal condition, which Temporal would evaluate after every turn.
  if (host.turns.length === 0)
    await new Promise<void>((resolve) => {
      host.wake = resolve;
    });
  return undefined;
}
