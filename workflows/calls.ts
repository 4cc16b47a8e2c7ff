// Runs called processes: in this workflow, or as child workflows where the model gives them a workflow of their own. A
// child reports to its caller by signal.
import {
  type ChildWorkflowOptions,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import { childId, hasOwnWorkflow, hostedId, workflowOf } from '../protocol/instance-id.ts';
import { startAttributes } from '../protocol/search-attributes.ts';
import { type CancelCall, type EscalationAnswered, signals } from '../protocol/signals.ts';
import type { StartInput } from '../protocol/start.ts';
import type { CalledProcess } from '../protocol/steps.ts';
import { failureOf } from './failure-of.ts';
import { local } from './local-activities.ts';
import type { CallProcess, Host, Running } from './running.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

interface Calls {
  start(command: CallProcess): void;
  cancel(command: Of<'cancelCall'>): void;
  answerEscalation(command: Of<'answerEscalation'>): void;
}

export function callsOf(running: Running): Calls {
  const { host, id } = running;
  const children = new Map<number, Promise<void>>();
  /** Called processes in this workflow; their turn to start may come later. */
  const asked = new Set<string>();
  const hosted = (callId: string): string | undefined => {
    const called = hostedId(id, callId);
    return asked.has(called) || host.instances.has(called) ? called : undefined;
  };
  return {
    start: (command) => {
      if (hasOwnWorkflow(command)) {
        const started = new Promise<void>((resolve) => {
          const take = async () => resolve((await startCalledChild(running, command)).started);
          host.turns.push({ type: 'other', take });
        });
        children.set(command.key, started);
        return;
      }
      asked.add(hostedId(id, command.callId));
      host.turns.push({ type: 'call', caller: running, command });
    },
    cancel: ({ callId, key, name: reason }) => {
      const called = hosted(callId);
      if (called) return void host.enqueue(called, { type: 'cancelled', reason }, { isByCaller: true });
      const instanceId = childId(id, callId);
      const cancel = () => workflow(instanceId).signal<[CancelCall]>(signals.cancelCall, { instanceId, reason });
      // The signal must wait for the start: a child that has not started cannot receive it.
      host.send((children.get(key) ?? Promise.resolve()).then(cancel));
    },
    answerEscalation: ({ callId, thrower }) => {
      const called = hosted(callId);
      if (called) return void host.enqueue(called, { type: 'escalationAnswered', ...thrower });
      const instanceId = childId(id, callId);
      const answer = { instanceId, ...thrower };
      host.send(workflow(instanceId).signal<[EscalationAnswered]>(signals.escalationAnswered, answer));
    },
  };
}

const workflow = (instanceId: string) => getExternalWorkflowHandle(workflowOf(instanceId));

/** @returns resolves when the child has started, or when that has failed */
async function startCalledChild(caller: Running, command: CallProcess): Promise<{ readonly started: Promise<void> }> {
  const { host } = caller;
  const failed = (error: unknown) => reportFailure(caller, command, error);
  try {
    const input = await inputOf(caller, command);
    const started = startWorkflow(host, childId(caller.id, command.callId), input, command.name).then(() => {}, failed);
    host.send(started);
    return { started };
  } catch (error) {
    failed(error);
    return { started: Promise.resolve() };
  }
}

async function inputOf(caller: Running, command: CallProcess): Promise<StartInput> {
  const model = await local.resolveModel(calledBy(caller, command));
  const { startElementId: _own, ...input } = caller.host.input;
  return { ...input, model, variables: command.variables, parent: { instanceId: caller.id, key: command.key } };
}

export const calledBy = ({ ref }: Running, { processId, versionTag, binding }: CallProcess): CalledProcess => ({
  processId,
  ...(versionTag === undefined ? {} : { versionTag }),
  ...(binding === 'deployment' ? { deployedWith: ref } : {}),
});

export function reportFailure({ host, id }: Running, { key }: CallProcess, error: unknown): void {
  void host.enqueue(id, { type: 'childFailed', key, ...failureOf(error) });
}

/** Starts a child workflow that is abandoned when the parent's run ends, so that it survives continue-as-new. */
export function startWorkflow(
  { shown }: Host,
  workflowId: string,
  input: StartInput,
  summary: string,
  options: Pick<ChildWorkflowOptions, 'workflowIdReusePolicy'> = {},
) {
  return startChild(input.model.processId, {
    ...options,
    workflowId,
    args: [input],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: summary,
    typedSearchAttributes: startAttributes(input, shown),
  });
}
