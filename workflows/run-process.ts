// The one workflow: it takes events (updates, signals, timers, results), hands them to the engine one at a time,
// commits the step, and carries out the engine's commands as Temporal primitives. It knows nothing of enforcement law.
import { CancellationScope } from '@temporalio/workflow';
import { refusalOfEnded, requireKnownVersion, type Variables } from '../engine/index.ts';
import type { StartInput } from '../protocol/start.ts';
import { type Commands, commandsOf } from './commands.ts';
import { local } from './local-activities.ts';
import { type Carried, continueAsNew, end, isLong, resume } from './next-run.ts';
import { receive } from './receive.ts';
import type { Running } from './running.ts';
import { startInstance, takeStep } from './take-step.ts';
import { handleUpdates } from './updates.ts';

/**
 * Runs a process instance. Temporal's cancellation becomes an engine event, so that the case ends by its own rules and
 * finishes work under way.
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
  if (carried) requireKnownVersion(carried.state);
  let wake = () => {};
  let hasEnded = false;
  const running: Running = {
    input,
    model: undefined,
    state: carried?.state ?? null,
    committed: carried ? { state: carried.state, step: carried.step } : null,
    step: carried?.step ?? 0,
    timeline: carried?.timeline ?? [],
    queue: [],
    isBusy: false,
    isCallCanceled: false,
    enqueue: (untimed, migration) =>
      new Promise((settle) => {
        if (hasEnded) return settle(refusalOfEnded(running.state!));
        running.queue.push({ untimed, settle, ...(migration ? { migration } : {}) });
        wake();
      }),
  };
  cancelRequested.catch(() => running.enqueue({ type: 'cancelled', reason: 'Temporal' }));
  const commands = commandsOf(running);
  receive(running, commands, () => isIdle(running, commands));
  handleUpdates(running);

  if (carried) {
    running.model = await local.loadModel(input.model);
    resume(running, commands, carried);
  } else await startInstance(running, commands);

  for (;;) {
    if (running.state && running.state.status !== 'active') {
      hasEnded = true;
      return end(running, commands);
    }
    if (running.queue.length === 0 && isLong()) await continueAsNew(running, commands);
    // A plain promise instead of a Temporal condition, which Temporal would evaluate after every turn.
    if (running.queue.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    await takeStep(running, commands, running.queue.shift()!);
  }
}

const isIdle = ({ queue, isBusy }: Running, commands: Commands): boolean =>
  queue.length === 0 && !isBusy && commands.isSettled();
