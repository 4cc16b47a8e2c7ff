// The database of one simulation: a copy of a template that is migrated and has the models deployed. The template is
// made once for each content of migrations and models, so that a later simulation starts at once.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createPool, type Pool } from '../../../db/pool.ts';
import { inBoth } from '../../../engine/catalogue.ts';
import { modelsFolder } from '../../../registry/folder.ts';
import { say } from '../messages.ts';

export interface SimulationDatabase {
  readonly url: string;
  readonly pool: Pool;
  drop(): Promise<void>;
}

/**
 * @param serverUrl connects as a user who may create databases; the database that it names is not changed
 * @throws Error with one clear line when the user may not
 */
export async function simulationDatabase(serverUrl: string): Promise<SimulationDatabase> {
  const template = `simulation_${digestOfContent()}`;
  const name = `simulation_run_${randomBytes(8).toString('hex')}`;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect().catch((failure: unknown) => {
    throw notReached(failure);
  });
  try {
    await makeTemplate(server, serverUrl, template);
    await server.query(`create database ${name} template ${template}`);
  } catch (failure) {
    throw (failure as { code?: string }).code === insufficientPrivilege ? mayNotCreate(failure) : failure;
  } finally {
    await server.end();
  }
  const url = inDatabase(serverUrl, name);
  // The rows are thrown away, so no commit waits for the disk.
  const pool = createPool(url, { options: '-c timezone=Asia/Shanghai -c synchronous_commit=off' });
  const drop = async () => {
    await pool.end();
    await command(serverUrl, `drop database ${name} with (force)`);
  };
  return { url, pool, drop };
}

const notReached = (cause: unknown) => {
  const reason = (cause as { code?: string }).code ?? String(cause);
  return new Error(inBoth(say('server.notReached', { reason })), { cause });
};

const insufficientPrivilege = '42501';

const mayNotCreate = (cause: unknown) => new Error(inBoth(say('server.mayNotCreate')), { cause });

/** Simulations that start at the same time wait here for the one that makes the template. */
async function makeTemplate(server: pg.Client, serverUrl: string, template: string): Promise<void> {
  const exists = async () => {
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template]);
    return rowCount === 1;
  };
  if (await exists()) return;
  await server.query(`select pg_advisory_lock(hashtextextended('${template}', 0))`);
  if (await exists()) return;
  // Loaded only here, so that a later simulation starts without the readers of models.
  const { migrate } = await import('../../../db/migrate.ts');
  const { deployModels } = await import('../../../registry/deploy.ts');
  const unfinished = `${template}_unfinished`;
  await server.query(`drop database if exists ${unfinished} with (force)`);
  await server.query(`create database ${unfinished}`);
  await migrate(inDatabase(serverUrl, unfinished));
  const pool = createPool(inDatabase(serverUrl, unfinished));
  await deployModels(pool, modelsFolder, 'simulate');
  await pool.end();
  await dropOldTemplates(server);
  await server.query(`alter database ${unfinished} rename to ${template}`);
}

/** Those of earlier models; one that is being copied just now stays. */
async function dropOldTemplates(server: pg.Client): Promise<void> {
  const { rows } = await server.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^simulation_[0-9a-f]{16}$'`,
  );
  for (const { name } of rows)
    await server.query(`drop database ${name}`).catch((failure: { code?: string }) => {
      if (failure.code !== objectInUse) throw failure;
    });
}

const objectInUse = '55006';

/** Digest of the files that the template is made from. */
function digestOfContent(): string {
  const hash = createHash('sha256');
  const root = join(import.meta.dirname, '..', '..', '..');
  for (const folder of ['db/migrations', 'engine', 'law', 'models', 'registry'].map((name) => join(root, name)))
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPath))
      if (entry.isFile() && !entry.parentPath.endsWith('scenarios'))
        hash.update(`${join(entry.parentPath, entry.name)}\n`).update(readFileSync(join(entry.parentPath, entry.name)));
  return hash.digest('hex').slice(0, 16);
}

const byPath = (one: { parentPath: string; name: string }, other: { parentPath: string; name: string }) =>
  join(one.parentPath, one.name) < join(other.parentPath, other.name) ? -1 : 1;

async function command(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The same server's address with another database. */
function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = database;
  return changed.href;
}
