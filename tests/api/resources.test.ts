// Agency callbacks, incidents, models, law, courts, and the API's health.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { insertRequest } from '../../db/agency-requests.ts';
import { raiseIncidents } from '../../db/incidents.ts';
import { upsertInstance } from '../../db/instances.ts';
import { application, type FakeTemporal, fakeTemporal, smallModel, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let temporal: FakeTemporal;
let api: TestApi;
let caseId = '';
let workflowId = '';

beforeAll(async () => {
  database = await deployedDatabase();
});
beforeEach(async () => {
  temporal = fakeTemporal();
  api = await testApi({ pool: database.pool, temporal, now: () => new Date('2026-03-02T02:00:00.000Z') });
  const { body } = await api.call('judge', 'POST', '/cases', application());
  caseId = body.id;
  workflowId = body.workflowId;
});
afterAll(() => database.drop());

async function sentRequest(id: string): Promise<void> {
  await insertRequest(database.pool, {
    id,
    caseId,
    workflowId,
    key: 7,
    agency: 'bank',
    provider: 'icbc',
    operation: 'freeze',
    channel: 'http',
    request: {},
    sentAt: '2026-03-02T01:00:00.000Z',
  });
}
const answered = (requestId: string, position = 1) => ({
  requestId,
  state: 'answered',
  answer: { frozenFen: 60_00, position },
});
const callback = (body: object, agency = 'bank') => api.call('agency', 'POST', `/agencies/${agency}/callbacks`, body);

test('the first answer of an agency is recorded and published; the same answer again is accepted, a different one is stored and refused', async () => {
  await sentRequest('r-1');

  const accepted = await callback({ requestId: 'r-1', state: 'accepted' });
  const first = await callback(answered('r-1'));
  const again = await callback(answered('r-1'));
  const other = await callback(answered('r-1', 2));

  expect([accepted, first, again].map(({ status, body }) => [status, body.outcome])).toEqual([
    [200, 'taken'],
    [200, 'taken'],
    [200, 'repeated'],
  ]);
  expect(other).toMatchObject({ status: 409, body: { code: 'ANSWER_CONFLICT' } });
  const { rows: messages } = await database.pool.query(
    `select id, message_name, correlation_key, variables from message where correlation_key = 'r-1'`,
  );
  expect(messages).toMatchObject([
    {
      id: 'agency-answer/r-1',
      message_name: 'agency-answer',
      variables: { request: { id: 'r-1', state: 'answered' }, answer: { frozenFen: 60_00, position: 1 } },
    },
  ]);
  const { rows: callbacks } = await database.pool.query(
    `select outcome from agency_callback where request_id = 'r-1' order by received_at`,
  );
  expect(callbacks.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'repeated', 'conflicting']);
  const { rows } = await database.pool.query(`select state, answer from agency_request where id = 'r-1'`);
  expect(rows).toEqual([{ state: 'answered', answer: { frozenFen: 60_00, position: 1 } }]);
});

test('an answer that is empty or does not match its schema is refused, and the request stays open', async () => {
  await sentRequest('r-unfit');

  const unfit = await callback({
    requestId: 'r-unfit',
    state: 'answered',
    answer: { frozenFen: '60.00', position: 1 },
  });
  const empty = await callback({ requestId: 'r-unfit', state: 'answered', answer: { x: 1 } });
  const right = await callback(answered('r-unfit'));

  expect([unfit.status, empty.status]).toEqual([422, 422]);
  expect(unfit.body.errors).toMatchObject([{ field: '/answer' }]);
  expect([right.status, right.body.outcome]).toEqual([200, 'taken']);
});

test('an answer is given to its request; a message to the case with the answer is refused', async () => {
  const content = smallModel
    .replaceAll('enforcement-case', 'asking')
    .replace('property-clue', 'agency-answer')
    .replace('=caseFile.number', '=sent.id');
  const deployed = await api.call('admin', 'POST', '/models', { files: [{ name: 'asking.bpmn', content }] });

  const refused = await api.call('clerk', 'POST', `/cases/${caseId}/messages`, {
    name: 'agency-answer',
    messageId: '1',
    variables: {},
  });

  expect(deployed.status).toBe(201);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: '/name' }] } });
  expect(refused.body.errors[0].whatToDoEn).toBe('Known names: property-clue');
});

test('an answer goes to the instance that waits for it', async () => {
  await sentRequest('r-2');
  await database.pool.query(
    `insert into message_subscription (workflow_id, key, message_name, correlation_key, opened_at) values ($1, 9, 'agency-answer', 'r-2', now())`,
    [workflowId],
  );

  await callback({ requestId: 'r-2', state: 'rejected', reason: '账户不存在' });

  expect(temporal.asked).toMatchObject([
    {
      workflowId,
      name: 'publishMessage',
      argument: { key: 9, variables: { request: { state: 'rejected', reason: '账户不存在' } } },
    },
  ]);
});

test('one bank does not answer for another', async () => {
  await sentRequest('r-icbc');
  const answerAs = (provider: string) =>
    api.app.inject({
      method: 'POST',
      url: '/agencies/bank/callbacks',
      headers: {
        authorization: `Bearer ${api.app.jwt.sign({ sub: provider, name: provider, role: 'agency', agency: 'bank', provider })}`,
      },
      payload: answered('r-icbc'),
    });

  expect((await answerAs('ccb')).json()).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  expect((await answerAs('icbc')).json()).toMatchObject({ outcome: 'taken' });
});

test('a request that is unknown, or another agency’s, is not found', async () => {
  await sentRequest('r-3');

  expect((await callback(answered('r-unknown'))).status).toBe(404);
  expect((await callback(answered('r-3'), 'vehicle')).status).toBe(404);
  expect((await callback({ requestId: 'r-3', state: 'lost' })).body.errors[0]).toMatchObject({
    field: '/state',
    rule: 'enum',
  });
});

test('an incident is listed and resolved by its court', async () => {
  const step = {
    caseId,
    parentWorkflowId: null,
    processId: 'enforcement-case',
    version: 1,
    step: 3,
    state: 'active',
    at: '2026-03-02T01:00:00Z',
  } as const;
  await upsertInstance(database.pool, { workflowId, ...step });
  const incident = {
    workflowId,
    key: 4,
    caseId,
    elementId: 'review',
    name: '审查',
    type: 'job' as const,
    message: 'failed',
    messageZh: '系统任务失败',
    raisedStep: 3,
    raisedAt: step.at,
  };
  await raiseIncidents(database.pool, [incident]);
  const resolution = { action: 'retry', reason: '已更正', variables: { fixed: true } };

  const { items } = (await api.call('judge', 'GET', '/incidents')).body;
  const elsewhere = await api.call('judge-elsewhere', 'POST', `/incidents/${items[0].id}/resolve`, resolution);
  const resolved = await api.call('judge', 'POST', `/incidents/${items[0].id}/resolve`, resolution);

  expect(items).toMatchObject([{ elementId: 'review', message: 'failed', whatToDo: expect.stringContaining('重试') }]);
  expect(elsewhere.status).toBe(403);
  expect(resolved.status).toBe(200);
  expect(temporal.asked).toMatchObject([
    { workflowId, name: 'resolveIncident', argument: { key: 4, ...resolution, actor: { id: 'judge' } } },
  ]);
  expect((await api.call('judge-elsewhere', 'GET', '/incidents')).body.items).toEqual([]);
});

test.each([
  [{ refuses: 'NOT_OPEN' }, 409, 'NOT_OPEN'],
  [{ refuses: 'ENDED' }, 409, 'ENDED'],
  [{ refuses: 'NOT_FOUND' }, 404, 'NOT_FOUND'],
  [{ refuses: 'INVALID' }, 422, 'REFUSED'],
  ['hasEnded', 409, 'ENDED'],
  ['isDown', 503, 'UNAVAILABLE'],
] as const)('the API answers the refusal %p of the process instance with %d %s', async (behavior, status, code) => {
  temporal.behavior = behavior;

  const answer = await api.call('president', 'POST', `/cases/${caseId}/cancel`, { reason: '立案有误' });

  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('a new version of a model is deployed by the administrator; the same again keeps its version', async () => {
  const files = [{ name: 'enforcement-case.bpmn', content: smallModel.replace('审查立案', '审查立案材料') }];

  const deployed = await api.call('admin', 'POST', '/models', { files });
  const again = await api.call('admin', 'POST', '/models', { files });
  const forbidden = await api.call('judge', 'POST', '/models', { files });

  expect(deployed).toMatchObject({ status: 201, body: { deployed: [{ processId: 'enforcement-case', version: 2 }] } });
  expect(again.body).toEqual(deployed.body);
  expect(forbidden.status).toBe(403);
  expect((await api.call('judge', 'GET', '/models/enforcement-case')).body).toMatchObject({
    version: 2,
    name: '执行案件',
  });
  expect((await api.call('judge', 'GET', '/models/enforcement-case/versions/1')).body.xml).toBe(smallModel);
  expect((await api.call('judge', 'GET', '/models/nothing')).status).toBe(404);
});

test('a model that cannot be executed is refused with element, line and reason, and nothing is deployed', async () => {
  const content = smallModel.replace(
    '<bpmn:userTask id="review"',
    '<bpmn:adHocSubProcess id="odd" />\n    <bpmn:userTask id="review"',
  );
  const before = (await api.call('admin', 'GET', '/models')).body;

  const { status, body } = await api.call('admin', 'POST', '/models', { files: [{ name: 'odd.bpmn', content }] });

  expect([status, body.code]).toEqual([422, 'MODEL_REFUSED']);
  expect(body.errors).toContainEqual(
    expect.objectContaining({
      field: 'odd.bpmn',
      elementId: 'odd',
      line: expect.any(Number),
      message: expect.stringMatching(/^元素 odd，第 \d+ 行：.*。$/),
      messageEn: expect.stringMatching(/^\w.*\.$/),
    }),
  );
  expect((await api.call('admin', 'GET', '/models')).body).toEqual(before);
});

test('a citation is resolved on its date', async () => {
  const law = async (citation: string, query = '') =>
    api.call('party', 'GET', `/law/${encodeURIComponent(citation)}${query}`);

  expect((await law('CPL#251')).body).toMatchObject({ lawId: 'CPL', version: '2023-09-01', article: '251' });
  expect((await law('CPL#238', '?date=2023-06-01')).body).toMatchObject({ version: '2021-12-24' });
  expect((await law('CPL#99999')).status).toBe(422);
  expect((await api.call('party', 'GET', '/law')).body.items.length).toBeGreaterThan(10);
});

test('courts are listed', async () => {
  expect((await api.call('judge', 'GET', '/courts')).body.items).toContainEqual(
    expect.objectContaining({ code: '冀0102', superiorCode: '冀01' }),
  );
});

test('the table of problem codes is public, and the type of a problem is the address of its code', async () => {
  const table = (await api.app.inject('/problems')).json();
  const { type } = (await api.call('judge', 'GET', '/models/nothing')).body;

  expect((await api.app.inject(type)).json()).toEqual(table.items.NOT_FOUND);
  expect(table.items.NOT_FOUND).toMatchObject({
    status: 404,
    whatToDo: { zh: expect.stringMatching(/\p{Script=Han}/u) },
  });
  expect((await api.app.inject('/problems/nothing')).statusCode).toBe(404);
});

test('an unknown address is answered with a problem', async () => {
  const response = await api.app.inject('/nowhere');

  expect(response.json()).toMatchObject({
    status: 404,
    code: 'NOT_FOUND',
    instance: expect.stringMatching(/^urn:uuid:/),
  });
});

test('the API is always alive, is ready when PostgreSQL and Temporal answer, and gives figures to Prometheus', async () => {
  const ready = await api.app.inject('/readyz');
  temporal.behavior = 'isDown';
  const notReady = await api.app.inject('/readyz');
  const figures = await api.app.inject('/metrics');

  expect((await api.app.inject('/healthz')).statusCode).toBe(200);
  expect([ready.statusCode, ready.json()]).toEqual([200, { postgres: true, temporal: true }]);
  expect([notReady.statusCode, notReady.json()]).toEqual([503, { postgres: true, temporal: false }]);
  expect(figures.body).toContain('enforcement_outstanding{what="userTasks"}');
  expect(figures.body).toContain('http_request_duration_seconds_count');
});
