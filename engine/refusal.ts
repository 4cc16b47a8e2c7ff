// Whether the state allows an event: for the validators in front of the history, and for `step` itself.
import { isTooLarge, tooLarge } from './behaviors/sizes.ts';
import { refusalOfChanges } from './behaviors/user-tasks.ts';
import { elements } from './elements/index.ts';
import type { EngineEvent, Variables } from './event.ts';
import type { Model } from './graph.ts';
import { refusalOfModification } from './operations/modify.ts';
import { type ElementInstance, type Instance, isCarriedOut, rootKey, type State } from './state.ts';
import { get } from './trie.ts';

/** Why the event cannot happen now; undefined when it can. */
export function refusal(model: Model, state: State | null, event: EngineEvent): string | undefined {
  const brought = broughtBy(event);
  if (brought && isTooLarge(brought)) return tooLarge(brought);
  if (event.type === 'started') return refusalOfStart(model, state, event.startElementId);
  if (!state || state.status === 'created') return 'The process instance has not started.';
  if (state.status !== 'active') return `The process instance has ended (${state.status}).`;
  if (isCarriedOut(state, event.commandId)) return `The command ${event.commandId} has been carried out already.`;
  if (event.type === 'cancelled') return undefined;
  if (event.type === 'resumed') return state.suspended ? undefined : 'The process instance is not suspended.';
  if (state.suspended && waitsForResumption.has(event.type))
    return `The process instance is suspended since ${state.suspended.since}: resume it first.`;
  const isListener = event.type === 'incidentResolved' && state.canceling?.keys.includes(event.key);
  if (state.canceling && !isListener && waitsForResumption.has(event.type))
    return 'User tasks are being withdrawn: their listeners must have been told first.';
  if (event.type === 'suspended') return undefined;
  if (event.type === 'modified') return refusalOfModification(model, state, event);
  if (event.type === 'migrated') return 'A migration needs the new model.';
  if (event.type === 'signal')
    return Object.hasOwn(state.signals ?? {}, event.name)
      ? undefined
      : `Nothing listens for the signal '${event.name}'.`;
  const key = event.type === 'variablesSet' ? (event.scopeKey ?? rootKey) : event.key;
  const instance = get(state.instances, key);
  return instance ? refusalAt(instance, model, event) : `Nothing with the key ${key} is active.`;
}

/** Variables of whoever can be told no. The results of work cannot be: those are incidents (`step`). */
function broughtBy(event: EngineEvent): Variables | undefined {
  switch (event.type) {
    case 'started':
    case 'taskCompleted':
    case 'message':
    case 'signal':
    case 'variablesSet':
    case 'incidentResolved':
      return event.variables;
    case 'modified':
      return Object.assign({}, ...event.activate.map(({ variables }) => variables));
    default:
      return undefined;
  }
}

/** What people do by hand; what arrives by itself is kept until then. */
const waitsForResumption = new Set<EngineEvent['type']>([
  'taskCompleted',
  'taskAssigned',
  'taskUpdated',
  'incidentResolved',
  'modified',
  'migrated',
  'suspended',
]);

function refusalOfStart(model: Model, state: State | null, startElementId?: string): string | undefined {
  if (state && state.status !== 'created') return 'The process instance has started already.';
  if (startElementId === undefined) return undefined;
  const { type, scope } = model.graph.elements[startElementId] ?? {};
  if (type === 'startEvent' && scope === model.graph.processId) return undefined;
  return `Expected a start event of the process '${model.graph.processId}'; found '${startElementId}'.`;
}

type AtKey = Exclude<
  EngineEvent,
  { type: 'started' | 'signal' | 'cancelled' | 'modified' | 'suspended' | 'resumed' | 'migrated' }
>;

function refusalAt(instance: Instance, model: Model, event: AtKey): string | undefined {
  const { key } = instance;
  switch (event.type) {
    case 'taskCompleted':
      return awaits(instance, 'task') ? undefined : `No user task with the key ${key} is open.`;
    case 'taskUpdated':
      if (!awaits(instance, 'task')) return `No user task with the key ${key} is open.`;
      return refusalOfChanges(event.changes);
    case 'taskAssigned':
      return awaits(instance, 'task') ? undefined : `No user task with the key ${key} is open.`;
    case 'jobDone':
    case 'jobFailed':
      return awaits(instance, 'job') ? undefined : `No job with the key ${key} is running.`;
    case 'childDone':
    case 'childFailed':
    case 'childEscalated':
      return awaits(instance, 'call') ? undefined : `No called process with the key ${key} is active.`;
    case 'escalationAnswered':
      return awaits(instance, event.called ? 'call' : 'answer')
        ? undefined
        : `Nothing with the key ${key} waits for its caller.`;
    case 'timerFired':
      return isFor(instance, 'timer') ? undefined : `No timer with the key ${key} is running.`;
    case 'message':
      return isFor(instance, 'message') ? undefined : `No message is awaited under the key ${key}.`;
    case 'incidentResolved':
      return instance.type === 'element' ? refusalOfResolution(instance, model, event.action) : noIncident(key);
    case 'variablesSet':
      return instance.type === 'element' ? undefined : `No scope has the key ${key}.`;
    default:
      return event satisfies never;
  }
}

const awaits = (instance: Instance, what: ElementInstance['awaits']): boolean =>
  instance.type === 'element' && instance.awaits === what;

const isFor = (instance: Instance, what: 'timer' | 'message'): boolean =>
  instance.type === 'subscription' && instance.event.type === what;

const noIncident = (key: number): string => `The element with the key ${key} has no incident.`;

function refusalOfResolution(instance: ElementInstance, model: Model, action: 'retry' | 'skip'): string | undefined {
  if (!instance.incident) return noIncident(instance.key);
  const { type, name, hasConditions } = model.graph.elements[instance.element]!;
  const isLost = elements[type].cannotBeSkipped || (hasConditions && instance.incident.incidentType === 'condition');
  if (action === 'skip' && isLost)
    return `'${name}' cannot be skipped: nobody could say where its token goes. Correct the variables and retry.`;
  return undefined;
}
