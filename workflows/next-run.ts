// From one run of the workflow to the next (Temporal's continue-as-new), and the end of the last run.
import { allHandlersFinished, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import { type Command, pendingTimers, requireKnownVersion, type State, type Variables } from '../engine/index.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import { type LoadedModel, modelKey } from '../protocol/steps.ts';
import { legalNow } from './clock.ts';
import { rootId, settled } from './host.ts';
import { newRunning } from './hosting.ts';
import { local } from './local-activities.ts';
import type { runProcess } from './run-process.ts';
import type { Host, Unknown } from './running.ts';
import { carriedLines, type TimelineLine } from './timeline.ts';
import type { Waiting } from './visibility.ts';

/** The part of the hosted instances that one run passes to the next. */
export interface Carried {
  readonly instances: readonly CarriedInstance[];
  /** The last lines. */
  readonly timeline: readonly TimelineLine[];
  readonly waits: readonly Waiting[];
  /** Events for instances whose start is still to be repeated: their step was committed before the worker died. */
  readonly unknown: readonly Pick<Unknown, 'instanceId' | 'untimed' | 'isByCaller'>[];
}

interface CarriedInstance {
  readonly id: string;
  readonly ref: ModelRef;
  readonly parent?: NonNullable<StartInput['parent']>;
  readonly state: State;
  readonly step: number;
  /** Agency jobs that have no result yet. */
  readonly jobs: readonly Extract<Command, { type: 'runJob' }>[];
}

/** Events in a run's history, beside those with which timers and jobs of the run before start again. */
const longestHistory = 250;

/** Tells whether the run's history is long enough for continue-as-new. */
export const isLong = ({ startedAgain }: Host): boolean =>
  workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longestHistory + startedAgain;

/** Continues as a new run; returns only if an event has arrived meanwhile. */
export async function continueAsNew(host: Host): Promise<void> {
  if (!(await isThrough(host))) return;
  const { workflowType } = workflowInfo();
  const next = makeContinueAsNewFunc<typeof runProcess>({ workflowType });
  await next(host.input, {
    instances: [...host.instances.values()].map(({ id, ref, parent, state, step, commands }) => ({
      id,
      ref,
      ...(parent ? { parent } : {}),
      state: state!,
      step,
      jobs: commands.openJobs(),
    })),
    timeline: host.timeline.slice(-carriedLines),
    waits: host.waits,
    unknown: host.unknown.map(({ settle: _handled, ...event }) => event),
  });
}

/** Starts the timers and agency jobs of the run before again; an agency recognizes a repeated request by its key. */
export async function resume(host: Host, { instances, timeline, waits, unknown }: Carried): Promise<void> {
  const models = new Map<string, Promise<LoadedModel>>();
  const load = (ref: ModelRef): Promise<LoadedModel> => {
    const key = `${ref.processId}/${ref.version}/${ref.hash}`;
    const model = models.get(key) ?? local.loadModel(ref);
    models.set(key, model);
    return model;
  };
  host.timeline = timeline;
  host.waits = waits;
  for (const { id, ref, parent, state, step, jobs } of instances) {
    requireKnownVersion(state);
    const running = newRunning(host, id, ref, parent);
    const model = await load(ref);
    host.models.set(modelKey(ref, model.parameters), model);
    Object.assign(running, { model, state, step, committed: { state, step } });
    const timers = pendingTimers(model, state);
    host.startedAgain += timers.length + jobs.length;
    for (const timer of timers) running.commands.startTimer(timer);
    for (const job of jobs) running.commands.runAgencyJob(job, legalNow(host.input));
    host.begin(running);
  }
  for (const { instanceId, untimed, ...options } of unknown) void host.enqueue(instanceId, untimed, options);
}

/** Ends the last run; undefined if an event has arrived meanwhile. */
export async function end(host: Host): Promise<Variables | undefined> {
  if (!(await isThrough(host))) return undefined;
  return { status: host.instances.get(rootId())!.state!.status };
}

/**
 * Waits until everything sent has arrived and every handler has finished; false if an event has arrived meanwhile,
 * whose handler may wait for its step.
 */
async function isThrough(host: Host): Promise<boolean> {
  const isOver = () => host.turns.length > 0 || allHandlersFinished();
  host.isEnding = true;
  // Checked first, because each promise of a workflow costs a stack trace and there is mostly nothing to wait for.
  if (host.underway.size > 0) await settled(host);
  if (!isOver()) await condition(isOver);
  host.isEnding = false;
  return host.turns.length === 0;
}
