// A step on its way to PostgreSQL, and the answer of its commit.
import type { Command } from '../engine/command.ts';
import type { Actor, EngineEvent, UntimedEvent, Variables } from '../engine/event.ts';
import type { Model } from '../engine/graph.ts';
import type { State } from '../engine/state.ts';
import type { TrainingClock } from './legal-time.ts';
import type { SignalDelivery } from './signals.ts';
import type { ModelRef, StartInput } from './start.ts';

/** One step of a process instance: committed in one transaction, idempotent by (workflowId, step). */
export interface StepBatch {
  readonly workflowId: string;
  readonly runId: string;
  readonly model: ModelRef;
  readonly caseId: string;
  readonly parentWorkflowId?: string;
  /** 1, 2, 3 … over all runs of this workflow. */
  readonly step: number;
  /** Legal time (UTC instant). */
  readonly at: string;
  readonly actor?: Actor;
  /**
   * The event that caused the step. Its digest goes into the archive, its message counts as delivered, its timer closes
   * the deadline. (Temporal's history does not keep a local activity's argument.)
   */
  readonly event: EngineEvent;
  /** `event.type`. */
  readonly cause: string;
  /** All commands of the step in order. The commit projects them into the tables and runs the `db:` jobs. */
  readonly commands: readonly Command[];
  readonly clock?: TrainingClock;
  /** Digest of the decisions and the calendar that the step was evaluated with. */
  readonly parameters: string;
  /**
   * Set if the commit may look ahead: the state after the step, and the outcomes of earlier steps that are still in the
   * queue.
   */
  readonly lookahead?: { readonly state: State; readonly outcomes?: readonly UntimedEvent[] };
}

/** An instance that starts: its first step without the part that the model computes from the event. */
export type InstanceStart = Omit<StepBatch, 'event' | 'step' | 'cause' | 'commands' | 'parameters' | 'lookahead'> & {
  readonly event: Extract<EngineEvent, { type: 'started' }>;
};

/** Results of one committed step. */
export interface Committed {
  /** Buffered messages that match the step's new subscriptions. */
  readonly messages: readonly {
    readonly key: number;
    readonly messageId: string;
    readonly messageName: string;
    readonly variables: Variables;
  }[];
  /**
   * Deliveries of the step's published messages, at most one per message, none if it is buffered. Also messages on
   * their way to a subscription that this step closed: they go to the next open subscription.
   */
  readonly deliveries: readonly {
    readonly workflowId: string;
    readonly key: number;
    readonly messageId: string;
    readonly messageName: string;
    readonly variables: Variables;
  }[];
  /** The other instances that are subscribed to the signals of the step. */
  readonly signals: readonly SignalDelivery[];
  /**
   * Instances to start beside this one: processes started by its messages and signals, and cases that its jobs created
   * (a resumption). The workflow starts each as an abandoned child with that workflow id.
   */
  readonly starts: readonly { readonly workflowId: string; readonly input: StartInput }[];
  /** Results of the `db:` jobs. */
  readonly jobs: readonly JobResult[];
  /** The waits that the step opens. */
  readonly waits?: readonly Wait[];
}

/** The earliest open deadline of the case, whoever's it is. */
export interface NextDeadline {
  /** UTC, ISO 8601; null when there is none. */
  readonly due: string | null;
  /** Number of records in the case's archive when it was read: of two values the one with the greater number holds. */
  readonly asOf: number;
}

/** Something that an instance waits for, in a supervisor's words. */
export interface Wait {
  readonly key: number;
  readonly kind: 'openTask' | 'startTimer' | 'runJob' | 'subscribe';
  /** The act, or the period. */
  readonly name: string;
  /** The people whose act it is. */
  readonly for?: string;
  /** Legal instant (UTC, ISO 8601). */
  readonly until?: string;
  /** In words, in the version of that day. */
  readonly articles: readonly string[];
}

/** The committed step, and the steps of the lookahead; `outcomesOf` gives the events that caused those. */
export interface StepCommitted extends Committed {
  /**
   * Legal time of the committed step. The workflow continues with it: its own clock may differ by milliseconds when a
   * history is replayed.
   */
  readonly at: string;
  readonly lookahead?: readonly Committed[];
  /**
   * The user who handles the case. Only set at the start and when the stage changes: then search attributes are
   * written.
   */
  readonly handler?: string;
  readonly nextDeadline: NextDeadline;
  /**
   * Set if the step number was committed before with another event (or another instant) or with other parameters. The
   * archive is authoritative, so the workflow replays the step with these.
   */
  readonly before?: CommittedCause;
}

/** The inputs of a step besides the state before it. */
export type CommittedCause = Pick<StepBatch, 'event' | 'parameters'>;

/** A called process that starts in its caller's workflow. */
export type CallStart = Omit<InstanceStart, 'model'> & {
  readonly call: CalledProcess;
  /** Keys of the models that the workflow has, so that a history has each model once however often it is called. */
  readonly known: readonly string[];
};

/** Key of a model with its parameters. */
export const modelKey = ({ processId, version, hash }: ModelRef, parameters: string): string =>
  `${processId}/${version}/${hash}/${parameters}`;

export interface CalledProcess {
  readonly processId: string;
  readonly versionTag?: string;
  /** The caller's model, if the called one is the version that was deployed with it. */
  readonly deployedWith?: ModelRef;
}

export interface CallStarted extends StepCommitted {
  readonly ref: ModelRef;
  /** Without the rest if the workflow has it. */
  readonly model: LoadedModel | Pick<LoadedModel, 'parameters'>;
}

export interface InstanceStarted extends StepCommitted {
  readonly model: LoadedModel;
}

/** A deployed model with the digest of the decisions and the calendar in it. */
export type LoadedModel = Model & { readonly parameters: string };

export type JobResult =
  | { readonly key: number; readonly ok: true; readonly variables: Variables }
  | {
      readonly key: number;
      readonly ok: false;
      readonly message: string;
      readonly messageZh?: string;
      readonly errorCode?: string;
      readonly variables?: Variables;
    };
