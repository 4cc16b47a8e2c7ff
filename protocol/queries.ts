// Temporal Queries of a running instance.
import type { Description } from '../engine/describe.ts';

/**
 * Answer of the query `state`: the instance's state after the last committed step; null before the first. `idle`: it
 * has processed every event that reached it, and everything that it sent has arrived.
 */
export type CommittedState = Description & { readonly step: number; readonly idle: boolean };

export const queries = { state: 'state', timeline: 'timeline' } as const;
