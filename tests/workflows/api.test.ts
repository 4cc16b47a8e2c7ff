// The whole path of a request: route, Temporal update, engine, database, and back; and how the API reports Temporal's
// own refusals.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCase } from '../../api/resources/cases/file-case.ts';
import { readCase } from '../../db/cases.ts';
import { scopeFor } from '../../db/scope.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import { application, propertyClue, testConfig } from '../support/api.ts';
import { type ApiWorld, apiWorld } from '../support/api-world.ts';

let world: ApiWorld;
const now = () => new Date();
const filedOn = () => dateOfInstant(Date.now());

beforeAll(async () => {
  world = await apiWorld();
});

afterAll(() => world.close());

test('a case is filed, its task is done once, and then it accepts nothing more', async () => {
  const { status, body: filed } = await world.api.call('judge', 'POST', '/cases', application({ filedOn: filedOn() }));
  const path = `/cases/${filed.id}`;
  const task = await firstTask(path);
  const complete = (variables: object) =>
    world.api.call('judge', 'POST', `/user-tasks/${task}/complete`, { variables });

  const clue = await world.api.call('clerk', 'POST', `${path}/messages`, {
    name: 'property-clue',
    messageId: '1',
    variables: propertyClue,
  });
  const elements = (await world.api.call('judge', 'GET', `${path}/timeline`)).body.items.map(
    (line: { elementId: string }) => line.elementId,
  );
  const done = await complete({ accepted: true });
  const again = await complete({ accepted: true });
  const cancelled = await world.api.call('president', 'POST', `${path}/cancel`, { reason: '立案有误' });
  const late = await world.api.call('clerk', 'POST', `${path}/messages`, {
    name: 'property-clue',
    messageId: '2',
    variables: propertyClue,
  });

  expect(status).toBe(201);
  expect([clue.status, clue.body.outcome]).toEqual([202, 'delivered']);
  expect(elements).toContain('noted');
  expect([done.status, done.body.state]).toEqual([200, 'completed']);
  expect([again.status, again.body.code]).toEqual([409, 'NOT_OPEN']);
  expect([cancelled.status, cancelled.body.code]).toEqual([409, 'ENDED']);
  expect([late.status, late.body.code]).toEqual([409, 'ENDED']);
  expect((await world.api.call('judge', 'GET', `${path}/archive/verification`)).body.ok).toBe(true);
});

test('a running case reports its open elements with their keys, and the messages it waits for', async () => {
  const { body: filed } = await world.api.call(
    'judge',
    'POST',
    '/cases',
    application({ externalId: 'looked at', filedOn: filedOn() }),
  );
  await firstTask(`/cases/${filed.id}`);

  const { body: state } = await world.api.call('judge', 'GET', `/cases/${filed.id}/state`);

  expect(state).toMatchObject({
    instance: filed.workflowId,
    status: 'active',
    open: [{ key: expect.any(Number), elementId: 'review', type: 'userTask', awaits: 'task' }],
    messages: [{ elementId: 'clueGiven', messageName: 'property-clue', correlationKey: filed.number }],
    timers: [],
    incidents: [],
  });
});

test('starting a case again changes nothing, and an update under a known key is done once', async () => {
  const { body: filed } = await world.api.call(
    'judge',
    'POST',
    '/cases',
    application({ externalId: 'twice', filedOn: filedOn() }),
  );
  const path = `/cases/${filed.id}`;
  const task = await firstTask(path);
  await startCase(
    scopeFor(world.database.pool, 'system'),
    { temporal: world.environment.client, config: testConfig, now },
    (await readCase(world.database.pool, filed.id))!,
  );
  const headers = { authorization: `Bearer ${world.api.token('judge')}`, 'idempotency-key': 'claim-1' };
  const claim = () => world.api.app.inject({ method: 'POST', url: `/user-tasks/${task}/claim`, headers });

  const first = await claim();
  const records = (await world.api.call('judge', 'GET', `${path}/timeline`)).body.items.length;
  const second = await claim();

  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect((await world.api.call('judge', 'GET', `${path}/timeline`)).body.items).toHaveLength(records);
  expect((await world.api.call('judge', 'GET', path)).body.instances).toHaveLength(1);
});

test('a case is not settled while a requested procedure has not started', async () => {
  const { body: filed } = await world.api.call(
    'judge',
    'POST',
    '/cases',
    application({ externalId: 'watched', filedOn: filedOn() }),
  );
  const path = `/cases/${filed.id}`;
  await firstTask(path);
  const clock = async () => (await world.api.call('judge', 'GET', `${path}/clock`)).body;

  let standing = await clock();
  while (!standing.settled) standing = await clock();
  expect(standing).toMatchObject({ steps: 1 });
  await world.database.pool.query(
    `insert into committed_step (workflow_id, step, answer) select workflow_id, 2, '{"starts":[{"workflowId":"watch"}]}' from enforcement_case where id = $1`,
    [filed.id],
  );
  expect(await clock()).toMatchObject({ settled: false });
});

/** The first step is committed a moment after the start. */
async function firstTask(path: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { tasks } = (await world.api.call('judge', 'GET', path)).body;
    if (tasks.length > 0) return tasks[0].id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Expected a task within 5 seconds.');
}
