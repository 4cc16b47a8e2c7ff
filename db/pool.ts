// Connections to PostgreSQL, and how its values arrive: bigint (fen) as BigInt, date as `2026-03-02`, timestamptz as
// ISO 8601 in UTC.
import pg from 'pg';

export type { Pool, PoolClient } from 'pg';

/** The pool, or a transaction's client. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

const { builtins } = pg.types;
const parsers: { readonly [oid: number]: (text: string) => unknown } = {
  [builtins.INT8]: BigInt,
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};

/** Queries that are not awaited one by one travel together (`pipeline`), which is what makes a step cheap. */
export function createPool(databaseUrl: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    pipeline: true,
    options: '-c timezone=Asia/Shanghai',
    types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
    ...options,
  });
  // An idle connection was lost: the pool drops it, and the next query says what is wrong if something still is.
  pool.on('error', () => undefined);
  return pool;
}

/** Throws when the database does not answer. */
export async function ping(db: Queryable): Promise<void> {
  await db.query('select 1');
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. The queries of `last` travel together with the
 * commit: what it cannot prepare it must throw, not reject. */
export async function transaction<T>(
  pool: pg.Pool,
  work: (tx: pg.PoolClient) => Promise<T>,
  last: (tx: pg.PoolClient, result: T) => readonly Promise<unknown>[] = () => [],
): Promise<T> {
  const tx = await pool.connect();
  try {
    const [, result] = await Promise.all([tx.query('begin'), work(tx)]);
    const sent = last(tx, result);
    const [{ command }] = await Promise.all([tx.query('commit'), ...sent]);
    // PostgreSQL's answer when a query of the transaction failed and `work` kept silent about it.
    if (command !== 'COMMIT') throw new Error('A query failed in the transaction, so that nothing of it was stored.');
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
