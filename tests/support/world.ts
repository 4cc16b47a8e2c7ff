// The whole system in one process, for playing examples: a Temporal server (usually the dev server), a test database, the worker, the API, the agencies'
// simulator over HTTP.
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { loadProviders } from '../../activities/agencies/providers.ts';
import type { StepBatch } from '../../activities/contract.ts';
import { buildApi } from '../../api/build-api.ts';
import { deployModels } from '../../db/deploy.ts';
import type { Pool } from '../../db/pool.ts';
import type { World } from '../../examples/player.ts';
import { buildSimulator } from '../../simulator/build-simulator.ts';
import { startWorker } from '../../worker/start.ts';
import { holdToDescription } from './described-answers.ts';
import { recordHistories } from './histories.ts';
import { testDatabase } from './postgres.ts';
import { devServer, workflowBundle } from './temporal.ts';

export interface TestWorld extends World {
  readonly pool: Pool;
  /** Every step in the order stored. */
  readonly steps: readonly StepBatch[];
  /** Keeps the histories for replaying, where the environment asks for it. */
  keepHistories(name: string): Promise<void>;
  close(): Promise<void>;
}

const jwtSecret = 'a secret for tests that nobody else uses';

export async function testWorld(server: () => Promise<TestWorkflowEnvironment> = devServer): Promise<TestWorld> {
  const database = await testDatabase();
  const { pool } = database;
  await deployModels(pool, join(import.meta.dirname, '..', '..', 'models'), 'test');
  const temporal = await server();
  const steps: StepBatch[] = [];
  const tokens = new Map<string, string>();

  const simulator = buildSimulator({
    callback: async (agency, answer) => {
      await call('agency', 'POST', `/agencies/${agency}/callbacks`, answer);
    },
  });
  const agencyBaseUrl = await simulator.listen({ port: 0, host: '127.0.0.1' });
  const worker = await startWorker({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace ?? 'default',
    pool,
    providers: loadProviders(agencyBaseUrl),
    onStored: (batch) => steps.push(batch),
    workflows: { workflowBundle: await workflowBundle() },
  });

  const api = await buildApi({
    pool,
    temporal: temporal.client,
    config: {
      production: false,
      training: true,
      demoUsers: true,
      jwtSecret,
      host: '127.0.0.1',
      port: 0,
      databaseUrl: database.url,
      temporalAddress: temporal.address,
      temporalNamespace: temporal.namespace ?? 'default',
      logLevel: 'silent',
    },
  });
  holdToDescription(api);

  async function call(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${await tokenOf(as)}` };
    const response = await api.inject({ method, url: path, headers, ...(body ? { payload: body } : {}) });
    if (response.statusCode >= 400) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`);
    return response.body === '' ? undefined : response.json();
  }

  async function tokenOf(user: string): Promise<string> {
    const known = tokens.get(user);
    if (known) return known;
    const response = await api.inject({ method: 'POST', url: '/auth/demo-token', payload: { user } });
    const { token } = response.json() as { token: string };
    tokens.set(user, token);
    return token;
  }

  async function simulate(path: string, body: object): Promise<unknown> {
    const response = await simulator.inject({ method: 'POST', url: path, payload: body });
    if (response.statusCode >= 400) throw new Error(`${path}: ${response.statusCode} ${response.body}`);
    return response.json();
  }

  async function close(): Promise<void> {
    await api.close();
    await simulator.close();
    await worker.stop();
    await temporal.teardown();
    await database.drop();
  }

  async function keepHistories(name: string): Promise<void> {
    const release = process.env['RECORD_HISTORIES'];
    if (release) await recordHistories(name, release, pool, temporal.client);
  }

  return { pool, steps, call, simulate, keepHistories, fetchAnswers: () => worker.poll(new Date()), close };
}
