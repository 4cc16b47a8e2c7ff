// Operations over HTTP: the permissions, the requests to Temporal, and the refusals.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { application, type FakeTemporal, fakeTemporal, smallModel, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let temporal: FakeTemporal;
let api: TestApi;
let id: string;
let workflowId: string;
let filed = 0;

beforeAll(async () => {
  database = await deployedDatabase();
});
beforeEach(async () => {
  temporal = fakeTemporal();
  api = await testApi({ pool: database.pool, temporal });
  const { body } = await api.call('judge', 'POST', '/cases', application({ externalId: `operated-${++filed}` }));
  ({ id, workflowId } = body);
  await database.pool.query(
    `insert into process_instance (workflow_id, case_id, process_id, version, state, last_step, started_at) values ($1, $2, 'enforcement-case', 1, 'active', 1, now())`,
    [workflowId, id],
  );
});
afterAll(() => database.drop());

const operate = (what: string, body: object, user = 'judge') => api.call(user, 'POST', `/cases/${id}/${what}`, body);

test('all running procedures of a case are suspended, with the reason', async () => {
  expect((await operate('suspend', { reason: '执行异议审查' })).status).toBe(200);

  expect(temporal.asked).toMatchObject([
    { workflowId, name: 'suspend', argument: { reason: '执行异议审查', actor: { id: 'judge', role: 'judge' } } },
  ]);
});

test('elements are activated and terminated in the case’s main procedure, or in a named one', async () => {
  const activate = [{ elementId: 'assignCase' }];

  expect((await operate('modify', { activate, terminate: [7], reason: '错误' })).status).toBe(200);
  expect(temporal.asked).toMatchObject([{ workflowId, name: 'modify', argument: { activate, terminate: [7] } }]);
  expect(await operate('modify', { instance: 'another', reason: '错误' })).toMatchObject({ status: 404 });
});

test('a migration needs another version of the model', async () => {
  expect(await operate('migrate', { reason: '法律修改' })).toMatchObject({
    status: 422,
    body: { detailEn: expect.stringContaining('version 1 already') },
  });
  expect(await operate('migrate', { version: 9, reason: '法律修改' })).toMatchObject({ status: 404 });
});

test('an operation needs a reason, and a judge or president', async () => {
  expect((await operate('suspend', {})).status).toBe(422);
  expect((await operate('suspend', { reason: 'x' }, 'clerk')).status).toBe(403);
  expect((await operate('modify', { reason: 'x' }, 'procurator')).status).toBe(403);
  expect(temporal.asked).toEqual([]);
});

test('a refusal of the instance reaches the caller', async () => {
  temporal.behavior = { refuses: 'INVALID' };

  expect(await operate('modify', { terminate: [1], reason: 'x' })).toMatchObject({
    status: 422,
    body: { detail: '流程现状不允许：现状不允许。', detailEn: 'The state refuses.' },
  });
});

test('a user who may read the archive sees the open elements with their keys', async () => {
  expect((await api.call('supervisor', 'GET', `/cases/${id}/state`)).body).toEqual({ instance: workflowId });
  expect((await api.call('party', 'GET', `/cases/${id}/state`)).status).toBe(403);
  expect((await api.call('judge', 'GET', `/cases/${id}/state?instance=another`)).status).toBe(404);
});

test('a query without a worker is answered with 503, so that the caller may repeat it', async () => {
  temporal.behavior = 'hasNoWorker';

  expect(await api.call('judge', 'GET', `/cases/${id}/state`)).toMatchObject({
    status: 503,
    body: { code: 'UNAVAILABLE' },
  });
  expect((await api.call('judge', 'GET', `/cases/${id}/clock`)).status).toBe(503);
});

test('a procedure is migrated to the newest version of its model when none is named', async () => {
  const files = [{ name: 'enforcement-case.bpmn', content: smallModel.replace('审查立案', '审查立案材料') }];
  const { deployed } = (await api.call('admin', 'POST', '/models', { files })).body;

  expect(await operate('migrate', { mapping: { review: 'review' }, reason: '法律修改' })).toMatchObject({
    status: 200,
    body: { id },
  });
  expect(temporal.asked).toMatchObject([
    { workflowId, name: 'migrate', argument: { model: deployed[0], mapping: { review: 'review' } } },
  ]);
});
