// The database handle of a request. It names the requester, so that a user's rights to rows can be enforced here for
// every query. Today every query simply runs on the pool.
import type { Actor } from '../engine/event.ts';
import type { Connections, Pool, Queryable } from './pool.ts';

/** A user, `anyone` on a public route, or `system` for startup, sweeper and metrics. */
export type Requester = Actor | 'anyone' | 'system';

/** Handle for the query files and for `transaction`; it exposes nothing else of the pool. */
export interface Db extends Queryable, Connections {
  readonly requester: Requester;
}

export const scopeFor = (pool: Pool, requester: Requester): Db => ({
  requester,
  query: ((...query: Parameters<Pool['query']>) => pool.query(...query)) as Queryable['query'],
  connect: () => pool.connect(),
});
