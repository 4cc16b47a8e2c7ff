// Whether the state allows an event: for the validators in front of the history, and for `step` itself.
import type { EngineEvent } from './event.ts';
import type { Model } from './graph.ts';
import { rootKey, type State } from './state.ts';
import { get } from './trie.ts';

/** Why the event cannot happen now; undefined when it can. */
export function refusal(model: Model, state: State | null, event: EngineEvent): string | undefined {
  if (event.type === 'started') return state ? 'The process instance has started already.' : undefined;
  if (!state) return 'The process instance has not started.';
  if (state.status !== 'active') return `The process instance has ended (${state.status}).`;
  const key = 'key' in event ? event.key : event.type === 'variablesSet' ? (event.scopeKey ?? rootKey) : rootKey;
  const instance = get(state.instances, key);
  if (!instance) return `Nothing with the key ${key} is active.`;
  const type = instance.type === 'element' ? model.graph.elements[instance.element]!.type : 'subscription';
  switch (event.type) {
    case 'taskCompleted':
    case 'taskAssigned':
      return type === 'userTask' && instance.type === 'element' && !instance.isLoopBody && !instance.incident
        ? undefined
        : `No user task with the key ${key} is open.`;
    case 'jobDone':
    case 'jobFailed':
      return instance.type === 'element' && !instance.incident ? undefined : `No job with the key ${key} is running.`;
    case 'childDone':
    case 'childFailed':
    case 'childEscalated':
      return type === 'callActivity' ? undefined : `No called process with the key ${key} is active.`;
    case 'timerFired':
      return instance.type === 'subscription' && instance.event.type === 'timer'
        ? undefined
        : `No timer with the key ${key} is running.`;
    case 'message':
      return instance.type === 'subscription' && instance.event.type === 'message'
        ? undefined
        : `No message is awaited under the key ${key}.`;
    case 'incidentResolved':
      return instance.type === 'element' && instance.incident
        ? undefined
        : `The element with the key ${key} has no incident.`;
    case 'variablesSet':
      return instance.type === 'element' ? undefined : `No scope has the key ${key}.`;
    case 'signal':
    case 'cancelled':
      return undefined;
    default:
      return event satisfies never;
  }
}
