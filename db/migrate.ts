// Brings a database to the newest schema: runs db/migrations/*.sql in order, each once, forward only. Also sets the
// password of the application's role.
import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** Applies missing migrations and returns their names. Connects as the owner, who may change the schema. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const applied = await runner({
    databaseUrl: ownerUrl,
    dir: join(import.meta.dirname, 'migrations'),
    direction: 'up',
    migrationsTable: 'schema_migration',
    log: () => undefined,
  });
  return applied.map(({ name }) => name);
}

/** Migrates and sets the password of the role of API and worker. Returns the URL under which they connect. */
export async function prepareDatabase(options: { ownerUrl: string; appPassword: string }): Promise<string> {
  await migrate(options.ownerUrl);
  const owner = new pg.Client({ connectionString: options.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`alter role enforcement_app login password ${pg.escapeLiteral(options.appPassword)}`);
  } finally {
    await owner.end();
  }
  return appUrl(options.ownerUrl, options.appPassword);
}

function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = 'enforcement_app';
  url.password = password;
  return url.href;
}
