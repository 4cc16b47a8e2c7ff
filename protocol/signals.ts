// Temporal Signals to a running instance, from other instances and from agencies' answers.
import type { Actor, Thrower, UntimedEvent, Variables } from '../engine/event.ts';

export const signals = {
  message: 'message',
  childReport: 'childReport',
  escalationAnswered: 'escalationAnswered',
  cancelCall: 'cancelCall',
  setClock: 'setClock',
  broadcast: 'broadcast',
  nextDeadline: 'nextDeadline',
} as const;

/** The instance that a request is for; absent: the one that the workflow was started for. */
export interface ToInstance {
  readonly instanceId?: string;
}

/** A message on its way to an instance that waits for it. */
export interface Message {
  readonly key: number;
  readonly messageId: string;
  readonly messageName: string;
  readonly variables: Variables;
  readonly actor?: Actor;
}
export type MessageSignal = Message & ToInstance;
/** A BPMN signal from another instance; the id recognizes a repetition. */
export interface BroadcastSignal extends ToInstance {
  readonly id: string;
  readonly signalName: string;
  readonly variables: Variables;
}
/** A called process with a workflow of its own has ended or escalates. */
export interface ChildReport extends ToInstance {
  readonly event: Extract<UntimedEvent, { type: 'childDone' | 'childFailed' | 'childEscalated' }>;
}
export type EscalationAnswered = Thrower & ToInstance;
export interface CancelCall extends ToInstance {
  readonly reason: string;
}

/** A BPMN signal on its way to an instance that is subscribed to it. */
export interface SignalDelivery {
  readonly workflowId: string;
  readonly signalName: string;
  readonly variables: Variables;
}
