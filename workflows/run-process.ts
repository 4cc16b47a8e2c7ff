// The one workflow: it takes what happens (updates, signals, timers, results), hands it to the engine one event at a time,
// stores the step, and carries out the engine's commands by Temporal's means. Nothing of enforcement law.
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { LocalActivities, StepStored } from '../activities/contract.ts';
import { outcomesOf } from '../activities/outcomes.ts';
import {
  type Command,
  type EngineEvent,
  type Happening,
  migrate,
  pendingTimers,
  refusal,
  refusalsOfMigration,
  type State,
  type Step,
  step,
  upgrade,
  type Variables,
} from '../engine/index.ts';
import { legalTime, temporalNow } from './clock.ts';
import { type Commands, commandsOf } from './commands.ts';
import type { Refusal, StartInput } from './contract.ts';
import { receive } from './receive.ts';
import { isFromBefore, type Migration, type Running } from './running.ts';
import { handleUpdates } from './updates.ts';
import { show, type TimelineLine, timelineOf } from './visibility.ts';

/** What a run hands to the next one. */
export interface Carried {
  readonly state: State;
  readonly step: number;
  readonly jobs: readonly Extract<Command, { type: 'runJob' }>[];
  readonly timeline: readonly TimelineLine[];
}

interface Queued {
  readonly happening: Happening;
  readonly migration?: Migration;
  /** What a stored step made happen: the store may take it ahead. */
  readonly isOutcome?: true;
  /** With the reasons of a migration that is refused. */
  readonly stored: (refusal?: string) => void;
}

const local = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

const longestHistory = 2000;

/** Temporal's cancellation becomes the engine's, so that the case ends by its own rules and what the shell is about is done. */
export function runProcess(input: StartInput, before?: Carried): Promise<Variables> {
  const { cancelRequested } = CancellationScope.current();
  return CancellationScope.nonCancellable(() => run(input, before, cancelRequested));
}

async function run(
  input: StartInput,
  before: Carried | undefined,
  cancelRequested: Promise<never>,
): Promise<Variables> {
  // The run before may have been of an older release.
  const carried = before && { ...before, state: upgrade(before.state) };
  const queue: Queued[] = [];
  let wake = () => {};
  const state = carried?.state ?? null;
  const running: Running = {
    input,
    model: undefined,
    state,
    stored: carried && state ? { state, step: carried.step } : null,
    step: carried?.step ?? 0,
    timeline: carried?.timeline ?? [],
    isBusy: false,
    isCalledOff: false,
    enqueue: (happening, migration) =>
      new Promise((stored) => {
        queue.push({ happening, stored, ...(migration ? { migration } : {}) });
        wake();
      }),
  };
  cancelRequested.catch(() => running.enqueue({ type: 'cancelled', reason: 'Temporal' }));
  const commands = commandsOf(running, local);
  receive(running, commands, () => queue.length === 0 && !running.isBusy && commands.isSettled());
  handleUpdates(running, local);

  if (!carried && input.beginsInStore) await begin(running, commands, queue);
  else running.model = await local.loadModel(input.model);
  if (carried) resume(running, commands, carried);
  else if (!input.beginsInStore) queue.unshift({ happening: beginning(running), stored: () => {} });

  for (;;) {
    if (running.state && running.state.status !== 'active') return end(running, commands);
    if (queue.length === 0 && isLong()) await continueAsNew(running, commands, queue);
    // Not by a condition: Temporal would look at it after every turn.
    if (queue.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const next = queue.shift()!;
    running.isBusy = true;
    next.stored(await takeStep(running, commands, queue, next));
    running.isBusy = false;
  }
}

/** What arrives meanwhile comes after it: what is called off at once begins and is cancelled. */
async function begin(running: Running, commands: Commands, queue: Queued[]): Promise<void> {
  running.isBusy = true;
  const at = legalTime(temporalNow(), running.input.clock);
  const event: EngineEvent = { ...startedBy(running.input), at };
  const { model, ...stored } = await local.begin({ ...instanceOf(running), at, event, actor: event.actor! });
  running.model = model;
  const taken = step(model, null, event);
  enter(running, taken, at);
  commands.carryOut(taken.commands, stored, at);
  goOn(running, commands, queue, taken.commands, stored, at);
  running.isBusy = false;
}

function startedBy({ variables, parent, actor, startElementId }: StartInput) {
  const where = startElementId === undefined ? {} : { startElementId };
  const answers = parent?.answers ? { parentAnswers: true as const } : {};
  return { type: 'started' as const, variables, hasParent: parent !== undefined, ...answers, actor, ...where };
}

/** As runs did before the store took the first step, and replay it. */
function beginning({ input, model }: Running): Happening {
  const started = startedBy(input);
  const refused = refusal(model!, null, { ...started, at: legalTime(temporalNow(), input.clock) });
  if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'INVALID' satisfies Refusal);
  return started;
}

async function takeStep(
  running: Running,
  commands: Commands,
  queue: Queued[],
  { happening, migration }: Queued,
): Promise<string | undefined> {
  if (happening.type === 'timerFired') await refreshParameters(running);
  const at = legalTime(temporalNow(), running.input.clock);
  const event = { ...happening, at } as EngineEvent;
  const before = running.state;
  const refused = migration && refusalsOfMigration(running.model!, migration.model, before!, event as Migrated);
  if (refused && refused.length > 0) return refused.join(' ');
  const { state, commands: issued } = migration
    ? migrate(running.model!, migration.model, before!, event as Migrated)
    : step(running.model!, before, event);
  if (state === before) return undefined;
  if (migration) {
    running.model = migration.model;
    running.input = { ...running.input, model: migration.ref };
  }
  enter(running, { state, commands: issued }, at);
  const { parameters } = running.model!;
  const outcomes = outcomesIn(queue);
  const stored = await local.commitStep({
    ...instanceOf(running),
    step: running.step,
    at,
    ...(event.actor ? { actor: event.actor } : {}),
    event,
    cause: event.type,
    commands: issued,
    ...(parameters && (outcomes.length > 0 || issued.some(isStoresJob))
      ? { parameters, ahead: { state, outcomes } }
      : {}),
  });
  if (isFromBefore(running)) await commands.carryOutInTurns(issued, stored, at);
  else commands.carryOut(issued, stored, at);
  goOn(running, commands, queue, issued, stored, at);
  return undefined;
}

function instanceOf({ input: { model, caseId, clock } }: Running) {
  const { workflowId, runId, parent } = workflowInfo();
  const caller = parent ? { parentWorkflowId: parent.workflowId } : {};
  return { workflowId, runId, model, caseId, ...caller, ...(clock ? { clock } : {}) };
}

function enter(running: Running, { state, commands }: Step<State>, at: string): void {
  running.state = state;
  running.step++;
  running.timeline = timelineOf(running.timeline, commands, at);
}

/** With what the store took ahead of the stored step that issued these commands. */
function goOn(
  running: Running,
  commands: Commands,
  queue: Queued[],
  issued: readonly Command[],
  stored: StepStored,
  at: string,
): void {
  const isFirst = running.step === 1;
  running.stored = { state: running.state!, step: running.step };
  show(running, [...issued, ...follow(running, commands, queue, stored, at)], isFirst, stored.handler);
}

const isStoresJob = (command: Command) => command.type === 'runJob' && command.jobType.startsWith('db:');

/** What stands next in the queue, as far as the store may take it ahead. */
function outcomesIn(queue: readonly Queued[]): Happening[] {
  const end = queue.findIndex(({ isOutcome }) => !isOutcome);
  return queue.slice(0, end < 0 ? queue.length : end).map(({ happening }) => happening);
}

/**
 * Takes the steps that the store took ahead, by the same events: its own results, then those left over from steps before. What is left happens next.
 */
function follow(
  running: Running,
  commands: Commands,
  queue: Queued[],
  { ahead = [], ...own }: StepStored,
  at: string,
): Command[] {
  const outcomes = outcomesOf(own);
  const left = () => (queue[0]?.isOutcome ? queue.shift()?.happening : undefined);
  const followed: Command[] = [];
  for (const stored of ahead) {
    const next = nextStep(running, () => outcomes.shift() ?? left(), at);
    enter(running, next, at);
    running.stored = { state: next.state, step: running.step };
    commands.carryOut(next.commands, stored, at);
    outcomes.push(...outcomesOf(stored));
    followed.push(...next.commands);
  }
  for (const happening of outcomes) queue.push({ happening, isOutcome: true, stored: () => {} });
  return followed;
}

/** Stale events cause no step; the store passed them over too. */
function nextStep(running: Running, take: () => Happening | undefined, at: string): Step<State> {
  for (let outcome = take(); outcome; outcome = take()) {
    const next = step(running.model!, running.state, { ...outcome, at } as EngineEvent);
    if (next.state !== running.state) return next;
  }
  throw new Error('Expected an event for each step that was stored ahead.');
}

type Migrated = Extract<EngineEvent, { type: 'migrated' }>;

/** A period may end later by a calendar published since (CPL#85), and a table may have a new row. */
async function refreshParameters(running: Running): Promise<void> {
  running.model = { ...running.model!, ...(await local.loadParameters(running.input.model)) };
}

function resume(running: Running, commands: Commands, carried: Carried): void {
  for (const timer of pendingTimers(running.model!, running.state!)) commands.startTimer(timer);
  for (const job of carried.jobs) commands.runAgencyJob(job, legalTime(temporalNow(), running.input.clock));
  show(running, [], false);
}

const isLong = () => workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longestHistory;

async function continueAsNew(running: Running, commands: Commands, queue: Queued[]): Promise<void> {
  await commands.settled();
  await condition(allHandlersFinished);
  if (queue.length > 0) return;
  const { workflowType } = workflowInfo();
  const next = makeContinueAsNewFunc<typeof runProcess>({ workflowType });
  await next(running.input, {
    state: running.state!,
    step: running.step,
    jobs: commands.openJobs(),
    timeline: running.timeline,
  });
}

async function end(running: Running, commands: Commands): Promise<Variables> {
  // Mostly nothing is left, and each promise of a workflow costs it a stack trace.
  if (!commands.isSettled()) await commands.settled();
  if (!allHandlersFinished()) await condition(allHandlersFinished);
  return { status: running.state!.status };
}
