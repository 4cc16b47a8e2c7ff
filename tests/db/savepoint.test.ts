// A savepoint takes back a part of a transaction, and is set only for a part that uses the transaction.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Queryable, transaction } from '../../db/pool.ts';
import { savepointOf } from '../../db/savepoint.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await deployedDatabase();
});
afterAll(() => database.drop());

const insert = (tx: Queryable, code: string) => tx.query(`insert into court (code, name) values ($1, $1)`, [code]);

test('a part that fails is taken back; the parts around it are committed', async () => {
  await transaction(database.pool, async (tx) => {
    const kept = savepointOf(tx);
    await insert(kept.tx, 'kept');
    await kept.release();
    const failed = savepointOf(tx);
    await insert(failed.tx, 'taken back');
    await expect(insert(failed.tx, 'kept')).rejects.toThrow('duplicate key');
    await failed.rollback();
    await insert(tx, 'after');
  });

  const { rows } = await database.pool.query<{ code: string }>(
    `select code from court where code in ('kept', 'taken back', 'after') order by code`,
  );
  expect(rows.map(({ code }) => code)).toEqual(['after', 'kept']);
});

test('a part without queries sets no savepoint', async () => {
  const sent: string[] = [];
  const tx = { query: async (statement: string) => sent.push(statement) } as unknown as Queryable;

  await savepointOf(tx).release();
  await savepointOf(tx).rollback();

  expect(sent).toEqual([]);
});
