// jest's global set-up and tear-down: one embedded PostgreSQL for the whole run, with a migrated template that every
// test file copies.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../../tools/stack/embedded-postgres.ts';
import { freePort } from '../../tools/stack/ports.ts';

export const template = 'enforcement_template';
export const appPassword = 'for-tests-only';

/** The function that stops the server; set-up leaves it here for tear-down, which jest loads separately. */
const running = globalThis as { stopTestServer?: () => Promise<void> };

/**
 * Each of jest's projects calls this, and the first one starts the server. `TEST_DATABASE_URL` can name a server of
 * your own.
 */
export async function setUp(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const url = await startTestServer();
  await prepareTemplate(url);
  process.env['TEST_DATABASE_URL'] = url;
}

export async function tearDown(): Promise<void> {
  await running.stopTestServer?.();
}

async function startTestServer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'enforcement-postgres-'));
  chmodSync(folder, 0o755); // the server may run as another user
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(),
    // Nothing here is kept after the run.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  running.stopTestServer = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // An interrupted run ends here, and stops the server.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void running.stopTestServer?.().finally(() => process.exit(1)));
  return server.url;
}

async function prepareTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  await prepareDatabase({ ownerUrl: inDatabase(url, template), appPassword });
}

/** The same server's address with another database. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = database;
  return changed.href;
}
