// Descriptions of a state: where the instance stands, and its outstanding timers and jobs after a restart of the shell.

import { jobCommand } from './behaviors/jobs.ts';
import type { Command } from './command.ts';
import { elements as elementTypes } from './elements/index.ts';
import type { Variables } from './event.ts';
import type { Model } from './graph.ts';
import { callIdOf, elementOf, newRun, sourceOf } from './run.ts';
import {
  type ElementInstance,
  type IncidentState,
  type Instance,
  rootKey,
  type State,
  type Subscription,
} from './state.ts';
import { get, values } from './trie.ts';

export interface OpenElement {
  readonly key: number;
  readonly scopeKey: number;
  readonly elementId: string;
  readonly awaits?: ElementInstance['awaits'];
  /** Call: the called instance's id. */
  readonly callId?: string;
  readonly assignee?: string;
  readonly loopCounter?: number;
}

export interface Description {
  readonly processId: string;
  readonly name: string;
  readonly status: State['status'];
  /** Legal instant since which it is suspended; absent if it is not. */
  readonly suspendedSince?: string;
  readonly open: readonly (OpenElement & { readonly name: string; readonly type: string; readonly jobType?: string })[];
  readonly timers: readonly Awaiting<{ readonly due: string }>[];
  readonly messages: readonly Awaiting<{ readonly messageName: string; readonly correlationKey: string }>[];
  readonly signals: readonly Awaiting<{ readonly signalName: string }>[];
  readonly incidents: readonly Awaiting<{
    readonly type: string;
    readonly message: string;
    readonly messageZh: string;
  }>[];
  /** Joins at which a token waits for others (BPMN 2.0.2 §13.4.1, §13.4.3). */
  readonly joins: readonly WaitingJoin[];
  /** Variables of the process itself, without those of inner scopes. */
  readonly variables: Variables;
}

export interface WaitingJoin {
  readonly scopeKey: number;
  readonly elementId: string;
  readonly name: string;
  readonly type: string;
  /** Incoming sequence flows that have a token, and those that have none. */
  readonly arrived: readonly string[];
  readonly awaited: readonly string[];
}

/** The job type as the model writes it; if the job is a listener's, the type of the current listener. */
function jobTypeOf({ graph }: Model, { instances }: State, { key, elementId, awaits }: OpenElement) {
  if (awaits !== 'job') return {};
  const { listening } = get(instances, key) as ElementInstance;
  const { job, listeners } = graph.elements[elementId]!;
  const jobType = listening ? listeners?.[listening.phase]?.[listening.index]?.type : job?.type;
  return jobType === undefined ? {} : { jobType };
}

type Awaiting<T> = T & { readonly key: number; readonly elementId: string; readonly name: string };

/** All element instances but the process itself, in the order in which they started. */
export const openElements = (state: State): OpenElement[] => openAmong(elementsIn(state));

function openAmong(instances: readonly ElementInstance[]): OpenElement[] {
  return instances
    .filter(({ key }) => key !== rootKey)
    .map((instance) => {
      const { key, scope, element, awaits, assignee, loopCounter } = instance;
      return {
        key,
        scopeKey: scope,
        elementId: element,
        ...(awaits === undefined ? {} : { awaits }),
        ...(awaits === 'call' ? { callId: callIdOf(instance) } : {}),
        ...(assignee === undefined ? {} : { assignee }),
        ...(loopCounter === undefined ? {} : { loopCounter }),
      };
    });
}

/** Plain JSON for a query; its size follows what is active. */
export function describe(model: Model, state: State): Description {
  const { elements, processId, name } = model.graph;
  const at = (key: number, elementId: string) => ({ key, elementId, name: elements[elementId]!.name });
  const drawn = (elementId: string) => elements[elementId]!.drawn ?? elements[elementId]!;
  const subscriptions = subscriptionsIn(state);
  const instances = elementsIn(state);
  return {
    processId,
    name,
    status: state.status,
    ...(state.suspended ? { suspendedSince: state.suspended.since } : {}),
    open: openAmong(instances).map((open) => ({
      ...open,
      ...at(open.key, drawn(open.elementId).id),
      type: drawn(open.elementId).type,
      ...jobTypeOf(model, state, open),
    })),
    timers: subscriptions.flatMap(({ key, on, event }) =>
      event.type === 'timer' ? [{ ...at(key, on), due: event.due }] : [],
    ),
    messages: subscriptions.flatMap(({ key, on, event }) =>
      event.type === 'message'
        ? [{ ...at(key, on), messageName: event.name, correlationKey: event.correlationKey }]
        : [],
    ),
    signals: subscriptions.flatMap(({ key, on, event }) =>
      event.type === 'signal' ? [{ ...at(key, on), signalName: event.name }] : [],
    ),
    incidents: instances.flatMap(({ key, element, incident }) =>
      incident ? [{ ...at(key, drawn(element).id), ...reported(incident) }] : [],
    ),
    joins: instances.flatMap((scope) => joinsIn(scope, model)),
    variables: (get(state.instances, rootKey) as ElementInstance | undefined)?.variables ?? {},
  };
}

function joinsIn({ key, waiting }: ElementInstance, { graph: { elements, flows } }: Model): readonly WaitingJoin[] {
  if (!waiting) return [];
  const ids = [...new Set(Object.keys(waiting).map((flowId) => flows[flowId]!.target))];
  return ids.map((elementId) => {
    const { name, type, incoming } = elements[elementId]!;
    const hasToken = (flowId: string) => (waiting[flowId] ?? 0) > 0;
    const [arrived, awaited] = [incoming.filter(hasToken), incoming.filter((flowId) => !hasToken(flowId))];
    return { scopeKey: key, elementId, name, type, arrived, awaited };
  });
}

const reported = ({ incidentType: type, message, messageZh }: IncidentState) => ({ type, message, messageZh });

/** Timers to be started again after the shell has lost them; a due instant in the past fires at once. */
export function pendingTimers(model: Model, state: State): Extract<Command, { type: 'startTimer' }>[] {
  return subscriptionsIn(state).flatMap(({ key, on, event }) =>
    event.type === 'timer'
      ? [{ type: 'startTimer' as const, ...sourceOf(model.graph.elements[on]!, key), due: event.due }]
      : [],
  );
}

/**
 * Timers and running jobs, which only the shell remembers and loses with its run. Tasks, subscriptions and called
 * processes are stored elsewhere and are not included.
 * @param at legal time, for job types and variables that depend on it
 */
export function pending(model: Model, state: State, at: string): Command[] {
  const run = newRun(elementTypes, model, state, at);
  const jobs = elementsIn(state).filter(({ awaits }) => awaits === 'job');
  return [
    ...pendingTimers(model, state),
    ...jobs.map((instance) => jobCommand(run, elementOf(run, instance), instance.key)),
  ];
}

const elementsIn = (state: State): ElementInstance[] => [...values(state.instances)].filter(isElement);

const subscriptionsIn = (state: State): Subscription[] =>
  [...values(state.instances)].filter((instance) => instance.type === 'subscription');

const isElement = (instance: Instance): instance is ElementInstance => instance.type === 'element';
