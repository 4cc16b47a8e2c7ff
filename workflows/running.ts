// A process instance while its workflow runs: the state that all parts of the shell share.
import type { Bilingual } from '../engine/catalogue.ts';
import type { State, UntimedEvent } from '../engine/index.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import type { LoadedModel } from '../protocol/steps.ts';
import type { TimelineLine } from './visibility.ts';

/** The target version of a migration, loaded before the step, because a step cannot wait. */
export interface Migration {
  readonly model: LoadedModel;
  readonly ref: ModelRef;
}

/** An event that waits for its step. */
export interface Queued {
  readonly untimed: UntimedEvent;
  readonly migration?: Migration;
  /** Caused by a committed step, so the commit's lookahead may include it. */
  readonly isOutcome?: true;
  /** Called when its step is committed, or when it causes no step, with the reason if there is one. */
  readonly settle: (refusal?: Bilingual) => void;
}

export interface Running {
  input: StartInput;
  /** Undefined until the model is loaded. */
  model: LoadedModel | undefined;
  state: State | null;
  /** State and number of the last committed step: the answer to queries. */
  committed: { readonly state: State; readonly step: number } | null;
  step: number;
  timeline: readonly TimelineLine[];
  readonly queue: Queued[];
  /** A step is under way: not yet committed, or its commands not yet carried out. */
  isBusy: boolean;
  /** True when the caller itself canceled the call: it does not wait for an answer and may have ended. */
  isCallCanceled: boolean;
  /**
   * Resolves when the step that the event caused is committed; with a reason if the event came too late to cause one,
   * or if a migration is refused.
   */
  readonly enqueue: (untimed: UntimedEvent, migration?: Migration) => Promise<Bilingual | undefined>;
}
