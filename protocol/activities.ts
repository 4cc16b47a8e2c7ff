// The Temporal activities that the workflow calls. Types only: the workflow's bundle contains none of their code.
import type { Variables } from '../engine/event.ts';
import type { TrainingClock } from './legal-time.ts';
import type { ModelRef } from './start.ts';
import type {
  CalledProcess,
  CallStart,
  CallStarted,
  InstanceStart,
  InstanceStarted,
  LoadedModel,
  StepBatch,
  StepCommitted,
} from './steps.ts';

/** Local activities: they only use PostgreSQL. */
export interface LocalActivities {
  /**
   * Loads the model, takes the instance's first step and commits it. The workflow takes the same step with the returned
   * model.
   * @throws ApplicationFailure INVALID if the engine refuses the start
   */
  startInstance(start: InstanceStart): Promise<InstanceStarted>;
  /**
   * The same for a called process: finds its version first. A repetition starts the version of the first call.
   * @throws ApplicationFailure NOT_FOUND if no such process is deployed, INVALID if the engine refuses the start
   */
  startCalled(start: CallStart): Promise<CallStarted>;
  /** Graph, decisions and calendar of a deployed model, as `engine.step` takes them. */
  loadModel(ref: ModelRef): Promise<LoadedModel>;
  /**
   * The deployed version of a called process: the newest, the newest with the tag, or the one deployed with the caller.
   */
  resolveModel(called: CalledProcess): Promise<ModelRef>;
  /** Newest calendar and decisions, read again whenever a timer fires. */
  loadParameters(ref: ModelRef): Promise<Omit<LoadedModel, 'graph'>>;
  /**
   * The model with exactly the decisions and the calendar of that digest.
   * @throws ApplicationFailure NOT_FOUND if no step was evaluated with them
   */
  loadModelWith(ref: ModelRef, parameters: string): Promise<LoadedModel>;
  /** Commits a step, and the steps of its lookahead, in one transaction; a repetition gets the same answer. */
  commitStep(batch: StepBatch): Promise<StepCommitted>;
}

/** Normal Temporal activities. */
export interface AgencyActivities {
  /** Sends the request (idempotent by case, instance and loop counter) and returns {requestId, state, ...answer}. */
  callAgency(job: AgencyJob): Promise<Variables>;
}

/** A job of an agency. Runs as a normal Temporal activity on that agency's task queue. */
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
