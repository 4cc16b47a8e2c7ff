// Connections to PostgreSQL. Values arrive so: bigint (fen) as BigInt, date as `2026-03-02`, timestamptz as ISO 8601 in
// UTC.
import pg from 'pg';

export type { Pool, PoolClient } from 'pg';

/** The pool, or a transaction's client. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** Source of connections for transactions: the pool, or a request's scope. */
export interface Connections {
  connect(): Promise<pg.PoolClient>;
}

const { builtins } = pg.types;
const parsers: { readonly [oid: number]: (text: string) => unknown } = {
  [builtins.INT8]: BigInt,
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};

/** Creates a pool that pipelines queries: those that are not awaited one by one travel together, which saves time. */
export function createPool(databaseUrl: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    pipeline: true,
    options: '-c timezone=Asia/Shanghai',
    types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
    ...options,
  });
  // An idle connection was lost. The pool drops it; if the database is still away, the next query throws.
  pool.on('error', () => undefined);
  return pool;
}

/** Throws when the database does not answer. */
export async function ping(db: Queryable): Promise<void> {
  await db.query('select 1');
}

/**
 * Runs `work` in one transaction, which is committed when `work` returns and rolled back when it throws. The queries of
 * `last` travel together with the commit, so `last` must throw, not reject, when it cannot prepare them.
 */
export async function transaction<T>(
  db: Connections,
  work: (tx: pg.PoolClient) => Promise<T>,
  last: (tx: pg.PoolClient, result: T) => readonly Promise<unknown>[] = () => [],
): Promise<T> {
  const tx = await db.connect();
  try {
    const [, result] = await Promise.all([tx.query('begin'), work(tx)]);
    const sent = last(tx, result);
    const [{ command }] = await Promise.all([tx.query('commit'), ...sent]);
    // PostgreSQL answers ROLLBACK when a query of the transaction failed and `work` did not throw.
    if (command !== 'COMMIT')
      throw new Error('Expected COMMIT; PostgreSQL rolled the transaction back because one of its queries failed.');
    tx.release();
    return result;
  } catch (failure) {
    await tx.query('rollback').then(
      () => tx.release(),
      (broken) => tx.release(broken),
    );
    throw failure;
  }
}
