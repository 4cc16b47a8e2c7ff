// Requests to a running instance: Temporal Updates, each of which returns when its step is committed.
import type { Actor, ElementMapping, TaskChanges, Variables } from '../engine/event.ts';
import type { ModelRef } from './start.ts';

export const updates = {
  completeTask: 'completeTask',
  assignTask: 'assignTask',
  updateTask: 'updateTask',
  publishMessage: 'publishMessage',
  resolveIncident: 'resolveIncident',
  setVariables: 'setVariables',
  cancel: 'cancel',
  modify: 'modify',
  suspend: 'suspend',
  resume: 'resume',
  migrate: 'migrate',
} as const;

/**
 * Every update's argument contains the actor, an id that recognizes a repetition, and (added on the way to the
 * workflow) the instance that it is for.
 */
export interface Act {
  readonly actor: Actor;
  readonly commandId: string;
}
export interface CompleteTask extends Act {
  readonly key: number;
  readonly variables: Variables;
}
export interface AssignTask extends Act {
  readonly key: number;
  readonly assignee: string | null;
}
export interface UpdateTask extends Act {
  readonly key: number;
  readonly changes: TaskChanges;
  readonly reason: string;
}
export interface PublishMessage extends Act {
  readonly key: number;
  readonly messageId: string;
  readonly messageName: string;
  readonly variables: Variables;
}
export interface ResolveIncident extends Act {
  readonly key: number;
  readonly action: 'retry' | 'skip';
  readonly variables?: Variables;
  readonly reason: string;
}
export interface SetVariables extends Act {
  readonly variables: Variables;
  readonly reason: string;
}
export interface Cancel extends Act {
  readonly reason: string;
}

export interface Modify extends Act {
  readonly activate: readonly {
    readonly elementId: string;
    readonly scopeKey?: number;
    readonly variables?: Variables;
  }[];
  /** Keys of element instances. */
  readonly terminate: readonly number[];
  readonly reason: string;
}
/** Argument of `suspend` and of `resume`. */
export interface Suspend extends Act {
  readonly reason: string;
}
export interface Migrate extends Act {
  readonly model: ModelRef;
  readonly mapping: ElementMapping;
  readonly reason: string;
}

/** `ApplicationFailure.type` of a refused update; api/ maps it to a problem code. */
export type Refusal = 'NOT_FOUND' | 'NOT_OPEN' | 'ENDED' | 'INVALID';
