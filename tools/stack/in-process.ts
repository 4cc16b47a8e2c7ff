// Worker, API and the agencies' simulator in this process, on an existing Temporal server and database, with the
// functions that the player needs.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { loadProviders } from '../../activities/agencies/providers.ts';
import { buildApi } from '../../api/build-api.ts';
import type { Pool } from '../../db/pool.ts';
import type { World } from '../../examples/player.ts';
import { buildSimulator } from '../../simulator/build-simulator.ts';
import { startWorker, type WorkerParts } from '../../worker/start.ts';

export interface Infrastructure extends Omit<WorkerParts, 'providers'> {
  readonly pool: Pool;
  readonly client: Client;
  readonly databaseUrl: string;
  readonly address: string;
  /** Called before the API listens; tests add their checks of its answers here. */
  readonly onApi?: (api: FastifyInstance) => void;
}

export interface InProcess extends World {
  /** Makes API and simulator answer over HTTP as well. */
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  stop(): Promise<void>;
}

const maxTries = 50;
const jwtSecret = 'used by tests and benchmarks only, never by a server';

export async function inProcess({ client, databaseUrl, address, onApi, ...parts }: Infrastructure): Promise<InProcess> {
  const { pool, namespace } = parts;
  const tokens = new Map<string, string>();

  const simulator = buildSimulator({
    callback: async (agency, answer) => {
      await call('agency', 'POST', `/agencies/${agency}/callbacks`, answer);
    },
  });
  const simulatorUrl = await simulator.listen({ port: 0, host: '127.0.0.1' });
  const worker = await startWorker({ ...parts, providers: loadProviders(simulatorUrl) });

  const api = await buildApi({
    pool,
    temporal: client,
    config: {
      production: false,
      training: true,
      demoUsers: true,
      jwtSecret,
      host: '127.0.0.1',
      port: 0,
      databaseUrl,
      temporal: { address },
      temporalNamespace: namespace,
      logLevel: 'silent',
    },
  });

  onApi?.(api);
  const apiUrl = await api.listen({ port: 0, host: '127.0.0.1' });

  async function call(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${await tokenOf(as)}` };
    const ask = () => api.inject({ method, url: path, headers, ...(body ? { payload: body } : {}) });
    let response = await ask();
    // A workflow that has just continued as a new run cannot answer yet.
    for (let tries = 0; method === 'GET' && response.statusCode === 503 && tries < maxTries; tries++) {
      await sleep(100);
      response = await ask();
    }
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

  async function stop(): Promise<void> {
    await api.close();
    await simulator.close();
    await worker.stop();
  }

  return { call, simulate, fetchAnswers: () => worker.poll(new Date()), apiUrl, simulatorUrl, stop };
}
