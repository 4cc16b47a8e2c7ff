// From one run of the workflow to the next (Temporal's continue-as-new), and the end of the last run.
import { allHandlersFinished, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import { type Command, pendingTimers, refusalOfEnded, type State, type Variables } from '../engine/index.ts';
import { legalNow } from './clock.ts';
import type { Commands } from './commands.ts';
import type { runProcess } from './run-process.ts';
import type { Running } from './running.ts';
import { show, type TimelineLine } from './visibility.ts';

/** The part of an instance that one run hands to the next. */
export interface Carried {
  readonly state: State;
  readonly step: number;
  readonly jobs: readonly Extract<Command, { type: 'runJob' }>[];
  readonly timeline: readonly TimelineLine[];
}

/** Events in a run's history. */
const longestHistory = 2000;

export const isLong = (): boolean =>
  workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longestHistory;

/** Returns only if an event has arrived meanwhile. */
export async function continueAsNew(running: Running, commands: Commands): Promise<void> {
  await commands.settled();
  await condition(allHandlersFinished);
  if (running.queue.length > 0) return;
  const { workflowType } = workflowInfo();
  const next = makeContinueAsNewFunc<typeof runProcess>({ workflowType });
  await next(running.input, {
    state: running.state!,
    step: running.step,
    jobs: commands.openJobs(),
    timeline: running.timeline,
  });
}

/** Timers and agency jobs of the run before start anew; an agency recognizes a repeated request by its key. */
export function resume(running: Running, commands: Commands, { jobs }: Carried): void {
  for (const timer of pendingTimers(running.model!, running.state!)) commands.startTimer(timer);
  for (const job of jobs) commands.runAgencyJob(job, legalNow(running.input));
  show(running, [], false);
}

export async function end(running: Running, commands: Commands): Promise<Variables> {
  for (const { settle } of running.queue.splice(0)) settle(refusalOfEnded(running.state!));
  // Each promise of a workflow costs a stack trace, and mostly there is nothing to wait for.
  if (!commands.isSettled()) await commands.settled();
  if (!allHandlersFinished()) await condition(allHandlersFinished);
  return { status: running.state!.status };
}
