// The requests of a simulation to its environment, and its trace.
import type { Command, EngineRecord } from '../../engine/command.ts';
import type { UntimedEvent, Variables } from '../../engine/event.ts';
import type { Model, State } from '../../engine/index.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export type Outcome =
  | { readonly variables: Variables; readonly afterDays?: number }
  | {
      readonly errorCode?: string;
      readonly message: string;
      readonly messageZh?: string;
      readonly variables?: Variables;
      readonly afterDays?: number;
    };

/** Answers the requests of the models; `undefined` leaves the job or task open. */
export interface Behavior {
  job(job: Of<'runJob'>, at: string, instance: Instance): Outcome | undefined;
  task(task: Of<'openTask'>, at: string, instance: Instance): Outcome | undefined;
  /** Answers for a called process without a model. */
  call?(call: Of<'callProcess'>, at: string, instance: Instance): Outcome | undefined;
}

export interface Instance {
  readonly id: string;
  readonly processId: string;
  readonly parent?: { readonly instance: Instance; readonly key: number };
  model: Model;
  /**
   * The correlation key of the message that started it; while it runs, the key starts no other instance of the process.
   */
  readonly startKey?: string;
  state: State | null;
  /** Set when the instance has ended. */
  result?: {
    readonly ok: boolean;
    readonly variables: Variables;
    readonly message?: string;
    readonly messageZh?: string;
  };
}

export interface TraceLine extends Omit<EngineRecord, 'intent'> {
  /** `variables`: `data` has the variables of the process that an event changed. */
  readonly intent: EngineRecord['intent'] | 'variables';
  readonly instanceId: string;
  readonly processId: string;
  readonly at: string;
}

/** An event that is due later. */
export interface ScheduledEvent {
  readonly due: number;
  readonly instance: Instance;
  readonly event: UntimedEvent;
  /** Timers and tasks may be canceled before they are due. */
  readonly cancelKey?: string;
}

export interface Message {
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly at: number;
  readonly expires: number;
}
