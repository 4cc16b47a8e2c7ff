// Temporal Signals to a running instance, from other instances and from agencies' answers.
import type { Actor, Thrower, Variables } from '../engine/event.ts';

export const signals = {
  message: 'message',
  childEnded: 'childEnded',
  childEscalated: 'childEscalated',
  escalationAnswered: 'escalationAnswered',
  cancelCall: 'cancelCall',
  setClock: 'setClock',
  broadcast: 'broadcast',
} as const;

/** A message on its way to an instance that waits for it. */
export interface MessageSignal {
  readonly key: number;
  readonly messageId: string;
  readonly messageName: string;
  readonly variables: Variables;
  readonly actor?: Actor;
}
/** A BPMN signal from another instance; the id recognizes a repetition. */
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
      readonly messageZh?: string;
      readonly errorCode?: string;
      readonly variables?: Variables;
    };
export interface ChildEscalated {
  readonly key: number;
  readonly escalationCode: string;
  readonly variables?: Variables;
  /** The thrower, if it waits for the answer: the signal `escalationAnswered` with this value. */
  readonly thrower?: Thrower;
}

/** A BPMN signal on its way to an instance that is subscribed to it. */
export interface SignalDelivery {
  readonly workflowId: string;
  readonly signalName: string;
  readonly variables: Variables;
}
