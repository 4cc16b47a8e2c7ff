// Temporal Queries of a running instance.
import type { Description } from '../engine/describe.ts';

/**
 * Answer of the query `state`: the instance's state after the last committed step; null before the first. `idle`: it
 * has processed every event that reached it, and everything that it sent has arrived.
 */
export type CommittedState = Description & { readonly step: number; readonly idle: boolean };

/** Answer of the query `progress`: what the workflow's instances still have to do by themselves. */
export interface HostProgress {
  /** The workflow has processed every event that reached it, and everything that it sent has arrived. */
  readonly idle: boolean;
  readonly instances: readonly InstanceProgress[];
}

export interface InstanceProgress {
  readonly id: string;
  /** The last committed step. */
  readonly step: number;
  /** A job is running. A failed job is not: it waits for a person. */
  readonly isWorking: boolean;
  /** Call ids of the called processes that have not ended. */
  readonly calls: readonly string[];
  /** Legal instant of the next timer; null when there is none. */
  readonly due: string | null;
}

export const queries = { state: 'state', progress: 'progress', timeline: 'timeline' } as const;
