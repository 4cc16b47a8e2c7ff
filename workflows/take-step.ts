// Takes one step: event -> engine -> commit -> commands. The commit may return further steps from its lookahead, which
// are then taken here too.
import { workflowInfo } from '@temporalio/workflow';
import { type Command, type EngineEvent, type State, type Step, step, type UntimedEvent } from '../engine/index.ts';
import { outcomesOf } from '../protocol/outcomes.ts';
import type { StartInput } from '../protocol/start.ts';
import type { StepBatch, StepCommitted } from '../protocol/steps.ts';
import { advance, restore, stepOf } from './advance.ts';
import { legalNow } from './clock.ts';
import type { Commands } from './commands.ts';
import { local } from './local-activities.ts';
import { type Replayed, replayCommitted } from './recover.ts';
import type { Queued, Running } from './running.ts';
import { updateVisibility } from './visibility.ts';

type Started = Extract<EngineEvent, { type: 'started' }>;

/** Takes the first step. The activity that loads the model has committed it: one event in the history for both. */
export async function startInstance(running: Running, commands: Commands): Promise<void> {
  running.isBusy = true;
  const asked = startedBy(running.input, legalNow(running.input));
  const { model, ...committed } = await local.startInstance({
    ...instanceOf(running),
    at: asked.at,
    event: asked,
    actor: asked.actor!,
  });
  running.model = model;
  const event = committed.before?.event ?? { ...asked, at: committed.at };
  const first = step(model, null, event);
  advance(running, first, event.at);
  commands.carryOut(first.commands, committed, event.at);
  follow(running, commands, first.commands, committed, event.at);
  running.isBusy = false;
}

function startedBy({ variables, parent, actor, startElementId }: StartInput, at: string): Started {
  const where = startElementId === undefined ? {} : { startElementId };
  return { type: 'started', at, variables, hasParent: parent !== undefined, actor, ...where };
}

/** Takes the step of a queued event, and the steps of the commit's lookahead; settles the event. */
export async function takeStep(running: Running, commands: Commands, asked: Queued): Promise<void> {
  running.isBusy = true;
  // A newer calendar may move the end of a period (CPL#85), and a decision table may have a new row.
  if (asked.untimed.type === 'timerFired')
    running.model = { ...running.model!, ...(await local.loadParameters(running.input.model)) };
  const event = { ...asked.untimed, at: legalNow(running.input) } as EngineEvent;
  const before = { ...running };
  const next = stepOf(running, event, asked.migration);
  if (next === undefined || 'en' in next) asked.settle(next);
  else {
    advance(running, next, event.at, asked.migration);
    const committed = await local.commitStep(batchOf(running, event, next));
    const actual = committed.before
      ? await replayCommitted(running, before, asked, committed.before)
      : atCommittedInstant(running, before, asked, { event, next }, committed.at);
    commands.carryOut(actual.commands, committed, actual.at);
    follow(running, commands, actual.commands, committed, actual.at);
    actual.queued.settle();
    if (actual.queued !== asked) running.queue.unshift(asked);
  }
  running.isBusy = false;
}

/** Without an await, so that a replay issues its commands in the order of the history. */
function atCommittedInstant(
  running: Running,
  before: Running,
  queued: Queued,
  { event, next }: { readonly event: EngineEvent; readonly next: Step<State> },
  at: string,
): Replayed {
  if (at === event.at) return { queued, commands: next.commands, at };
  restore(running, before);
  const again = stepOf(running, { ...event, at }, queued.migration);
  if (again === undefined || 'en' in again) throw new Error(`Expected the committed step of '${event.type}'.`);
  advance(running, again, at, queued.migration);
  return { queued, commands: again.commands, at };
}

function batchOf(running: Running, event: EngineEvent, { state, commands }: Step<State>): StepBatch {
  const outcomes = outcomesIn(running.queue);
  const canLookAhead = outcomes.length > 0 || commands.some(isDatabaseJob);
  return {
    ...instanceOf(running),
    step: running.step,
    at: event.at,
    ...(event.actor ? { actor: event.actor } : {}),
    event,
    cause: event.type,
    commands,
    parameters: running.model!.parameters,
    ...(canLookAhead ? { lookahead: { state, outcomes } } : {}),
  };
}

function instanceOf({ input: { model, caseId, clock } }: Running) {
  const { workflowId, runId, parent } = workflowInfo();
  const caller = parent ? { parentWorkflowId: parent.workflowId } : {};
  return { workflowId, runId, model, caseId, ...caller, ...(clock ? { clock } : {}) };
}

const isDatabaseJob = (command: Command) => command.type === 'runJob' && command.jobType.startsWith('db:');

/** The outcomes at the head of the queue: the commit's lookahead may include them. */
function outcomesIn(queue: readonly Queued[]): UntimedEvent[] {
  const end = queue.findIndex(({ isOutcome }) => !isOutcome);
  return queue.slice(0, end < 0 ? queue.length : end).map(({ untimed }) => untimed);
}

/** Takes the steps of the commit's lookahead here too, then updates the search attributes and details. */
function follow(
  running: Running,
  commands: Commands,
  issued: readonly Command[],
  committed: StepCommitted,
  at: string,
): void {
  const isFirst = running.step === 1;
  running.committed = { state: running.state!, step: running.step };
  updateVisibility(
    running,
    [...issued, ...followLookahead(running, commands, committed, at)],
    isFirst,
    committed.handler,
  );
}

/**
 * Takes the steps of the commit's lookahead with the same events in the same order: the step's own outcomes, then the
 * outcomes of earlier steps. The remaining outcomes go into the queue.
 */
function followLookahead(
  running: Running,
  commands: Commands,
  { lookahead = [], ...own }: StepCommitted,
  at: string,
): Command[] {
  const { queue } = running;
  const outcomes = outcomesOf(own);
  const earlier = () => (queue[0]?.isOutcome ? queue.shift()?.untimed : undefined);
  const issued: Command[] = [];
  for (const committed of lookahead) {
    const next = nextStep(running, () => outcomes.shift() ?? earlier(), at);
    advance(running, next, at);
    running.committed = { state: next.state, step: running.step };
    commands.carryOut(next.commands, committed, at);
    outcomes.push(...outcomesOf(committed));
    issued.push(...next.commands);
  }
  for (const untimed of outcomes) queue.push({ untimed, isOutcome: true, settle: () => {} });
  return issued;
}

/** Skips stale events, which cause no step; the lookahead skipped them too. */
function nextStep(running: Running, shift: () => UntimedEvent | undefined, at: string): Step<State> {
  for (let outcome = shift(); outcome; outcome = shift()) {
    const next = step(running.model!, running.state, { ...outcome, at } as EngineEvent);
    if (next.state !== running.state) return next;
  }
  throw new Error('Expected an event for each step of the lookahead.');
}
