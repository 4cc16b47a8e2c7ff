// A request's handle names its user, runs queries and opens transactions, and gives no other access to the pool.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { transaction } from '../../db/pool.ts';
import { scopeFor } from '../../db/scope.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await deployedDatabase();
});
afterAll(() => database.drop());

test('a scope runs queries and transactions, and says who asks', async () => {
  const db = scopeFor(database.pool, { id: 'judge', role: 'judge', court: '冀0102' });

  const { rows } = await db.query('select 1 as one');
  const two = await transaction(db, async (tx) => (await tx.query('select 2 as two')).rows[0].two);

  expect({ rows, two }).toEqual({ rows: [{ one: 1 }], two: 2 });
  expect(db.requester).toEqual({ id: 'judge', role: 'judge', court: '冀0102' });
  expect(Object.keys(db).sort()).toEqual(['connect', 'query', 'requester']);
});
