// The whole system in one process, for playing examples: Temporal's dev server, a test database, the worker, the API, the agencies'
// simulator over HTTP. Legal time stands nearly still (a second is a second) and is set forward when the player lets it pass. Not on the
// time-skipping server: that one stops skipping when an event arrives while a workflow completes, and with many children one always does.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadProviders } from '../../activities/agencies/providers.ts';
import { buildApi } from '../../api/build-api.ts';
import { deployModels } from '../../db/deploy.ts';
import type { Pool } from '../../db/pool.ts';
import type { Description } from '../../engine/index.ts';
import type { World } from '../../examples/player.ts';
import { buildSimulator } from '../../simulator/build-simulator.ts';
import { startWorker } from '../../worker/start.ts';
import { queries } from '../../workflows/contract.ts';
import { testDatabase } from './postgres.ts';
import { devServer, workflowBundle } from './temporal.ts';

export interface TestWorld extends World {
  readonly pool: Pool;
  close(): Promise<void>;
}

interface Instance {
  readonly id: string;
  /** Null until its first step is stored. */
  readonly state: Description | null;
}
const isStored = (instance: Instance): instance is Instance & { readonly state: Description } =>
  instance.state !== null;

const jwtSecret = 'a secret for tests that nobody else uses';
/** A little past the instant at which something falls due, so that it has happened. */
const graceMs = 1000;

export async function testWorld(): Promise<TestWorld> {
  const database = await testDatabase();
  const { pool } = database;
  await deployModels(pool, join(import.meta.dirname, '..', '..', 'models'), 'test');
  const temporal = await devServer();
  const tokens = new Map<string, string>();

  const simulator = buildSimulator({
    callback: async (agency, answer) => {
      await call('agency', 'POST', `/agencies/${agency}/callbacks`, answer);
    },
  });
  // The simulator's own clock would run in real time: here it is told when time has passed.
  simulator.addHook('onRequest', async (request) => {
    delete request.headers['x-training-seconds-per-day'];
  });
  const agencyBaseUrl = await simulator.listen({ port: 0, host: '127.0.0.1' });
  const worker = await startWorker({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace ?? 'default',
    pool,
    providers: loadProviders(agencyBaseUrl),
    workflows: { workflowBundle: await workflowBundle() },
  });

  /** Legal time minus the machine's, in milliseconds; the same for all cases, which are set forward together. */
  let offset = 0;
  const legalNow = () => new Date(Date.now() + offset);
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

  async function call(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const training = (body as { training?: { legalStart: string } } | undefined)?.training;
    if (training) offset = Date.parse(training.legalStart) - Date.now();
    const headers = { authorization: `Bearer ${await tokenOf(as)}` };
    const response = await api.inject({ method, url: path, headers, ...(body ? { payload: body } : {}) });
    if (response.statusCode >= 400) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`);
    if (method === 'POST') await settle();
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

  /** Until the instances wait for nothing but time, people and agencies: no job runs, no case, child or message is on its way. */
  async function settle(): Promise<void> {
    while (await isBusy()) await sleep(15);
  }

  async function isBusy(): Promise<boolean> {
    const before = await progress();
    if (before.underway > 0) return true;
    const instances = await openInstances();
    const open = instances.filter(isStored);
    if (open.length < instances.length) return true;
    const incident = open.flatMap(({ state }) => state.incidents)[0];
    if (incident) throw new Error(`Incident at ${incident.elementId} (${incident.name}): ${incident.message}`);
    const instant = legalNow().toISOString();
    if (open.some(({ state }) => state.timers.some(({ due }) => due < instant))) return true;
    if (open.some(({ state }) => state.open.some(({ awaits }) => awaits === 'job'))) return true;
    const called = open.flatMap(({ id, state }) =>
      state.open.filter(({ awaits }) => awaits === 'call').map(({ elementId, key }) => `${id}/${elementId}-${key}`),
    );
    const running = open.map(({ id }) => id).filter((id) => open.some((parent) => id.startsWith(`${parent.id}/`)));
    if (called.sort().join() !== running.sort().join()) return true;
    return (await progress()).steps !== before.steps;
  }

  const progress = async () => {
    const { rows } = await pool.query<{ steps: number; underway: number }>(
      `select coalesce(sum(last_step), 0)::int as steps,
              (select count(*) from message where workflow_id is not null and delivered_at is null)::int
                + (select count(*) from enforcement_case
                   where workflow_id not in (select workflow_id from process_instance))::int as underway
       from process_instance`,
    );
    return rows[0] as NonNullable<(typeof rows)[0]>;
  };

  async function openInstances(): Promise<Instance[]> {
    const { rows } = await pool.query<{ id: string }>(
      `select workflow_id as id from process_instance where state = 'active'`,
    );
    const state = (id: string) => temporal.client.workflow.getHandle(id).query<Description | null>(queries.state);
    return Promise.all(rows.map(async ({ id }) => ({ id, state: await state(id) })));
  }

  /** To the next instant at which a timer fires or an agency answers, at most until then. */
  async function pass(until: Date, caseNumbers: readonly string[]): Promise<void> {
    const open = (await openInstances()).filter(isStored);
    // With nothing running there is no time to pass; what an ended case left behind settles by itself.
    if (open.length === 0) return settle();
    const dues = [...(await agenciesDue()), ...open.flatMap(({ state }) => state.timers.map(({ due }) => due))];
    const to = Math.min(until.getTime() + offset, ...dues.map((due) => Date.parse(due)));
    await setForward(new Date(Math.max(to, legalNow().getTime()) + graceMs), caseNumbers);
    await settle();
    await simulate('/control/advance', { to: legalNow().toISOString() });
    await worker.poll(new Date());
    await settle();
  }

  async function setForward(legal: Date, caseNumbers: readonly string[]): Promise<void> {
    offset = legal.getTime() - Date.now();
    for (const number of caseNumbers)
      await call('judge', 'POST', `/cases/${encodeURIComponent(number)}/clock`, { legalNow: legal.toISOString() });
  }

  async function agenciesDue(): Promise<string[]> {
    const { next } = (await simulator.inject('/control/due')).json() as { next: string | null };
    return next === null ? [] : [next];
  }

  async function close(): Promise<void> {
    await api.close();
    await simulator.close();
    await worker.stop();
    await temporal.teardown();
    await database.drop();
  }

  return { pool, call, simulate, now: async () => new Date(), pass, close };
}
