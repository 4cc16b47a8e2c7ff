// Temporal Queries of a running instance.
import type { Description } from '../engine/describe.ts';

/**
 * Answer of the query `state`: how the instance stands in the archive, after `step` steps; null before the first.
 * Idle: it has processed every event that reached it, and everything it sent has arrived.
 */
export type CommittedState = Description & { readonly step: number; readonly idle: boolean };

export const queries = { state: 'state', timeline: 'timeline' } as const;
