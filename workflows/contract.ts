// What callers may say to the one workflow and what it answers. Types and names only: api/, worker/ and tests/ import this.
import type { Description } from '../engine/describe.ts';
import type { Actor, ElementMapping, TaskChanges, Thrower, Variables } from '../engine/event.ts';

/** Where every process instance's workflow tasks go; agencies have a queue each, `agency-<agency>`. */
export const taskQueue = 'enforcement';

/** Maps Temporal's time to legal time. Absent: they are the same. Only in training deployments and tests; may be set forward (`setClock`). */
export interface TrainingClock {
  /** Legal instant at which the mapping starts (UTC, ISO 8601). */
  readonly legalStart: string;
  /** Temporal's instant that corresponds to it (UTC, ISO 8601). */
  readonly realStart: string;
  /** Real seconds that one legal day takes; 86400 is real speed. */
  readonly secondsPerDay: number;
}

/** Which compiled model an instance runs; `hash` pins the content. */
export interface ModelRef {
  readonly processId: string;
  readonly version: number;
  readonly hash: string;
}

/** Input of every process instance's workflow. Workflow id: `<process id>/<case number>[/<n>][/<call id>]*`; n counts those that a message or a
 * signal began. */
export interface StartInput {
  readonly model: ModelRef;
  /** Register id (uuid) of the case that this instance belongs to. */
  readonly caseId: string;
  readonly caseNumber: string;
  readonly variables: Variables;
  readonly actor: Actor;
  /** Of an instance that a message or a signal began: the start event. */
  readonly startElementId?: string;
  readonly clock?: TrainingClock;
  /** Values of the search attributes that never change. */
  readonly search: SearchValues;
  /** `answers`: it tells who threw an escalation that it may go on. Absent in histories from before that. */
  readonly parent?: { readonly workflowId: string; readonly key: number; readonly answers?: true };
  /** The store loads the model and takes the first step. Every start says so; only histories from before that do not, whose workflow loads the model
   * and takes the step alone. */
  readonly beginsInStore: true;
}

export interface SearchValues {
  readonly CaseNumber: string;
  readonly Court: string;
  readonly AmountYuan?: number;
}

/** Search attributes that must be registered: name -> Temporal type. Handler, Stage, OpenNode and NextDeadline are written by the shell. */
export const searchAttributes = {
  CaseNumber: 'Keyword',
  Court: 'Keyword',
  Handler: 'Keyword',
  Process: 'Keyword',
  Stage: 'Keyword',
  OpenNode: 'Keyword',
  NextDeadline: 'Datetime',
  AmountYuan: 'Double',
} as const;

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

export const signals = {
  message: 'message',
  childEnded: 'childEnded',
  childEscalated: 'childEscalated',
  escalationAnswered: 'escalationAnswered',
  cancelCall: 'cancelCall',
  setClock: 'setClock',
  broadcast: 'broadcast',
} as const;
/**
 * What the query `state` answers: how the instance stands in the archive, after that many steps; null before the first.
 * Idle: it has taken everything that reached it, and everything it sent has arrived.
 */
export type StoredState = Description & { readonly step: number; readonly idle: boolean };

export const queries = { state: 'state', timeline: 'timeline' } as const;

/** Every update's argument carries who acts and an id under which a repetition is recognised. */
interface Act {
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
/** Also for resuming. */
export interface Suspend extends Act {
  readonly reason: string;
}
export interface Migrate extends Act {
  readonly model: ModelRef;
  readonly mapping: ElementMapping;
  readonly reason: string;
}

/** A message on its way to an instance that waits for it. */
export interface MessageSignal {
  readonly key: number;
  readonly messageId: string;
  readonly messageName: string;
  readonly variables: Variables;
  readonly actor?: Actor;
}
/** A BPMN signal from another instance; its id tells a repetition. */
export interface BroadcastSignal {
  readonly id: string;
  readonly signalName: string;
  readonly variables: Variables;
}
export type ChildEnded =
  | { readonly key: number; readonly ok: true; readonly variables: Variables }
  | {
      readonly key: number;
      readonly ok: false;
      readonly message: string;
      readonly errorCode?: string;
      readonly variables?: Variables;
    };
export interface ChildEscalated {
  readonly key: number;
  readonly escalationCode: string;
  readonly variables?: Variables;
  /** Who waits for the answer, the signal `escalationAnswered` with just this. */
  readonly thrower?: Thrower;
}

/** `ApplicationFailure.type` of a refused update; api/ maps it to a problem code. */
export type Refusal = 'NOT_FOUND' | 'NOT_OPEN' | 'ENDED' | 'INVALID';
