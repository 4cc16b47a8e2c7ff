// Takes one step: event -> engine -> commit -> commands. The commit may return further steps from its lookahead, which
// are then taken here too.
import { workflowInfo } from '@temporalio/workflow';
import {
  type Command,
  type EngineEvent,
  refusalOfEnded,
  type State,
  type Step,
  step,
  type UntimedEvent,
  type Variables,
} from '../engine/index.ts';
import { outcomesOf } from '../protocol/outcomes.ts';
import type { StartInput } from '../protocol/start.ts';
import {
  type CalledProcess,
  type Committed,
  type InstanceStart,
  type InstanceStarted,
  modelKey,
  type StepBatch,
  type StepCommitted,
} from '../protocol/steps.ts';
import { advance, restore, stepOf } from './advance.ts';
import { legalNow } from './clock.ts';
import { addTurn, queue, rootId } from './host.ts';
import { local } from './local-activities.ts';
import { type Replayed, replayCommitted } from './recover.ts';
import type { Queued, Running } from './running.ts';
import { noteDeadline, show } from './visibility.ts';

/** Takes the first step. The activity that loads the model has committed it: one event in the history for both. */
export async function startInstance(running: Running, { variables, startElementId }: StartInput): Promise<void> {
  const start = startOf(running, variables, startElementId);
  begin(running, start, await local.startInstance({ ...start, model: running.ref }));
}

/** Takes the first step of a called process; the activity finds its version too. */
export async function startCalled(running: Running, variables: Variables, call: CalledProcess): Promise<void> {
  const start = startOf(running, variables);
  const { models } = running.host;
  const { ref, model, ...committed } = await local.startCalled({ ...start, call, known: [...models.keys()] });
  running.ref = ref;
  const loaded = 'graph' in model ? model : models.get(modelKey(ref, model.parameters))!;
  begin(running, start, { ...committed, model: loaded });
}

function startOf(running: Running, variables: Variables, startElementId?: string): Omit<InstanceStart, 'model'> {
  const { host, parent } = running;
  const { actor } = host.input;
  const where = startElementId === undefined ? {} : { startElementId };
  const at = legalNow(host.input);
  const event = { type: 'started' as const, at, variables, hasParent: parent !== undefined, actor, ...where };
  return { ...instanceOf(running), at, event, actor };
}

function begin(running: Running, start: Omit<InstanceStart, 'model'>, { model, ...committed }: InstanceStarted): void {
  running.model = model;
  running.host.models.set(modelKey(running.ref, model.parameters), model);
  const event = committed.before?.event ?? { ...start.event, at: committed.at };
  const first = step(model, null, event);
  advance(running, first);
  running.host.begin(running);
  follow(running, first.commands, committed, event.at);
  if (first.state.status !== 'active') leave(running);
}

/** Takes the step of the next queued event, and the steps of the commit's lookahead; settles the event. */
export async function takeStep(running: Running): Promise<void> {
  const { queue, host } = running;
  const asked = queue.shift();
  // The lookahead of an earlier step has taken the event.
  if (!asked) return;
  if (asked.isByCaller) running.isCallCanceled = true;
  // A newer calendar may move the end of a period (CPL#85), and a decision table may have a new row.
  if (asked.untimed.type === 'timerFired')
    running.model = { ...running.model!, ...(await local.loadParameters(running.ref)) };
  const event = { ...asked.untimed, at: legalNow(host.input) } as EngineEvent;
  const before = { ...running };
  const next = stepOf(running, event, asked.migration);
  if (next === undefined || 'en' in next) return asked.settle(next);
  advance(running, next, asked.migration);
  const committed = await local.commitStep(batchOf(running, event, next));
  const actual = committed.before
    ? await replayCommitted(running, before, asked, committed.before)
    : atCommittedInstant(running, before, asked, { event, next }, committed.at);
  follow(running, actual.commands, committed, actual.at);
  actual.queued.settle();
  if (actual.queued !== asked) {
    queue.unshift(asked);
    addTurn(running);
  }
  if (running.state!.status !== 'active') leave(running);
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
  advance(running, again, queued.migration);
  return { queued, commands: again.commands, at };
}

function batchOf(running: Running, event: EngineEvent, { state, commands }: Step<State>): StepBatch {
  const outcomes = outcomesIn(running.queue);
  const canLookAhead = outcomes.length > 0 || commands.some(isDatabaseJob);
  return {
    ...instanceOf(running),
    model: running.ref,
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

function instanceOf({ id, parent, host }: Running) {
  const { workflowId, runId, parent: starter } = workflowInfo();
  const { caseId, clock } = host.input;
  const parentWorkflowId = parent?.instanceId ?? (id === workflowId ? starter?.workflowId : undefined);
  const caller = parentWorkflowId === undefined ? {} : { parentWorkflowId };
  return { workflowId: id, runId, caseId, ...caller, ...(clock ? { clock } : {}) };
}

const isDatabaseJob = (command: Command) => command.type === 'runJob' && command.jobType.startsWith('db:');

/** The outcomes at the head of the queue: the commit's lookahead may include them. */
function outcomesIn(queue: readonly Queued[]): UntimedEvent[] {
  const end = queue.findIndex(({ isOutcome }) => !isOutcome);
  return queue.slice(0, end < 0 ? queue.length : end).map(({ untimed }) => untimed);
}

/** Carries out the commands of the committed step, then takes the steps of its lookahead here too. */
function follow(running: Running, own: readonly Command[], committed: StepCommitted, at: string): void {
  running.committed = { state: running.state!, step: running.step };
  carryOut(running, own, committed, at);
  followLookahead(running, committed, at);
  const { host } = running;
  noteDeadline(host, committed.nextDeadline);
  if (committed.handler !== undefined) host.shown.handler = committed.handler;
}

function carryOut(running: Running, issued: readonly Command[], committed: Committed, at: string): void {
  running.commands.carryOut(issued, committed, at);
  show(running, issued, committed, at);
}

/**
 * Takes the steps of the commit's lookahead with the same events in the same order: the step's own outcomes, then the
 * outcomes of earlier steps. The remaining outcomes go into the queue.
 */
function followLookahead(running: Running, { lookahead = [], ...own }: StepCommitted, at: string): void {
  const { queue: events } = running;
  const outcomes = outcomesOf(own);
  const earlier = () => (events[0]?.isOutcome ? events.shift()?.untimed : undefined);
  for (const committed of lookahead) {
    const next = nextStep(running, () => outcomes.shift() ?? earlier(), at);
    advance(running, next);
    running.committed = { state: next.state, step: running.step };
    carryOut(running, next.commands, committed, at);
    outcomes.push(...outcomesOf(committed));
  }
  for (const untimed of outcomes) queue(running, { untimed, isOutcome: true, settle: () => {} });
}

/** Skips stale events, which cause no step; the lookahead skipped them too. */
function nextStep(running: Running, shift: () => UntimedEvent | undefined, at: string): Step<State> {
  for (let outcome = shift(); outcome; outcome = shift()) {
    const next = step(running.model!, running.state, { ...outcome, at } as EngineEvent);
    if (next.state !== running.state) return next;
  }
  throw new Error('Expected an event for each step of the lookahead.');
}

/** A called process that has ended leaves the workflow; events on their way to it are refused. */
function leave({ id, queue: events, state, host }: Running): void {
  for (const { settle } of events.splice(0)) settle(refusalOfEnded(state!));
  if (id !== rootId()) host.instances.delete(id);
}
