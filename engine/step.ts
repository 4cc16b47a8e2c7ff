// The main path: one event into a state gives the next state and the commands. Pure; costs what it touches.
import { clearIncident, raiseIncident } from './behaviors/incidents.ts';
import { runJob } from './behaviors/jobs.ts';
import { dueAgain, openSubscriptions, trigger } from './behaviors/subscriptions.ts';
import { throwError, throwEscalation } from './behaviors/throwing.ts';
import { setLocal } from './behaviors/variables.ts';
import type { Step } from './command.ts';
import { releaseInclusiveJoins } from './elements/gateways.ts';
import { completeCall } from './elements/tasks.ts';
import type { EngineEvent } from './event.ts';
import type { Model } from './graph.ts';
import { arrive, complete, enter, sendToken, terminate } from './lifecycle.ts';
import { refusal } from './refusal.ts';
import { add, beginRun, edit, elementOf, endRun, find, findElement, type Run, record, sourceOf } from './run.ts';
import { rootKey, type State } from './state.ts';
import { emptyTrie, values } from './trie.ts';

const nothing: State = {
  version: 1,
  nextKey: 2,
  status: 'active',
  hasParent: false,
  instances: emptyTrie,
  commandIds: [],
};
const rememberedCommands = 100;

/**
 * @param state null before `started`
 * @returns the same state and no commands for an event that is stale, unknown or seen before (tests/engine/step.test.ts)
 */
export function step(model: Model, state: State | null, event: EngineEvent): Step<State> {
  const base = state ?? nothing;
  const repeated = event.commandId !== undefined && base.commandIds.includes(event.commandId);
  if (repeated || refusal(model, state, event) !== undefined) return { state: base, commands: [] };
  const run = beginRun(model, base, event.at, event.actor);
  apply(run, event);
  settle(run);
  const commandIds =
    event.commandId === undefined ? base.commandIds : [...base.commandIds, event.commandId].slice(-rememberedCommands);
  return { state: endRun(run, commandIds), commands: run.commands };
}

/** Moves tokens until all have come to rest. */
function settle(run: Run): void {
  do {
    // By index: shifting a long list is slow.
    for (let index = 0; index < run.arrivals.length; index++) {
      const arrival = run.arrivals[index];
      if (arrival) arrive(run, arrival.elementId, arrival.scopeKey, arrival.flowId);
    }
    run.arrivals.length = 0;
  } while (run.status === 'active' && releaseInclusiveJoins(run));
}

function apply(run: Run, event: EngineEvent): void {
  switch (event.type) {
    case 'started':
      return start(run, event);
    case 'jobDone':
    case 'taskCompleted':
      if (event.type === 'taskCompleted') closeTask(run, event.key);
      return complete(run, event.key, event.variables);
    case 'childDone':
      return completeCall(run, elementOf(run, findElement(run, event.key)!), event.key, event.variables);
    case 'jobFailed':
    case 'childFailed': {
      const retry = event.type === 'jobFailed' ? 'job' : 'call';
      if (event.errorCode !== undefined)
        return throwError(run, event.key, event.errorCode, event.message, event.variables ?? {}, retry);
      return raiseIncident(run, event.key, retry, event.message, retry);
    }
    case 'childEscalated':
      return throwEscalation(run, event.key, event.escalationCode, event.variables ?? {});
    case 'timerFired':
      return fireTimer(run, event.key);
    case 'message': {
      const subscription = find(run, event.key)!;
      if (subscription.type === 'subscription') trigger(run, subscription, event.variables);
      return;
    }
    case 'signal':
      for (const instance of [...values(run.base.instances)]) {
        const isWaiting =
          instance.type === 'subscription' && instance.event.type === 'signal' && instance.event.name === event.name;
        if (isWaiting && find(run, instance.key)) trigger(run, instance, event.variables);
      }
      return;
    case 'taskAssigned': {
      const instance = findElement(run, event.key)!;
      record(run, 'assigned', instance, elementOf(run, instance), { assignee: event.assignee });
      return;
    }
    case 'variablesSet': {
      const key = event.scopeKey ?? rootKey;
      setLocal(run, key, event.variables);
      const instance = findElement(run, key)!;
      record(run, 'variablesSet', instance, elementOf(run, instance), {
        variables: event.variables,
        reason: event.reason ?? '',
      });
      return;
    }
    case 'incidentResolved':
      return resolveIncident(run, event);
    case 'cancelled': {
      const root = findElement(run, rootKey)!;
      record(run, 'cancelled', root, elementOf(run, root), { reason: event.reason });
      terminate(run, rootKey);
      run.status = 'cancelled';
      run.commands.push({ type: 'fail', message: event.reason });
      return;
    }
    default:
      event satisfies never;
  }
}

function start(run: Run, event: Extract<EngineEvent, { type: 'started' }>): void {
  const { graph } = run.model;
  const process = graph.elements[graph.processId]!;
  run.hasParent = event.hasParent === true;
  const root = {
    type: 'element' as const,
    key: rootKey,
    scope: 0,
    element: process.id,
    variables: event.variables,
    tokens: 0,
  };
  add(run, root);
  record(run, 'activated', root, process);
  openSubscriptions(run, rootKey, process);
  const starts = event.startElementId ? [event.startElementId] : (process.starts ?? []);
  for (const elementId of starts) sendToken(run, elementId, rootKey);
}

/** By the calendar known today the period may end later than when it was opened (CPL#85): then the timer goes on. */
function fireTimer(run: Run, key: number): void {
  const subscription = find(run, key)!;
  if (subscription.type !== 'subscription' || subscription.event.type !== 'timer') return;
  const due = dueAgain(run, subscription);
  if (due === undefined || due <= run.at) return trigger(run, subscription, {});
  add(run, { ...subscription, event: { ...subscription.event, due } });
  run.commands.push({ type: 'startTimer', ...sourceOf(run.model.graph.elements[subscription.on]!, key), due });
}

function closeTask(run: Run, key: number): void {
  const instance = findElement(run, key)!;
  run.commands.push({ type: 'closeTask', ...sourceOf(elementOf(run, instance), key), reason: 'completed' });
}

function resolveIncident(run: Run, event: Extract<EngineEvent, { type: 'incidentResolved' }>): void {
  const { key } = event;
  const instance = findElement(run, key)!;
  const element = elementOf(run, instance);
  const { retry } = instance.incident!;
  if (event.action === 'retry') setLocal(run, key, event.variables ?? {});
  clearIncident(run, key);
  record(run, 'incidentResolved', edit(run, key), element, { action: event.action, reason: event.reason ?? '' });
  if (event.action === 'skip') complete(run, key, event.variables ?? {});
  else if (retry === 'complete') complete(run, key);
  else if (retry === 'job') runJob(run, element, key);
  else enter(run, key);
}
