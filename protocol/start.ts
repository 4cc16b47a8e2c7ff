// Input with which a process instance's workflow starts.
import type { Actor, Variables } from '../engine/event.ts';
import type { TrainingClock } from './legal-time.ts';

/** The compiled model that an instance runs; `hash` pins the content. */
export interface ModelRef {
  readonly processId: string;
  readonly version: number;
  readonly hash: string;
}

/**
 * Input of every process instance's workflow. Its id (instance-id.ts) is `<process id>/<case number>[/<n>][/<call
 * id>]*`; n counts the instances that a message or a signal started.
 */
export interface StartInput {
  readonly model: ModelRef;
  /** Register id (uuid) of the case that this instance belongs to. */
  readonly caseId: string;
  readonly caseNumber: string;
  readonly variables: Variables;
  readonly actor: Actor;
  /** The start event, if a message or a signal started the instance. */
  readonly startElementId?: string;
  readonly clock?: TrainingClock;
  /** Values of the search attributes that never change. */
  readonly search: SearchValues;
  /** The instance that called it, and the key of the call. */
  readonly parent?: { readonly instanceId: string; readonly key: number };
}

export interface SearchValues {
  readonly CaseNumber: string;
  readonly Court: string;
  readonly AmountYuan?: number;
}
