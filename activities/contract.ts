// What the workflow asks of the worker: types only, so that workflows/ can import it without pulling in anything else.
import type { SignalDelivery } from '../db/signals.ts';
import type { Command } from '../engine/command.ts';
import type { Actor, EngineEvent, Happening, Variables } from '../engine/event.ts';
import type { Model } from '../engine/graph.ts';
import type { State } from '../engine/state.ts';
import type { ModelRef, StartInput, TrainingClock } from '../workflows/contract.ts';

/** One process instance's step as it goes to PostgreSQL: everything in one transaction, idempotent by (workflowId, step). */
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
  /** The event that caused the step: its digest goes into the archive, a message it brought counts as delivered, a timer that fired
   * closes its deadline. (A local activity's argument is not kept in Temporal's history.) */
  readonly event: EngineEvent;
  /** `event.type`. */
  readonly cause: string;
  /** All commands of the step in order. The store keeps record, openTask, closeTask, subscribe, unsubscribe, publish, startTimer and
   * cancelTimer (as deadlines), raiseIncident, resolveIncident, complete, fail; and runs those `runJob`s whose type begins with `db:`. */
  readonly commands: readonly Command[];
  readonly clock?: TrainingClock;
  /** Digest of the decisions and the calendar that the step was taken with. */
  readonly parameters?: string;
  /** Where there are results of `db:` jobs to take, of the step's own or left over from steps before: what the store needs to take them itself. */
  readonly ahead?: { readonly state: State; readonly outcomes?: readonly Happening[] };
}

/** An instance that begins: its first step but for what the model makes of the event. */
export type Beginning = Omit<StepBatch, 'event' | 'step' | 'cause' | 'commands' | 'parameters' | 'ahead'> & {
  readonly event: Started;
};

type Started = Extract<EngineEvent, { type: 'started' }>;

/** What one step left behind. */
export interface Stored {
  /** Buffered messages that the step's new subscriptions take at once. */
  readonly messages: readonly {
    readonly key: number;
    readonly messageId: string;
    readonly messageName: string;
    readonly variables: Variables;
  }[];
  /** Where the step's `publish` commands go: a waiting instance each; none when buffered. Also messages on their way to a
   * subscription that this step closed, which go to the next that waits. */
  readonly deliveries: readonly {
    readonly workflowId: string;
    readonly key: number;
    readonly messageId: string;
    readonly messageName: string;
    readonly variables: Variables;
  }[];
  /** The other instances that listen for the signals which the step broadcast. */
  readonly signals: readonly SignalDelivery[];
  /** What begins beside the instance: processes by its messages and signals, cases that its jobs created (a resumption). The shell starts each as
   * an abandoned child under its own workflow id. */
  readonly starts: readonly { readonly workflowId: string; readonly input: StartInput }[];
  /** Results of the `db:` jobs. */
  readonly jobs: readonly JobResult[];
}

/** The step itself, and the steps that the store took ahead of the workflow: `outcomes.ts` tells by which events. */
export interface StepStored extends Stored {
  readonly ahead?: readonly Stored[];
  /** Who handles the case: told at the start and where the stage changes, when the search attributes are written. */
  readonly handler?: string;
  /** Of a step that had been stored before, by another event (at another instant at least) or other parameters than now: the workflow takes it by these. */
  readonly taken?: Taken;
}

/** What a step's outcome hangs on besides the state before. */
export type Taken = Pick<StepBatch, 'event' | 'parameters'>;

export interface Begun extends StepStored {
  readonly model: LoadedModel;
}

export type JobResult =
  | { readonly key: number; readonly ok: true; readonly variables: Variables }
  | {
      readonly key: number;
      readonly ok: false;
      readonly message: string;
      readonly errorCode?: string;
      readonly variables?: Variables;
    };

/** A job outside our database: an agency's. Runs as a normal Temporal activity on the task queue `agency-<agency>`. */
export interface AgencyJob {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly workflowId: string;
  readonly key: number;
  readonly elementId: string;
  readonly loopCounter?: number;
  /** `agency:<agency>:<operation>`. */
  readonly jobType: string;
  readonly headers: { readonly [name: string]: string };
  readonly properties: { readonly [name: string]: string };
  readonly variables: Variables;
  readonly at: string;
  readonly clock?: TrainingClock;
}

/** Local activities. */
export interface LocalActivities {
  /** Loads the model, takes the instance's first step and stores it. The workflow, told the model, takes the same step.
   * @throws ApplicationFailure INVALID when the process cannot begin so */
  begin(beginning: Beginning): Promise<Begun>;
  /** Graph, decisions and calendar of a deployed model, as `engine.step` wants them. */
  loadModel(ref: ModelRef): Promise<LoadedModel>;
  /** The deployed version of a called process: the newest, the newest with the tag, or the one that the caller was deployed with. */
  resolveModel(processId: string, versionTag?: string, deployedWith?: ModelRef): Promise<ModelRef>;
  /** Newest calendar and decisions, re-read whenever a timer fires. */
  loadParameters(ref: ModelRef): Promise<Partial<LoadedModel>>;
  /** The model with the decisions and the calendar of that digest. @throws ApplicationFailure NOT_FOUND when nobody has reckoned with them */
  loadUsed(ref: ModelRef, parameters: string): Promise<LoadedModel>;
  commitStep(batch: StepBatch): Promise<StepStored>;
}

/** `parameters` is the digest of decisions and calendar; histories from before it have none. */
export type LoadedModel = Model & { readonly parameters?: string };

/** Normal Temporal activities. */
export interface AgencyActivities {
  /** Sends the request (idempotent by case, instance and loop counter) and returns {requestId, state, ...answer}. */
  callAgency(job: AgencyJob): Promise<Variables>;
}
