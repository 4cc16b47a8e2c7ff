import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { migrate, prepareDatabase } from '../../../db/migrate.ts';
import { createPool } from '../../../db/pool.ts';
import { startEmbeddedPostgres } from '../../../tools/stack/embedded-postgres.ts';
import { freePort } from '../../../tools/stack/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a second start finds the data again, and a second migration changes nothing', async () => {
  const options = { dataDir: join(folder, 'data'), port: await freePort() };
  const appPassword = "it's a 密码 / ?";

  const first = await startEmbeddedPostgres(options);
  const firstUrl = await prepareDatabase({ ownerUrl: first.url, appPassword });
  const before = createPool(firstUrl);
  await before.query(`insert into court (code, name) values ('冀', '河北省高级人民法院')`);
  await before.end();
  await first.stop();

  const second = await startEmbeddedPostgres(options);
  expect(await migrate(second.url)).toEqual([]);
  const after = createPool(await prepareDatabase({ ownerUrl: second.url, appPassword }));
  const { rows } = await after.query('select name from court');
  await after.end();
  await second.stop();

  expect(rows).toEqual([{ name: '河北省高级人民法院' }]);
});

test('the server also runs when its user may not enter the folder of the project', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const server = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), port: await freePort() });
  const pool = createPool(server.url);

  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);

  const { rows } = await pool.query<{ data_directory: string }>('show data_directory');
  await pool.end();
  await server.stop();
  if (process.getuid?.() === 0) rmSync(dirname(rows[0]?.data_directory ?? ''), { recursive: true });
});

test('folders above the data that do not exist yet are created', async () => {
  const dataDir = join(folder, 'new', 'deeper', 'data');
  const server = await startEmbeddedPostgres({ dataDir, port: await freePort() });
  await server.stop();

  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test('a port in use is reported in one clear line', async () => {
  const port = Number(new URL(process.env['TEST_DATABASE_URL'] ?? '').port);

  await expect(startEmbeddedPostgres({ dataDir: join(folder, 'other'), port })).rejects.toThrow(
    `Port ${port} (PostgreSQL) is in use: stop the process that uses it, or choose another port.`,
  );
});

test('a data folder that another program uses is reported with what to do, in both languages', async () => {
  const options = { dataDir: join(folder, 'shared'), port: await freePort() };
  const first = await startEmbeddedPostgres(options);

  const second = startEmbeddedPostgres({ ...options, port: await freePort() });

  await expect(second).rejects.toThrow(
    /^数据文件夹 .*shared 正由另一个程序使用（进程 \d+）.*请先停止它.* \/ Another program \(process \d+\) uses the data folder .*Stop it first, or set DATA_FOLDER/,
  );
  await first.stop();
});

test('the pool outlives the loss of its idle connections', async () => {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), port: await freePort() });
  const pool = createPool(server.url);
  await pool.query('select 1');

  await server.stop();

  await expect(pool.query('select 1')).rejects.toThrow();
  await pool.end();
});
