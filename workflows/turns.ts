// Takes the turns of a workflow.
import { hostedId } from '../protocol/instance-id.ts';
import { calledBy, reportFailure } from './calls.ts';
import { newRunning } from './hosting.ts';
import type { CallProcess, Running, Turn } from './running.ts';
import { startCalled, takeStep } from './take-step.ts';

export function take(turn: Turn): Promise<void> {
  switch (turn.type) {
    case 'step':
      return takeStep(turn.running);
    case 'call':
      return startHosted(turn.caller, turn.command);
    case 'other':
      return turn.take();
    default:
      return turn satisfies never;
  }
}

async function startHosted(caller: Running, command: CallProcess): Promise<void> {
  const { host, id, ref } = caller;
  const called = newRunning(host, hostedId(id, command.callId), ref, { instanceId: id, key: command.key });
  try {
    await startCalled(called, command.variables, calledBy(caller, command));
  } catch (error) {
    reportFailure(caller, command, error);
  }
}
