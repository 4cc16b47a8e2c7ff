// A savepoint within a transaction, so that a part of it can fail and the rest is committed.
import type { Queryable } from './pool.ts';

export interface Savepoint {
  /** The transaction for the part; its first use sets the savepoint, so that a part without queries costs none. */
  readonly tx: Queryable;
  /** Keeps what the part has done. */
  release(): Promise<void>;
  /** Takes back what the part has done. */
  rollback(): Promise<void>;
}

/** Prepares a savepoint; a transaction has one at a time. */
export function savepointOf(tx: Queryable): Savepoint {
  let isSet = false;
  const query = (...asked: Parameters<typeof tx.query>) => {
    // This statement fails only with the connection, and then the next statement fails too.
    if (!isSet) tx.query('savepoint part').catch(() => {});
    isSet = true;
    return tx.query(...asked);
  };
  const end = async (statement: string) => {
    if (isSet) await tx.query(statement);
  };
  return {
    tx: { query: query as Queryable['query'] },
    release: () => end('release savepoint part'),
    rollback: () => end('rollback to savepoint part'),
  };
}
