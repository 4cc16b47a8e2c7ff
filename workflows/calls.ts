// Runs called processes as child workflows, which report to their caller by signal.
import {
  type ChildWorkflowOptions,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import { startAttributes } from '../protocol/search-attributes.ts';
import { signals } from '../protocol/signals.ts';
import type { StartInput } from '../protocol/start.ts';
import type { Send } from './commands.ts';
import { failureOf } from './failure-of.ts';
import { local } from './local-activities.ts';
import type { Running } from './running.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

interface Calls {
  start(command: Of<'callProcess'>): void;
  cancel(command: Of<'cancelCall'>): void;
  answerEscalation(command: Of<'answerEscalation'>): void;
}

export function callsOf(running: Running, send: Send): Calls {
  const starting = new Map<number, Promise<void>>();
  return {
    start: (command) => {
      const call = startProcess(running, command);
      starting.set(command.key, call);
      send(call);
    },
    cancel: (command) => {
      const child = calledBy(command);
      // The signal must wait for the start: a child that has not started cannot receive it.
      const started = starting.get(command.key) ?? Promise.resolve();
      send(started.then(() => child.signal(signals.cancelCall, { reason: command.name })));
    },
    answerEscalation: (command) => send(calledBy(command).signal(signals.escalationAnswered, command.thrower)),
  };
}

async function startProcess(running: Running, command: Of<'callProcess'>): Promise<void> {
  const { key, callId, processId, binding, versionTag, variables, name } = command;
  try {
    const deployedWith = binding === 'deployment' ? running.input.model : undefined;
    const model = await local.resolveModel(processId, versionTag, deployedWith);
    const { workflowId } = workflowInfo();
    const { startElementId: _own, ...input } = running.input;
    await startWorkflow(`${workflowId}/${callId}`, { ...input, model, variables, parent: { workflowId, key } }, name);
  } catch (error) {
    void running.enqueue({ type: 'childFailed', key, ...failureOf(error) });
  }
}

const calledBy = ({ callId }: Of<'cancelCall' | 'answerEscalation'>) =>
  getExternalWorkflowHandle(`${workflowInfo().workflowId}/${callId}`);

/** Starts a child workflow that is abandoned when the parent's run ends, so that it survives continue-as-new. */
export function startWorkflow(
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
    typedSearchAttributes: startAttributes(input),
  });
}
