// API and the agencies' simulator in this process, on an existing database, with the functions that the player needs.
// The caller passes in what runs the process instances.
import type { FastifyInstance } from 'fastify';
import { loadProviders, type Provider } from '../../activities/agencies/providers.ts';
import type { User } from '../../api/auth/authenticate.ts';
import { claimsOf, demoUsers } from '../../api/auth/demo-users.ts';
import { buildApi } from '../../api/build-api.ts';
import type { Temporal } from '../../api/temporal.ts';
import type { Pool } from '../../db/pool.ts';
import type { World } from '../../examples/clocks.ts';
import { buildSimulator } from '../../simulator/build-simulator.ts';

/** The parts of which a system in this process is made. */
export interface Parts {
  readonly pool: Pool;
  readonly databaseUrl: string;
  /** Address and namespace of the Temporal server, which the API's configuration names. */
  readonly address?: string;
  readonly namespace?: string;
  /** Temporal's clock; the machine's when absent. */
  readonly now?: () => Date;
  /** Starts what runs the process instances, with the providers that the simulator stands for. */
  readonly start: (providers: Provider[]) => Promise<Runtime>;
  /** Called before the API listens; tests add their checks of its answers here. */
  readonly onApi?: (api: FastifyInstance) => void;
}

/** Runs the process instances: a worker on a Temporal server, or a stand-in. */
export interface Runtime {
  readonly temporal: Temporal;
  /** Polls the agencies that do not call back, once. */
  poll(now: Date): Promise<void>;
  stop(): Promise<void>;
}

export interface InProcess extends World {
  /** Makes API and simulator answer over HTTP as well. */
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** Calls the API as any user; gives the answer whatever its status is. */
  send(
    user: User,
    method: Method,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  stop(): Promise<void>;
}

type Method = 'GET' | 'POST';

const jwtSecret = 'used by tests and benchmarks only, never by a server';

export async function startParts(parts: Parts): Promise<InProcess> {
  const { pool, databaseUrl, address = '', namespace = 'default', now, onApi } = parts;
  const simulator = buildSimulator({
    callback: async (agency, answer) => {
      await call('agency', 'POST', `/agencies/${agency}/callbacks`, answer);
    },
  });
  const simulatorUrl = await simulator.listen({ port: 0, host: '127.0.0.1' });
  const runtime = await parts.start(loadProviders(simulatorUrl));

  const api = await buildApi({
    pool,
    temporal: runtime.temporal,
    ...(now ? { now } : {}),
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

  async function send(user: User, method: Method, path: string, body?: object) {
    const headers = { authorization: `Bearer ${api.jwt.sign(user)}` };
    const response = await api.inject({ method, url: path, headers, ...(body ? { payload: body } : {}) });
    return { status: response.statusCode, body: response.body === '' ? undefined : (response.json() as unknown) };
  }

  async function call(as: string, method: Method, path: string, body?: object): Promise<unknown> {
    const demoUser = demoUsers.find(({ user }) => user === as);
    if (!demoUser) throw new Error(`Expected a demonstration user; found '${as}'.`);
    const answer = await send(claimsOf(demoUser), method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function simulate(path: string, body: object): Promise<unknown> {
    const response = await simulator.inject({ method: 'POST', url: path, payload: body });
    if (response.statusCode >= 400) throw new Error(`${path}: ${response.statusCode} ${response.body}`);
    return response.json();
  }

  async function stop(): Promise<void> {
    await api.close();
    await simulator.close();
    await runtime.stop();
  }

  return { call, send, simulate, fetchAnswers: () => runtime.poll(now?.() ?? new Date()), apiUrl, simulatorUrl, stop };
}
