// The main path: one event into a state gives the next state and the commands. Pure; costs what it touches.
import { attempt, clearIncident, raiseIncident } from './behaviors/incidents.ts';
import { runJob } from './behaviors/jobs.ts';
import { listen, listened } from './behaviors/listeners.ts';
import { isTooLarge, tooLarge } from './behaviors/sizes.ts';
import { postponeTimer } from './behaviors/subscriptions.ts';
import { answerEscalation, throwError, throwEscalation } from './behaviors/throwing.ts';
import { receiveSignal, trigger } from './behaviors/triggering.ts';
import { assign, changesOf, completeUserTask, update } from './behaviors/user-tasks.ts';
import { propagate, setLocal } from './behaviors/variables.ts';
import { triggerConditions } from './behaviors/watching.ts';
import type { Command, Step } from './command.ts';
import { releaseInclusiveJoin } from './elements/gateways.ts';
import { completeCall, letThrough, renewCall } from './elements/tasks.ts';
import type { EngineEvent, Variables } from './event.ts';
import type { Model } from './graph.ts';
import { arrive, complete, depart, enter, retryEnd, skip, terminate } from './lifecycle.ts';
import { modify } from './operations/modify.ts';
import { refusal } from './refusal.ts';
import {
  add,
  beginRun,
  edit,
  elementOf,
  endRun,
  find,
  findElement,
  lookAgain,
  type Run,
  record,
  sourceOf,
} from './run.ts';
import { created, type ElementInstance, remembered, rootKey, type State, type Subscription } from './state.ts';

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/**
 * @param state null before `started`
 * @returns the same state and no commands for an event that is stale, unknown or seen before (tests/engine/step.test.ts)
 */
export function step(model: Model, state: State | null, event: EngineEvent): Step<State> {
  const base = state ?? created;
  if (refusal(model, state, event) !== undefined) return { state: base, commands: [] };
  const { withdrawing, suspended } = base;
  const isListener = withdrawing && 'key' in event && withdrawing.keys.includes(event.key);
  if (withdrawing && !isListener) return keep(base, 'withdrawing', event);
  if (suspended && !isListener && !passesSuspension.has(event.type)) return keep(base, 'suspended', event);
  const run = beginRun(model, base, event.at, event.actor);
  apply(run, event);
  settle(run);
  if (run.untold.length > 0) return tellFirst(model, base, run.untold, event);
  if (withdrawing?.keys.every((key) => findElement(run, key)?.isTold)) run.withdrawing = undefined;
  const next = endRun(run, remembered(base.commandIds, event.commandId));
  if (withdrawing && !next.withdrawing)
    return catchUp(model, next, run.commands, [withdrawing.event, ...withdrawing.kept], event);
  if (event.type === 'resumed') return catchUp(model, next, run.commands, suspended!.kept, event);
  return { state: next, commands: run.commands };
}

/** The step is not taken: first the canceling listeners of the user tasks that it would withdraw are told, then the event happens (Camunda 8). */
function tellFirst(model: Model, base: State, keys: readonly number[], event: EngineEvent): Step<State> {
  const run = beginRun(model, base, event.at, event.actor);
  for (const key of keys) {
    const instance = findElement(run, key)!;
    const element = elementOf(run, instance);
    if (instance.awaits === 'job') run.commands.push({ type: 'cancelJob', ...sourceOf(element, key) });
    listen(run, key, element, 'canceling');
  }
  run.withdrawing = { event: withoutId(event), keys, kept: [] };
  return { state: endRun(run, remembered(base.commandIds, event.commandId)), commands: run.commands };
}

const passesSuspension = new Set<EngineEvent['type']>(['resumed', 'cancelled', 'variablesSet']);

/** A timer that has fired, a message, a result: taken when the instance goes on; the same again is no second one. */
function keep(state: State, until: 'suspended' | 'withdrawing', event: EngineEvent): Step<State> {
  const { kept } = state[until]!;
  const isSame = (one: EngineEvent) =>
    one.type === event.type &&
    'key' in one &&
    'key' in event &&
    one.key === event.key &&
    !severalOfOneCall.has(one.type);
  if (kept.some(isSame)) return { state, commands: [] };
  const commandIds = remembered(state.commandIds, event.commandId);
  const waiting = { ...state[until], kept: [...kept, withoutId(event)] };
  return { state: { ...state, [until]: waiting, commandIds }, commands: [] };
}

const severalOfOneCall = new Set<EngineEvent['type']>(['childEscalated', 'escalationAnswered']);

/** Its id has been remembered; when it happens it is no repetition. */
function withoutId(event: EngineEvent): EngineEvent {
  const { commandId: _known, ...bare } = event;
  return bare as EngineEvent;
}

/** What was kept happens now, in its order; what has become stale in the meantime changes nothing. */
function catchUp(
  model: Model,
  resumed: State,
  commands: Command[],
  kept: readonly EngineEvent[],
  { at }: EngineEvent,
): Step<State> {
  let state = resumed;
  for (const event of kept) {
    const next = step(model, state, { ...event, at });
    state = next.state;
    commands.push(...next.commands);
  }
  return { state, commands };
}

function apply(run: Run, event: EngineEvent): void {
  if (isResult(event) && event.variables && isTooLarge(event.variables)) {
    const retry = event.type === 'jobDone' || event.type === 'jobFailed' ? 'job' : 'enter';
    return raiseIncident(run, event.key, 'size', tooLarge(event.variables), retry);
  }
  switch (event.type) {
    case 'started':
      return start(run, event);
    case 'jobDone':
      return findElement(run, event.key)!.listening
        ? listened(run, event.key, event.variables)
        : complete(run, event.key, event.variables);
    case 'taskCompleted':
      return completeTask(run, event);
    case 'childDone':
      return completeCall(run, event.key, event.variables);
    case 'jobFailed':
      return fail(run, event, 'job');
    case 'childFailed':
      return fail(run, event, 'enter');
    case 'childEscalated':
      return catchEscalation(run, event);
    case 'escalationAnswered':
      return event.called ? answerEscalation(run, event.key, event.called) : complete(run, event.key);
    case 'timerFired':
      return fireTimer(run, find(run, event.key) as Subscription);
    case 'message':
      return trigger(run, find(run, event.key) as Subscription, event.variables);
    case 'signal':
      return receiveSignal(run, event.name, event.variables);
    case 'taskAssigned':
      return assignTask(run, event);
    case 'taskUpdated':
      return updateTask(run, event);
    case 'variablesSet':
      return setVariables(run, event);
    case 'incidentResolved':
      return resolveIncident(run, event);
    case 'cancelled':
      return cancel(run, event);
    case 'modified':
      return modify(run, event);
    case 'suspended':
      run.suspended = { since: event.at, kept: [] };
      return recordOperation(run, 'suspended', event.reason);
    case 'resumed':
      run.suspended = undefined;
      lookAgain(run);
      return recordOperation(run, 'resumed', event.reason);
    case 'migrated':
      return;
    default:
      event satisfies never;
  }
}

const isResult = (event: EngineEvent): event is Of<'jobDone' | 'jobFailed' | 'childDone' | 'childFailed'> =>
  results.has(event.type);

const results = new Set<EngineEvent['type']>(['jobDone', 'jobFailed', 'childDone', 'childFailed']);

/** Moves tokens until all have come to rest. */
export function settle(run: Run): void {
  do {
    // By index: shifting a long list is slow.
    for (let index = 0; index < run.arrivals.length; index++) {
      const arrival = run.arrivals[index];
      run.moves++;
      if (index === run.arrivals.length - 1) {
        // Of one token that goes round and round no list remains.
        run.arrivals.length = 0;
        index = -1;
      }
      if (arrival) arrive(run, arrival.elementId, arrival.scopeKey, arrival.flowId);
    }
  } while (run.status === 'active' && (releaseInclusiveJoin(run) || (!run.suspended && triggerConditions(run))));
}

function start(run: Run, { variables, hasParent, parentAnswers, startElementId }: Of<'started'>): void {
  run.hasParent = hasParent === true;
  run.parentAnswers = parentAnswers;
  run.status = 'active';
  const process = run.model.graph.elements[run.model.graph.processId]!;
  const startsAt = startElementId === undefined ? {} : { startsAt: startElementId };
  const root: ElementInstance = {
    type: 'element',
    key: rootKey,
    scope: 0,
    element: process.id,
    variables,
    ...startsAt,
  };
  add(run, root);
  record(run, 'activated', root, process);
  enter(run, rootKey);
}

function completeTask(run: Run, { key, variables }: Of<'taskCompleted'>): void {
  const element = elementOf(run, findElement(run, key)!);
  if (!listen(run, key, element, 'completing', variables)) completeUserTask(run, key, element, variables);
}

/** A failure with a code is a BPMN error; any other is for a person to look at. */
function fail(run: Run, event: Of<'jobFailed' | 'childFailed'>, retry: 'job' | 'enter'): void {
  const { type, key, message, errorCode: code, variables = {} } = event;
  const isTelling = findElement(run, key)!.listening?.phase === 'canceling';
  // The job is over: there is nothing to withdraw. (A called process is told to end all the same: running cases' histories have that.)
  if (type === 'jobFailed') delete edit(run, key).awaits;
  if (code !== undefined && !isTelling)
    throwError(run, key, { code, message, variables: letThrough(run, key, variables) }, retry);
  else raiseIncident(run, key, type === 'jobFailed' ? 'job' : 'call', message, retry);
  if (type === 'childFailed' && findElement(run, key)?.incident) renewCall(run, key);
}

/** The called process waits for the answer; where the caller's own caller has to be asked, so does the answer. */
function catchEscalation(run: Run, { key, escalationCode, variables = {}, thrower }: Of<'childEscalated'>): void {
  const inner = thrower && { key, called: thrower };
  const isAsked = throwEscalation(run, key, escalationCode, letThrough(run, key, variables), inner);
  if (thrower && !isAsked) answerEscalation(run, key, thrower);
}

function fireTimer(run: Run, subscription: Subscription): void {
  if (!postponeTimer(run, subscription)) trigger(run, subscription, {});
}

function assignTask(run: Run, { key, assignee }: Of<'taskAssigned'>): void {
  if (!listen(run, key, elementOf(run, findElement(run, key)!), 'assigning', { assignee })) assign(run, key, assignee);
}

function updateTask(run: Run, { key, changes, reason }: Of<'taskUpdated'>): void {
  const carried = changesOf(changes, reason);
  if (!listen(run, key, elementOf(run, findElement(run, key)!), 'updating', carried)) update(run, key, carried);
}

function setVariables(run: Run, { scopeKey = rootKey, variables, reason = '' }: Of<'variablesSet'>): void {
  setLocal(run, scopeKey, variables);
  const instance = findElement(run, scopeKey)!;
  record(run, 'variablesSet', instance, elementOf(run, instance), { variables, reason });
}

function resolveIncident(run: Run, { key, action, variables = {}, reason = '' }: Of<'incidentResolved'>): void {
  const instance = findElement(run, key)!;
  const edited: Variables = Object.keys(variables).length > 0 ? { variables } : {};
  record(run, 'incidentResolved', instance, elementOf(run, instance), { action, reason, ...edited });
  clearIncident(run, key);
  if (action === 'skip') return skip(run, key, variables);
  propagate(run, key, variables);
  return retry(run, key, instance);
}

function retry(run: Run, key: number, { incident, tokens = 0 }: ElementInstance): void {
  switch (incident!.retry) {
    case 'enter':
      return enter(run, key);
    // A scope in which an event sub-process has begun since completes when that has ended.
    case 'complete':
      return tokens > 0 ? undefined : complete(run, key);
    case 'depart':
      return tokens > 0 ? undefined : depart(run, key);
    case 'job':
      return attempt(run, key, 'job', () => runJob(run, elementOf(run, findElement(run, key)!), key));
    case 'watch':
      return lookAgain(run);
    case 'end':
      return retryEnd(run, key);
    default:
      incident!.retry satisfies never;
  }
}

function recordOperation(run: Run, intent: 'suspended' | 'resumed', reason: string): void {
  const root = findElement(run, rootKey)!;
  record(run, intent, root, elementOf(run, root), { reason });
}

function cancel(run: Run, { reason }: Of<'cancelled'>): void {
  const root = findElement(run, rootKey)!;
  record(run, 'cancelled', root, elementOf(run, root), { reason });
  terminate(run, rootKey);
  run.status = 'cancelled';
  run.commands.push({ type: 'fail', message: reason });
}
