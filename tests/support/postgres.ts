// A fresh, migrated database for one test file: `const database = await testDatabase()` at its top, `await
// database.drop()` in afterAll.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createPool, type Pool } from '../../db/pool.ts';
import { appPassword, inDatabase, template } from './postgres-server.ts';

export interface TestDatabase {
  /** Connects as API and worker do: with the role `enforcement_app`. */
  readonly url: string;
  readonly pool: Pool;
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (!serverUrl) throw new Error('Expected jest with the global set-up tests/support/postgres-setup.ts.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await command(serverUrl, `create database ${name} template ${template}`);
  const ownerUrl = inDatabase(serverUrl, name);
  const url = Object.assign(new URL(ownerUrl), { username: 'enforcement_app', password: appPassword }).href;
  const pool = createPool(url);
  const drop = async () => {
    await pool.end();
    await command(serverUrl, `drop database ${name} with (force)`);
  };
  return { url, pool, ownerUrl, drop };
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
