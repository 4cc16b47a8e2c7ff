// The engine's commands as Temporal primitives: job -> Temporal activity, timer -> durable timer, call -> child
// workflow, message -> signal. The step's transaction has already carried out the commands for the database.
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import { workflowOf } from '../protocol/instance-id.ts';
import { type BroadcastSignal, type MessageSignal, signals } from '../protocol/signals.ts';
import type { Committed } from '../protocol/steps.ts';
import { type AgencyJobs, agencyJobsOf } from './agency-jobs.ts';
import { callsOf, startWorkflow } from './calls.ts';
import { reportToCaller } from './parent.ts';
import type { Running } from './running.ts';
import { type Timers, timersOf } from './timers.ts';

export interface Commands {
  /** Does not wait, because every promise of a workflow costs a stack trace. */
  carryOut(issued: readonly Command[], committed: Committed, at: string): void;
  readonly startTimer: Timers['start'];
  readonly runAgencyJob: AgencyJobs['run'];
  readonly openJobs: AgencyJobs['open'];
}

/** Registers something that is being sent. The caller does not wait for it; the run ends only after it has arrived. */
export type Send = (sending: Promise<unknown>) => void;

export function commandsOf(running: Running): Commands {
  const timers = timersOf(running);
  const jobs = agencyJobsOf(running);
  const calls = callsOf(running);

  const carryOutCommand = (command: Command, at: string): void => {
    switch (command.type) {
      case 'startTimer':
        return timers.start(command);
      case 'cancelTimer':
        return timers.cancel(command.key);
      case 'runJob':
        return command.jobType.startsWith('db:') ? undefined : jobs.run(command, at);
      case 'cancelJob':
        return jobs.cancel(command.key);
      case 'callProcess':
        return calls.start(command);
      case 'cancelCall':
        return calls.cancel(command);
      case 'answerEscalation':
        return calls.answerEscalation(command);
      case 'escalate':
      case 'complete':
      case 'fail':
        return reportToCaller(running, command);
      default:
        return;
    }
  };

  return {
    carryOut: (issued, committed, at) => {
      for (const command of issued) carryOutCommand(command, at);
      sendDeliveries(running, committed);
    },
    startTimer: timers.start,
    runAgencyJob: jobs.run,
    openJobs: jobs.open,
  };
}

/**
 * Sends messages and signals to the instances that the commit found subscribed, and starts the instances that the
 * commit decided on.
 */
function sendDeliveries({ id, step, host }: Running, { deliveries, signals: broadcasts, starts }: Committed): void {
  const { workflowId: own } = workflowInfo();
  for (const { workflowId: instanceId, ...message } of deliveries) {
    const { key, messageId, variables } = message;
    const workflowId = workflowOf(instanceId);
    if (workflowId === own)
      void host.enqueue(instanceId, { type: 'message', key, messageId, variables, commandId: messageId });
    else {
      const to = getExternalWorkflowHandle(workflowId);
      host.send(to.signal<[MessageSignal]>(signals.message, { instanceId, ...message }));
    }
  }
  for (const { workflowId: instanceId, signalName, variables } of broadcasts) {
    const signal = { instanceId, id: `${id}/${step}/${signalName}`, signalName, variables };
    const workflowId = workflowOf(instanceId);
    if (workflowId === own)
      void host.enqueue(instanceId, { type: 'signal', name: signalName, variables, commandId: signal.id });
    else {
      const to = getExternalWorkflowHandle(workflowId);
      host.send(to.signal<[BroadcastSignal]>(signals.broadcast, signal));
    }
  }
  // The sweeper (api/sweeper.ts) may have started the instance before, and it may have ended since.
  for (const { workflowId, input } of starts)
    host.send(startWorkflow(host, workflowId, input, input.caseNumber, { workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
}
