// A process instance while its workflow runs: what all parts of the shell share.
import type { LoadedModel } from '../activities/contract.ts';
import type { Happening, State } from '../engine/index.ts';
import type { ModelRef, StartInput } from './contract.ts';
import type { TimelineLine } from './visibility.ts';

/** To another version of the model; loaded before, because a step does not wait. */
export interface Migration {
  readonly model: LoadedModel;
  readonly ref: ModelRef;
}

/** The instance while it runs. */
export interface Running {
  input: StartInput;
  model: LoadedModel | undefined;
  state: State | null;
  /** As of the last step that is in the archive: what a query tells. */
  stored: { readonly state: State; readonly step: number } | null;
  step: number;
  timeline: readonly TimelineLine[];
  /** An event is being taken: its step is not yet stored, or its commands not yet carried out. */
  isBusy: boolean;
  /** The caller itself cancelled the call: it waits for nothing and may have ended. */
  isCalledOff: boolean;
  /** Resolves when the step that the event caused is stored; with the reason when nothing came of it because it was too late, or a migration is refused. */
  readonly enqueue: (happening: Happening, migration?: Migration) => Promise<string | undefined>;
}

/** Begun on a release before the store took steps ahead: its history has commands in the order that was usual then. */
export const isFromBefore = ({ model }: Running): boolean => model?.parameters === undefined;
