// What a simulation asks of whoever plays the world, and what it tells.
import type { Command, EngineRecord } from '../../engine/command.ts';
import type { Happening, Variables } from '../../engine/event.ts';
import type { Model, State } from '../../engine/index.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export type Outcome =
  | { readonly variables: Variables; readonly afterDays?: number }
  | {
      readonly errorCode?: string;
      readonly message: string;
      readonly variables?: Variables;
      readonly afterDays?: number;
    };

/** Answers to what the models ask for; `undefined` leaves the job or task open. */
export interface Behaviour {
  job(job: Of<'runJob'>, at: string, instance: Instance): Outcome | undefined;
  task(task: Of<'openTask'>, at: string, instance: Instance): Outcome | undefined;
  /** Of a process of which no model was given. */
  call?(call: Of<'callProcess'>, at: string, instance: Instance): Outcome | undefined;
}

export interface Instance {
  readonly id: string;
  readonly processId: string;
  readonly parent?: { readonly instance: Instance; readonly key: number };
  model: Model;
  /** Of one that a message began: while it runs, the key begins no other of the process. */
  readonly begunByKey?: string;
  state: State | null;
  /** Set when the instance has ended. */
  result?: { readonly ok: boolean; readonly variables: Variables; readonly message?: string };
}

export interface TraceLine extends EngineRecord {
  readonly instanceId: string;
  readonly processId: string;
  readonly at: string;
}

/** What is to happen, and when. */
export interface Pending {
  readonly due: number;
  readonly instance: Instance;
  readonly event: Happening;
  /** Timers and tasks may be withdrawn before they happen. */
  readonly withdrawKey?: string;
}

export interface Message {
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly expires: number;
}
