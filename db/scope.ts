// The handle in which a request's SQL runs. It says who asks, so that a user's rights to rows are set here and no query
// goes around them. Today every query runs on the pool.
import type { Actor } from '../engine/event.ts';
import type { Connections, Pool, Queryable } from './pool.ts';

/** A user; `anyone` on a public route; `system` for startup, sweeper and metrics. */
export type Asker = Actor | 'anyone' | 'system';

/** For the query files and for `transaction`; nothing else of the pool is within reach. */
export interface Db extends Queryable, Connections {
  readonly asker: Asker;
}

export const scopeFor = (pool: Pool, asker: Asker): Db => ({
  asker,
  query: ((...query: Parameters<Pool['query']>) => pool.query(...query)) as Queryable['query'],
  connect: () => pool.connect(),
});
