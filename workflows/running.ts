// A process instance while its workflow runs, and the workflow that hosts it: the state that all parts of the shell
// share. A workflow hosts the instance that it was started for, and the processes called in it.
import type { Bilingual } from '../engine/catalogue.ts';
import type { Command, State, UntimedEvent } from '../engine/index.ts';
import type { Shown } from '../protocol/search-attributes.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import type { LoadedModel } from '../protocol/steps.ts';
import type { Commands, Send } from './commands.ts';
import type { TimelineLine } from './timeline.ts';
import type { Waiting } from './visibility.ts';

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
  /** The caller cancels its call. */
  readonly isByCaller?: true;
  /** Called when its step is committed, or when it causes no step, with the reason if there is one. */
  readonly settle: (refusal?: Bilingual) => void;
}

export interface Running {
  readonly id: string;
  readonly host: Host;
  ref: ModelRef;
  readonly parent: StartInput['parent'];
  /** Undefined until the model is loaded. */
  model: LoadedModel | undefined;
  state: State | null;
  /** State and number of the last committed step: the answer to queries. */
  committed: { readonly state: State; readonly step: number } | null;
  step: number;
  readonly queue: Queued[];
  readonly commands: Commands;
  /** True when the caller itself canceled the call: it does not wait for an answer and may have ended. */
  isCallCanceled: boolean;
}

/** Turns are taken one after another, because local activities side by side could be answered in another order when a
 * history is replayed. */
export type Turn =
  | { readonly type: 'step'; readonly running: Running }
  /** The start of a called process in this workflow. */
  | { readonly type: 'call'; readonly caller: Running; readonly command: CallProcess }
  /** Anything else that uses a local activity. */
  | { readonly type: 'other'; readonly take: () => Promise<void> };

export type CallProcess = Extract<Command, { type: 'callProcess' }>;

/** An event whose instance the workflow does not know: it has ended, or starts in a later turn. */
export interface Unknown extends Queued {
  readonly instanceId: string;
}

export interface Host {
  input: StartInput;
  /** Instances that have not ended, and the one that the workflow was started for. */
  readonly instances: Map<string, Running>;
  readonly unknown: Unknown[];
  readonly turns: Turn[];
  /** The models that this run has loaded, by `modelKey`. */
  readonly models: Map<string, LoadedModel>;
  /** A turn is under way: not yet committed, or its commands not yet carried out. */
  isBusy: boolean;
  /** The run is about to end: a request for an instance that the workflow does not know waits no longer. */
  isEnding: boolean;
  /** Number of timers and agency jobs of the run before that this run has started again. */
  startedAgain: number;
  timeline: readonly TimelineLine[];
  /** What the instances wait for; some may be over. */
  waits: readonly Waiting[];
  /** What the search attributes should show, and what they show. */
  readonly shown: Shown;
  deadlineAsOf: number;
  readonly written: Shown;
  /** What is being sent; the run ends only after it has arrived. */
  readonly underway: Set<Promise<unknown>>;
  readonly send: Send;
  /** From now on the instance takes its events, also those that arrived before it. */
  begin(running: Running): void;
  /** Refuses the events of called instances that have ended. */
  refuseEnded(): void;
  /** Lets the loop go on after a turn was added. */
  wake: () => void;
  /**
   * Resolves when the step that the event caused is committed; with a reason if the event came too late to cause one,
   * or if a migration is refused.
   */
  readonly enqueue: (
    instanceId: string,
    untimed: UntimedEvent,
    options?: Pick<Queued, 'migration' | 'isByCaller'>,
  ) => Promise<Bilingual | undefined>;
}
