// From one run of the workflow to the next (Temporal's continue-as-new), and the end of the last run.
import { allHandlersFinished, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import { type Command, pendingTimers, refusalOfEnded, type State, type Variables } from '../engine/index.ts';
import { legalNow } from './clock.ts';
import type { Commands } from './commands.ts';
import type { runProcess } from './run-process.ts';
import type { Running } from './running.ts';
import { type TimelineLine, updateVisibility } from './visibility.ts';

/** The part of an instance that one run passes to the next. */
export interface Carried {
  readonly state: State;
  readonly step: number;
  readonly jobs: readonly Extract<Command, { type: 'runJob' }>[];
  readonly timeline: readonly TimelineLine[];
}

/** Events in a run's history. */
const longestHistory = 2000;

/** Tells whether the run's history is long enough for continue-as-new. */
export const isLong = (): boolean =>
  workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longestHistory;

/** Continues as a new run; returns only if an event has arrived meanwhile. */
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

/** Starts the timers and agency jobs of the run before again; an agency recognizes a repeated request by its key. */
export function resume(running: Running, commands: Commands, { jobs }: Carried): void {
  for (const timer of pendingTimers(running.model!, running.state!)) commands.startTimer(timer);
  for (const job of jobs) commands.runAgencyJob(job, legalNow(running.input));
  updateVisibility(running, [], false);
}

/** Ends the run: refuses queued events, then waits for everything sent and for open handlers. */
export async function end(running: Running, commands: Commands): Promise<Variables> {
  for (const { settle } of running.queue.splice(0)) settle(refusalOfEnded(running.state!));
  // Checked first, because each promise of a workflow costs a stack trace and there is mostly nothing to wait for.
  if (!commands.isSettled()) await commands.settled();
  if (!allHandlersFinished()) await condition(allHandlersFinished);
  return { status: running.state!.status };
}
