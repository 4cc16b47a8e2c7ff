// What can be read off a state: what is outstanding after a restart of the shell, and how the instance stands.
import type { Command } from './command.ts';
import type { Variables } from './event.ts';
import type { Model } from './graph.ts';
import { sourceOf } from './run.ts';
import { type ElementInstance, type Instance, rootKey, type State } from './state.ts';
import { values } from './trie.ts';

export interface Description {
  readonly processId: string;
  readonly name: string;
  readonly status: State['status'];
  readonly open: readonly {
    readonly key: number;
    readonly elementId: string;
    readonly name: string;
    readonly type: string;
    readonly loopCounter?: number;
  }[];
  readonly timers: readonly {
    readonly key: number;
    readonly elementId: string;
    readonly name: string;
    readonly due: string;
  }[];
  readonly messages: readonly {
    readonly key: number;
    readonly elementId: string;
    readonly messageName: string;
    readonly correlationKey: string;
  }[];
  readonly incidents: readonly {
    readonly key: number;
    readonly elementId: string;
    readonly name: string;
    readonly message: string;
  }[];
  readonly variables: Variables;
}

/** Plain JSON for a query; its size follows what is active. */
export function describe(model: Model, state: State): Description {
  const all = [...values(state.instances)];
  const instances = all.filter(isElement).filter(({ key }) => key !== rootKey);
  const subscriptions = all.filter((instance) => instance.type === 'subscription');
  const nameOf = (id: string) => model.graph.elements[id]!.name;
  return {
    processId: model.graph.processId,
    name: model.graph.name,
    status: state.status,
    open: instances.map(({ key, element, loopCounter }) => ({
      key,
      elementId: element,
      name: nameOf(element),
      type: model.graph.elements[element]!.type,
      ...(loopCounter === undefined ? {} : { loopCounter }),
    })),
    timers: subscriptions.flatMap(({ key, on, event }) =>
      event.type === 'timer' ? [{ key, elementId: on, name: nameOf(on), due: event.due }] : [],
    ),
    messages: subscriptions.flatMap(({ key, on, event }) =>
      event.type === 'message'
        ? [{ key, elementId: on, messageName: event.name, correlationKey: event.correlationKey }]
        : [],
    ),
    incidents: instances.flatMap(({ key, element, incident }) =>
      incident ? [{ key, elementId: element, name: nameOf(element), message: incident.message }] : [],
    ),
    variables: all.filter(isElement).find(({ key }) => key === rootKey)?.variables ?? {},
  };
}

/** Timers to be started again after the shell has lost them; a due instant in the past fires at once. */
export function pendingTimers(model: Model, state: State): Extract<Command, { type: 'startTimer' }>[] {
  return [...values(state.instances)].flatMap((instance) => {
    if (instance.type !== 'subscription' || instance.event.type !== 'timer') return [];
    return [
      {
        type: 'startTimer' as const,
        ...sourceOf(model.graph.elements[instance.on]!, instance.key),
        due: instance.event.due,
      },
    ];
  });
}

const isElement = (instance: Instance): instance is ElementInstance => instance.type === 'element';
