// The database of the register's benchmark: an embedded PostgreSQL of its own, filled once for a number of cases, a
// schema and a generator, and found again by later runs.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDatabase } from '../../db/migrate.ts';
import { createPool, type Pool, transaction } from '../../db/pool.ts';
import { deployModels } from '../../registry/deploy.ts';
import { startEmbeddedPostgres } from '../../tools/stack/embedded-postgres.ts';
import { freePort } from '../../tools/stack/ports.ts';

const root = join(import.meta.dirname, '..', '..');
const registers = join(root, 'var', 'bench', 'register');

export interface Register {
  /** One connection with the role of API and worker. */
  readonly pool: Pool;
  stop(): Promise<void>;
}

/** Starts the database with so many cases; fills it when no earlier run did. Removes those of earlier schemas. */
export async function openRegister(cases: number): Promise<Register> {
  const name = `${cases}-${digest()}`;
  mkdirSync(registers, { recursive: true });
  for (const other of readdirSync(registers))
    if (other.startsWith(`${cases}-`) && !other.startsWith(name))
      rmSync(join(registers, other), { recursive: true, force: true });
  const server = await startEmbeddedPostgres({
    dataDir: join(registers, name),
    port: await freePort(),
    settings: { shared_buffers: '1GB', max_wal_size: '4GB', wal_level: 'minimal', max_wal_senders: '0', fsync: 'off' },
  });
  const url = await prepareDatabase({ ownerUrl: server.url, appPassword: 'bench' });
  await fill(server.url, cases);
  const pool = createPool(url, { max: 1 });
  return { pool, stop: () => pool.end().then(() => server.stop()) };
}

/** Changes with the schema and with the generator. */
function digest(): string {
  const migrations = join(root, 'db', 'migrations');
  const files = [...readdirSync(migrations).map((name) => join(migrations, name)), generator];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

const generator = join(import.meta.dirname, 'fill.sql');

/** Fills the database in one transaction; does nothing when it was filled before. */
async function fill(ownerUrl: string, cases: number): Promise<void> {
  const owner = createPool(ownerUrl, { max: 1 });
  try {
    const { rows } = await owner.query<{ isFilled: boolean }>(`select to_regclass('filing') is not null as "isFilled"`);
    if (rows[0]!.isFilled) return;
    const startedAt = performance.now();
    console.error(`Filling a register of ${cases} cases …`);
    await deployModels(owner, join(root, 'models'), 'bench');
    await transaction(owner, async (tx) => {
      await tx.query(`set local register.cases = ${cases}`);
      // Indexes are created again when the rows are there, which takes a fraction of the time.
      const { rows } = await tx.query<{ name: string; definition: string }>(
        `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
         from pg_index join pg_class on pg_class.oid = indrelid
         where relnamespace = 'public'::regnamespace and not indisunique`,
      );
      for (const { name } of rows) await tx.query(`drop index ${name}`);
      await tx.query(readFileSync(generator, 'utf8'));
      for (const { definition } of rows) await tx.query(definition);
    });
    await owner.query('vacuum analyze');
    console.error(`… filled in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  } finally {
    await owner.end();
  }
}
