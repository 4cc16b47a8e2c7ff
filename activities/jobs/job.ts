// The handler of a `db:` job. It runs in the transaction that commits the step, so that its effect and its record are
// committed together.
import type { Queryable } from '../../db/pool.ts';
import type { Bilingual } from '../../engine/catalogue.ts';
import type { Actor, Variables } from '../../engine/event.ts';
import type { TrainingClock } from '../../protocol/legal-time.ts';
import type { StartInput } from '../../protocol/start.ts';

export interface JobContext {
  /** The step's transaction. */
  readonly tx: Queryable;
  readonly caseId: string;
  readonly workflowId: string;
  readonly elementId: string;
  /** Name of the element in the model (Chinese). */
  readonly name: string;
  /** Unique per job: `<workflow id>/<key>`; the idempotency key of rows that must exist once. */
  readonly effectKey: string;
  /** Legal time (UTC instant). */
  readonly at: string;
  /** Legal date in Asia/Shanghai: `2026-03-02`. */
  readonly legalDate: string;
  readonly actor?: Actor;
  readonly headers: { readonly [name: string]: string };
  readonly properties: { readonly [name: string]: string };
  readonly clock?: TrainingClock;
  /** Requests the start of another workflow after the step is committed. */
  readonly start: (workflowId: string, input: StartInput) => void;
}

/**
 * Gets the job's variables (from the element's input mappings) and returns those that the output mappings may use.
 * @throws JobError with a BPMN error code that the model catches; any other error becomes an incident, a `JobFailure`
 * in both languages
 */
export type JobHandler = (variables: Variables, context: JobContext) => Promise<Variables>;

/** A failure that becomes an incident with this text. */
export class JobFailure extends Error {
  readonly text: Bilingual;
  constructor(text: Bilingual) {
    super(text.en);
    this.text = text;
  }
}

/** A failure that the model foresees: it becomes the BPMN error `errorCode` at the job's element. */
export class JobError extends JobFailure {
  readonly errorCode: string;
  readonly variables: Variables;
  constructor(errorCode: string, text: Bilingual, variables: Variables = {}) {
    super(text);
    this.errorCode = errorCode;
    this.variables = variables;
  }
}
