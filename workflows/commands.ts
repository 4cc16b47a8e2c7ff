// The engine's commands as Temporal primitives: job -> Temporal activity, timer -> durable timer, call -> child
// workflow, message -> signal. The step's transaction has already carried out the commands for the database.
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
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
  /** Resolves when everything sent has arrived; timers and jobs may still be open. */
  settled(): Promise<void>;
  isSettled(): boolean;
}

/** Registers something that is being sent. The caller does not wait for it; the run ends only after it has arrived. */
export type Send = (sending: Promise<unknown>) => void;

export function commandsOf(running: Running): Commands {
  const underway = new Set<Promise<unknown>>();
  const send: Send = (sending) => {
    const done = sending.catch(() => {}).finally(() => underway.delete(done));
    underway.add(done);
  };
  const timers = timersOf(running);
  const jobs = agencyJobsOf(running);
  const calls = callsOf(running, send);

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
        return reportToCaller(running, send, command);
      default:
        return;
    }
  };

  return {
    carryOut: (issued, committed, at) => {
      for (const command of issued) carryOutCommand(command, at);
      sendDeliveries(running, send, committed);
    },
    startTimer: timers.start,
    runAgencyJob: jobs.run,
    openJobs: jobs.open,
    settled: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
    isSettled: () => underway.size === 0,
  };
}

/**
 * Sends messages and signals to the instances that the commit found subscribed, and starts the instances that the
 * commit decided on.
 */
function sendDeliveries(running: Running, send: Send, committed: Committed): void {
  for (const { workflowId, ...message } of committed.deliveries) {
    send(getExternalWorkflowHandle(workflowId).signal<[MessageSignal]>(signals.message, message));
  }
  for (const { workflowId, signalName, variables } of committed.signals) {
    const id = `${workflowInfo().workflowId}/${running.step}/${signalName}`;
    const subscriber = getExternalWorkflowHandle(workflowId);
    send(subscriber.signal<[BroadcastSignal]>(signals.broadcast, { id, signalName, variables }));
  }
  // The sweeper (api/sweeper.ts) may have started the instance before, and it may have ended since.
  for (const { workflowId, input } of committed.starts)
    send(startWorkflow(workflowId, input, input.caseNumber, { workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
}
