// Example 1 on a full Temporal server on PostgreSQL, as in production: Go builds the server from its module.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { fullServer } from '../../bench/servers/full-server.ts';
import { startPostgres } from '../../bench/servers/postgres.ts';
import { createPool } from '../../db/pool.ts';
import { loadExample, play } from '../../examples/player.ts';
import { payloadCodec } from '../../protocol/payload-codec.ts';
import { deployModels } from '../../registry/deploy.ts';
import { inProcess } from '../../tools/stack/in-process.ts';
import { freePorts } from '../../tools/stack/ports.ts';
import { workflowBundle } from '../../tools/stack/test-temporal.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { needs } from './needs.ts';

const minutes = 60_000;
const hasGo = spawnSync('go', ['version']).status === 0;
const testWithGo = needs('the Go toolchain', hasGo, 'https://go.dev/dl');
const stops: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
}, minutes);

testWithGo(
  'example 1 ends fully performed on a full Temporal server',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'enforcement-full-'));
    stops.push(async () => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);
    const postgres = await startPostgres(folder, (await freePorts()).postgres);
    stops.push(() => postgres.stop());
    const { address, stop } = await fullServer(postgres, folder);
    stops.push(stop);
    const owner = createPool(postgres.owner.href, { max: 1 });
    await deployModels(owner, join(import.meta.dirname, '..', '..', 'models'), 'test');
    await owner.end();
    const pool = createPool(postgres.appUrl);
    const dataConverter = { payloadCodecs: [payloadCodec(randomBytes(32).toString('base64'))] };
    const connection = await Connection.connect({ address });
    await registerSearchAttributes(connection, 'default');
    const native = await NativeConnection.connect({ address });
    stops.push(
      () => pool.end(),
      () => connection.close(),
      () => native.close(),
    );
    const world = await inProcess({
      pool,
      databaseUrl: postgres.appUrl,
      client: new Client({ connection, dataConverter }),
      connection: native,
      address,
      dataConverter,
      namespace: 'default',
      workflows: { workflowBundle: await workflowBundle() },
    });
    stops.push(() => world.stop());

    const [number = ''] = await play(await loadExample('1-paid-from-what-was-found'), world);

    const found = await world.call('judge', 'GET', `/cases/${encodeURIComponent(number)}`);
    expect(found).toMatchObject({ status: 'closed', closingWay: 'fullyPerformed', incidents: [] });
  },
  30 * minutes,
);
