// Tells whether the state allows an event: for the validators in front of the history, and for `step` itself.
import { isTooLarge, tooLarge } from './behaviors/sizes.ts';
import { refusalOfChanges } from './behaviors/user-tasks.ts';
import type { Bilingual } from './catalogue.ts';
import { elements } from './elements/index.ts';
import type { EngineEvent, Variables } from './event.ts';
import type { Model } from './graph.ts';
import { say } from './messages.ts';
import { refusalOfModification } from './operations/modify.ts';
import { type ElementInstance, type Instance, isCarriedOut, rootKey, type State } from './state.ts';
import { get } from './trie.ts';

/** Returns the reason if the event cannot happen now. */
export function refusal(model: Model, state: State | null, event: EngineEvent): Bilingual | undefined {
  const brought = broughtBy(event);
  if (brought && isTooLarge(brought)) return tooLarge(brought);
  if (event.type === 'started') return refusalOfStart(model, state, event.startElementId);
  if (!state || state.status === 'created') return say('refusal.notStarted');
  if (state.status !== 'active') return refusalOfEnded(state);
  if (isCarriedOut(state, event.commandId)) return say('refusal.repeated', { commandId: event.commandId! });
  if (event.type === 'cancelled') return undefined;
  if (event.type === 'resumed') return state.suspended ? undefined : say('refusal.notSuspended');
  if (state.suspended && waitsForResumption.has(event.type))
    return say('refusal.suspended', { since: state.suspended.since });
  const isListener = event.type === 'incidentResolved' && state.canceling?.keys.includes(event.key);
  if (state.canceling && !isListener && waitsForResumption.has(event.type)) return say('refusal.canceling');
  if (event.type === 'suspended') return undefined;
  if (event.type === 'modified') return refusalOfModification(model, state, event);
  if (event.type === 'migrated') return say('refusal.newModel');
  if (event.type === 'signal')
    return Object.hasOwn(state.signals ?? {}, event.name) ? undefined : say('refusal.noSignal', { name: event.name });
  const key = event.type === 'variablesSet' ? (event.scopeKey ?? rootKey) : event.key;
  const instance = get(state.instances, key);
  return instance ? refusalAt(instance, model, event) : say('refusal.nothingActive', { key });
}

export const refusalOfEnded = ({ status }: Pick<State, 'status'>): Bilingual =>
  say('refusal.ended', { status: say(`status.${status}`) });

/** Variables of a sender that can be refused. The results of work are not refused: they become incidents (`step`). */
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

/** Acts of people. Other events are kept until the instance is resumed. */
const waitsForResumption = new Set<EngineEvent['type']>([
  'taskCompleted',
  'taskAssigned',
  'taskUpdated',
  'incidentResolved',
  'modified',
  'migrated',
  'suspended',
]);

function refusalOfStart(model: Model, state: State | null, startElementId?: string): Bilingual | undefined {
  if (state && state.status !== 'created') return say('refusal.started');
  if (startElementId === undefined) return undefined;
  const { type, scope } = model.graph.elements[startElementId] ?? {};
  if (type === 'startEvent' && scope === model.graph.processId) return undefined;
  return say('refusal.startEvent', { process: model.graph.processId, found: startElementId });
}

type AtKey = Exclude<
  EngineEvent,
  { type: 'started' | 'signal' | 'cancelled' | 'modified' | 'suspended' | 'resumed' | 'migrated' }
>;

function refusalAt(instance: Instance, model: Model, event: AtKey): Bilingual | undefined {
  const { key } = instance;
  switch (event.type) {
    case 'taskCompleted':
      return awaits(instance, 'task') ? undefined : say('refusal.noTask', { key });
    case 'taskUpdated':
      if (!awaits(instance, 'task')) return say('refusal.noTask', { key });
      return refusalOfChanges(event.changes);
    case 'taskAssigned':
      return awaits(instance, 'task') ? undefined : say('refusal.noTask', { key });
    case 'jobDone':
    case 'jobFailed':
      return awaits(instance, 'job') ? undefined : say('refusal.noJob', { key });
    case 'childDone':
    case 'childFailed':
    case 'childEscalated':
      return awaits(instance, 'call') ? undefined : say('refusal.noCall', { key });
    case 'escalationAnswered':
      return awaits(instance, event.called ? 'call' : 'answer') ? undefined : say('refusal.noCaller', { key });
    case 'timerFired':
      return isFor(instance, 'timer') ? undefined : say('refusal.noTimer', { key });
    case 'message':
      return isFor(instance, 'message') ? undefined : say('refusal.noMessage', { key });
    case 'incidentResolved':
      return instance.type === 'element' ? refusalOfResolution(instance, model, event.action) : noIncident(key);
    case 'variablesSet':
      return instance.type === 'element' ? undefined : say('refusal.noScope', { key });
    default:
      return event satisfies never;
  }
}

const awaits = (instance: Instance, what: ElementInstance['awaits']): boolean =>
  instance.type === 'element' && instance.awaits === what;

const isFor = (instance: Instance, what: 'timer' | 'message'): boolean =>
  instance.type === 'subscription' && instance.event.type === what;

const noIncident = (key: number): Bilingual => say('refusal.noIncident', { key });

function refusalOfResolution(instance: ElementInstance, model: Model, action: 'retry' | 'skip'): Bilingual | undefined {
  if (!instance.incident) return noIncident(instance.key);
  const { type, name, hasConditions } = model.graph.elements[instance.element]!;
  const isLost = elements[type].cannotBeSkipped || (hasConditions && instance.incident.incidentType === 'condition');
  if (action === 'skip' && isLost) return say('refusal.notSkippable', { name });
  return undefined;
}
