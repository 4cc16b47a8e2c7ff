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
import type { LoadedModel, LocalActivities, StepStored, Taken } from '../activities/contract.ts';
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
import type { ModelRef, Refusal, StartInput } from './contract.ts';
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
  /** Its step is stored, or nothing came of it, perhaps for a reason. */
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
  let hasEnded = false;
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
        if (hasEnded) return stored('The instance has ended.');
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
    if (running.state && running.state.status !== 'active') {
      hasEnded = true;
      return end(running, commands, queue);
    }
    if (queue.length === 0 && isLong()) await continueAsNew(running, commands, queue);
    // Not by a condition: Temporal would look at it after every turn.
    if (queue.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const next = queue.shift()!;
    running.isBusy = true;
    await takeStep(running, commands, queue, next);
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
  const happened = stored.taken?.event ?? event;
  const taken = step(model, null, happened);
  enter(running, taken, happened.at);
  commands.carryOut(taken.commands, stored, happened.at);
  goOn(running, commands, queue, taken.commands, stored, happened.at);
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

async function takeStep(running: Running, commands: Commands, queue: Queued[], asked: Queued): Promise<void> {
  if (asked.happening.type === 'timerFired') await refreshParameters(running);
  const event = { ...asked.happening, at: legalTime(temporalNow(), running.input.clock) } as EngineEvent;
  const before = { ...running };
  const next = stepOf(running, event, asked.migration);
  if (next === undefined || typeof next === 'string') return asked.stored(next);
  enter(running, next, event.at, asked.migration);
  const { parameters } = running.model!;
  const outcomes = outcomesIn(queue);
  const stored = await local.commitStep({
    ...instanceOf(running),
    step: running.step,
    at: event.at,
    ...(event.actor ? { actor: event.actor } : {}),
    event,
    cause: event.type,
    commands: next.commands,
    ...(parameters ? { parameters } : {}),
    ...(parameters && (outcomes.length > 0 || next.commands.some(isStoresJob))
      ? { ahead: { state: next.state, outcomes } }
      : {}),
  });
  const happened = stored.taken
    ? await takeAsStored(running, before, queue, asked, stored.taken)
    : { queued: asked, commands: next.commands, at: event.at };
  if (isFromBefore(running)) await commands.carryOutInTurns(happened.commands, stored, happened.at);
  else commands.carryOut(happened.commands, stored, happened.at);
  goOn(running, commands, queue, happened.commands, stored, happened.at);
  happened.queued.stored();
  if (happened.queued !== asked) queue.unshift(asked);
}

/** Undefined when nothing comes of the event; why, when it is not to be taken although that could not be seen when it was accepted. */
function stepOf(
  { model, state }: Running,
  event: EngineEvent,
  migration?: Migration,
): Step<State> | string | undefined {
  const refused = migration && refusalsOfMigration(model!, migration.model, state!, event as Migrated);
  if (refused && refused.length > 0) return refused.join(' ');
  const next = migration ? migrate(model!, migration.model, state!, event as Migrated) : step(model!, state, event);
  if (next.state !== state) return next;
  // Of a migration nothing comes only when it has been carried out.
  return migration ? undefined : refusal(model!, state, event);
}

/**
 * What the archive has under the step's number is what happened: the worker died before Temporal knew of it, and something else has arrived since, or the
 * clock has moved on. What was asked for comes after it.
 */
async function takeAsStored(
  running: Running,
  { model, state, step: number, timeline, input }: Running,
  queue: Queued[],
  asked: Queued,
  { event, parameters }: Taken,
) {
  Object.assign(running, { model, state, step: number, timeline, input: { ...running.input, model: input.model } });
  const isIt = ({ happening }: Queued) => JSON.stringify({ ...happening, at: event.at }) === JSON.stringify(event);
  const other = queue.findIndex(isIt);
  const unknown: Queued = { happening: event, stored: () => {} };
  const queued = isIt(asked) ? asked : other < 0 ? unknown : queue.splice(other, 1)[0]!;
  const used = async (known: LoadedModel, ref: ModelRef) =>
    parameters === undefined || parameters === known.parameters ? known : local.loadUsed(ref, parameters);
  const migration = queued.migration && {
    ...queued.migration,
    model: await used(queued.migration.model, queued.migration.ref),
  };
  if (!migration) running.model = await used(model!, input.model);
  const next = stepOf(running, event, migration);
  if (next === undefined || typeof next === 'string')
    throw new Error(`Expected a step from the stored event '${event.type}'.`);
  enter(running, next, event.at, migration);
  return { queued, commands: next.commands, at: event.at };
}

function instanceOf({ input: { model, caseId, clock } }: Running) {
  const { workflowId, runId, parent } = workflowInfo();
  const caller = parent ? { parentWorkflowId: parent.workflowId } : {};
  return { workflowId, runId, model, caseId, ...caller, ...(clock ? { clock } : {}) };
}

function enter(running: Running, { state, commands }: Step<State>, at: string, migration?: Migration): void {
  if (migration) {
    running.model = migration.model;
    running.input = { ...running.input, model: migration.ref };
  }
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

async function end(running: Running, commands: Commands, queue: Queued[]): Promise<Variables> {
  for (const { stored } of queue.splice(0)) stored('The instance has ended.');
  // Mostly nothing is left, and each promise of a workflow costs it a stack trace.
  if (!commands.isSettled()) await commands.settled();
  if (!allHandlersFinished()) await condition(allHandlersFinished);
  return { status: running.state!.status };
}
