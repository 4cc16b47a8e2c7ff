// The whole way of a request: route, Temporal update, engine, store, and back; and what Temporal's own refusals become.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createLocalActivities } from '../../activities/index.ts';
import { startCase } from '../../api/start-case.ts';
import { readCase } from '../../db/cases.ts';
import { taskQueue } from '../../workflows/contract.ts';
import { application, type TestApi, testApi, testConfig } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { timeSkipping, workflowBundle } from '../support/temporal.ts';

let environment: TestWorkflowEnvironment;
let database: TestDatabase;
let api: TestApi;
let stop: () => Promise<void>;
const now = () => new Date();
const filedOn = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  [environment, database] = await Promise.all([timeSkipping(), deployedDatabase()]);
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    workflowBundle: await workflowBundle(),
    taskQueue,
    activities: { ...createLocalActivities(database.pool, { jobs: {} }) },
  });
  const running = worker.run();
  stop = async () => {
    worker.shutdown();
    await running;
  };
  api = await testApi({ pool: database.pool, temporal: environment.client, now });
});

afterAll(async () => {
  await stop();
  await environment.teardown();
  await database.drop();
});

test('a case is filed, its task done once, and then it takes nothing more', async () => {
  const { status, body: filed } = await api.call('judge', 'POST', '/cases', application({ filedOn: filedOn() }));
  const path = `/cases/${filed.id}`;
  const task = await firstTask(path);
  const complete = (variables: object) => api.call('judge', 'POST', `/user-tasks/${task}/complete`, { variables });

  const clue = await api.call('clerk', 'POST', `${path}/messages`, {
    name: 'property-clue',
    messageId: '1',
    variables: {},
  });
  const elements = (await api.call('judge', 'GET', `${path}/timeline`)).body.items.map(
    (line: { elementId: string }) => line.elementId,
  );
  const done = await complete({ accepted: true });
  const again = await complete({ accepted: true });
  const cancelled = await api.call('president', 'POST', `${path}/cancel`, { reason: '立案有误' });
  const late = await api.call('clerk', 'POST', `${path}/messages`, {
    name: 'property-clue',
    messageId: '2',
    variables: {},
  });

  expect(status).toBe(201);
  expect([clue.status, clue.body.outcome]).toEqual([202, 'delivered']);
  expect(elements).toContain('noted');
  expect([done.status, done.body.state]).toEqual([200, 'completed']);
  expect([again.status, again.body.code]).toEqual([409, 'NOT_OPEN']);
  expect([cancelled.status, cancelled.body.code]).toEqual([409, 'ENDED']);
  expect([late.status, late.body.code]).toEqual([409, 'ENDED']);
  expect((await api.call('judge', 'GET', `${path}/archive/verification`)).body.ok).toBe(true);
});

test('starting a case again changes nothing, and the update under a known key is done once', async () => {
  const { body: filed } = await api.call(
    'judge',
    'POST',
    '/cases',
    application({ externalId: 'twice', filedOn: filedOn() }),
  );
  const path = `/cases/${filed.id}`;
  const task = await firstTask(path);
  await startCase(
    { pool: database.pool, temporal: environment.client, config: testConfig, now },
    (await readCase(database.pool, filed.id))!,
  );
  const headers = { authorization: `Bearer ${api.token('judge')}`, 'idempotency-key': 'claim-1' };
  const claim = () => api.app.inject({ method: 'POST', url: `/user-tasks/${task}/claim`, headers });

  const first = await claim();
  const records = (await api.call('judge', 'GET', `${path}/timeline`)).body.items.length;
  const second = await claim();

  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect((await api.call('judge', 'GET', `${path}/timeline`)).body.items).toHaveLength(records);
  expect((await api.call('judge', 'GET', path)).body.instances).toHaveLength(1);
});

test('a case is not settled while a procedure that a step asked for has not begun', async () => {
  const { body: filed } = await api.call(
    'judge',
    'POST',
    '/cases',
    application({ externalId: 'watched', filedOn: filedOn() }),
  );
  const path = `/cases/${filed.id}`;
  await firstTask(path);
  const clock = async () => (await api.call('judge', 'GET', `${path}/clock`)).body;

  let standing = await clock();
  while (!standing.settled) standing = await clock();
  expect(standing).toMatchObject({ steps: 1 });
  await database.pool.query(
    `insert into stored_step (workflow_id, step, answer) select workflow_id, 2, '{"starts":[{"workflowId":"watch"}]}' from enforcement_case where id = $1`,
    [filed.id],
  );
  expect(await clock()).toMatchObject({ settled: false });
});

/** The first step is stored a moment after the start. */
async function firstTask(path: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { tasks } = (await api.call('judge', 'GET', path)).body;
    if (tasks.length > 0) return tasks[0].id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Expected a task within 5 seconds.');
}
