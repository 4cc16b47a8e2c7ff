// The handler of a `db:` job: it runs inside the transaction that stores the step, so its effect and its record are
// one.
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
  /** Element's name in the model (Chinese). */
  readonly name: string;
  /** Unique per effect: `<workflow id>/<key>`; use as idempotency key of rows that must exist once. */
  readonly effectKey: string;
  /** Legal time (UTC instant) and the legal date in Asia/Shanghai (`2026-03-02`). */
  readonly at: string;
  readonly legalDate: string;
  readonly actor?: Actor;
  readonly headers: { readonly [name: string]: string };
  readonly properties: { readonly [name: string]: string };
  readonly clock?: TrainingClock;
  /** Asks the shell to start another case's workflow once the step is stored. */
  readonly start: (workflowId: string, input: StartInput) => void;
}

/** Takes the job's variables (the element's input mappings), returns what the output mappings may pick from.
 * Throws `JobError` with a BPMN error code for what the model catches; anything else becomes an incident,
 * `JobFailure` in both languages. */
export type JobHandler = (variables: Variables, context: JobContext) => Promise<Variables>;

/** A failure that becomes an incident with this text. */
export class JobFailure extends Error {
  readonly text: Bilingual;
  constructor(text: Bilingual) {
    super(text.en);
    this.text = text;
  }
}

/** A failure that the model foresees: thrown as the BPMN error `errorCode` at the job's element. */
export class JobError extends JobFailure {
  readonly errorCode: string;
  readonly variables: Variables;
  constructor(errorCode: string, text: Bilingual, variables: Variables = {}) {
    super(text);
    this.errorCode = errorCode;
    this.variables = variables;
  }
}
