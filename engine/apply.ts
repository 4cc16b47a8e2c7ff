// The effect of each event on the instance, before the tokens move.
import { raiseIncident } from './behaviors/incidents.ts';
import { completeUserTask, listenerDone, runListeners } from './behaviors/listeners.ts';
import { isTooLarge, tooLarge } from './behaviors/sizes.ts';
import { postponeTimer } from './behaviors/subscriptions.ts';
import { answerEscalation, throwError, throwEscalation } from './behaviors/throwing.ts';
import { receiveSignal, trigger } from './behaviors/triggering.ts';
import { assign, changesOf, update } from './behaviors/user-tasks.ts';
import { setLocal } from './behaviors/variables.ts';
import type { Bilingual } from './catalogue.ts';
import { completeCall, letThrough, renewCall } from './elements/tasks.ts';
import type { EngineEvent } from './event.ts';
import { canBeCalled } from './graph.ts';
import { resolveIncident } from './incident-resolution.ts';
import { complete, enterElement } from './lifecycle.ts';
import { say } from './messages.ts';
import { modify } from './operations/modify.ts';
import { add, edit, elementOf, evaluateAllConditions, find, findElement, type Run, record } from './run.ts';
import { type ElementInstance, rootKey, type Subscription } from './state.ts';
import { terminate } from './termination.ts';

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

export function apply(run: Run, event: EngineEvent): void {
  if (isResult(event) && event.variables && isTooLarge(event.variables)) {
    const retry = event.type === 'jobDone' || event.type === 'jobFailed' ? 'job' : 'enter';
    return raiseIncident(run, event.key, 'size', tooLarge(event.variables), retry);
  }
  switch (event.type) {
    case 'started':
      return start(run, event);
    case 'jobDone':
      return findElement(run, event.key)!.listening
        ? listenerDone(run, event.key, event.variables)
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
      evaluateAllConditions(run);
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

function start(run: Run, { variables, hasParent, startElementId }: Of<'started'>): void {
  run.hasParent = hasParent === true;
  if (run.hasParent && startElementId === undefined && !canBeCalled(run.model.graph)) return refuseCall(run);
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
  enterElement(run, rootKey);
}

/** The caller has the incident: the instance ends before its first element. */
function refuseCall(run: Run): void {
  const { en: message, zh: messageZh } = say('incident.noNoneStart', { process: run.model.graph.processId });
  run.status = 'failed';
  run.commands.push({ type: 'fail', message, messageZh, variables: {} });
}

function completeTask(run: Run, { key, variables }: Of<'taskCompleted'>): void {
  const element = elementOf(run, findElement(run, key)!);
  if (!runListeners(run, key, element, 'completing', variables)) completeUserTask(run, key, element, variables);
}

/** A failure with a code is a BPMN error; any other is for a person to look at. */
function fail(run: Run, event: Of<'jobFailed' | 'childFailed'>, retry: 'job' | 'enter'): void {
  const { type, key, message, messageZh, errorCode: code, variables = {} } = event;
  const isCancelingListener = findElement(run, key)!.listening?.phase === 'canceling';
  // The job or the called process is over, so it is not canceled.
  delete edit(run, key).awaits;
  if (code !== undefined && !isCancelingListener)
    throwError(run, key, { code, message, messageZh, variables: letThrough(run, key, variables) }, retry);
  else raiseIncident(run, key, type === 'jobFailed' ? 'job' : 'call', failureOf(event), retry);
  if (type === 'childFailed' && findElement(run, key)?.incident) renewCall(run, key);
}

function failureOf({ type, message, messageZh }: Of<'jobFailed' | 'childFailed'>): Bilingual {
  if (messageZh !== undefined) return { zh: messageZh, en: message };
  return say(type === 'jobFailed' ? 'incident.job' : 'incident.call', { detail: message });
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
  if (!runListeners(run, key, elementOf(run, findElement(run, key)!), 'assigning', { assignee }))
    assign(run, key, assignee);
}

function updateTask(run: Run, { key, changes, reason }: Of<'taskUpdated'>): void {
  const carried = changesOf(changes, reason);
  if (!runListeners(run, key, elementOf(run, findElement(run, key)!), 'updating', carried)) update(run, key, carried);
}

function setVariables(run: Run, { scopeKey = rootKey, variables, reason = '' }: Of<'variablesSet'>): void {
  setLocal(run, scopeKey, variables);
  const instance = findElement(run, scopeKey)!;
  record(run, 'variablesSet', instance, elementOf(run, instance), { variables, reason });
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
