// Filing and reading cases over HTTP, on a real database; Temporal is a stand-in that is passed in.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sweep } from '../../api/sweeper.ts';
import { scopeFor } from '../../db/scope.ts';
import { application, type FakeTemporal, fakeTemporal, type TestApi, testApi, testConfig } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

const now = () => new Date('2026-03-02T02:00:00.000Z');
let database: TestDatabase;
let temporal: FakeTemporal;
let api: TestApi;
let filed = 0;

beforeAll(async () => {
  database = await deployedDatabase();
});
beforeEach(async () => {
  temporal = fakeTemporal();
  api = await testApi({ pool: database.pool, temporal, now });
});
afterAll(() => database.drop());

const fresh = (changes: object = {}) => application({ externalId: `external-${++filed}`, ...changes });
const rows = async () => (await database.pool.query('select count(*)::int as n from enforcement_case')).rows[0].n;

test('a filed case has a number, a workflow with its case file, and a location', async () => {
  const answer = await api.call('judge', 'POST', '/cases', fresh());

  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    courtCode: '冀0102',
    status: 'filed',
    filedOn: '2026-03-02',
    claimFen: 193_734_000,
  });
  expect(answer.body.number).toMatch(/^\(2026\)冀0102执\d+号$/);
  expect(answer.headers['location']).toBe(`/cases/${answer.body.id}`);
  const [{ workflowId, input }] = temporal.started as [FakeTemporal['started'][number]];
  expect(workflowId).toBe(`enforcement-case/${answer.body.number}`);
  expect(input).toMatchObject({
    model: { processId: 'enforcement-case', version: 1 },
    actor: { id: 'judge', role: 'judge', court: '冀0102' },
    search: { CaseNumber: answer.body.number, Court: '冀0102', AmountYuan: 1_937_340 },
    variables: {
      caseFile: {
        number: answer.body.number,
        court: { code: '冀0102', name: expect.stringContaining('长安区人民法院') },
        applicants: [{ id: expect.any(String), name: '赵建国', claimFen: 116_240_400 }, { name: '李秀兰' }],
        debtors: [{ id: expect.any(String), name: '周文斌' }],
      },
    },
  });
});

test('the same application again returns the same case; a different one under its externalId is refused', async () => {
  const sent = fresh();
  const first = await api.call('judge', 'POST', '/cases', sent);

  const again = await api.call('clerk', 'POST', '/cases', sent);
  const other = await api.call('judge', 'POST', '/cases', { ...sent, debtors: [{ ...sent.debtors[0], name: '周武' }] });

  expect(again).toMatchObject({ status: 200, body: { number: first.body.number } });
  expect(other).toMatchObject({ status: 409, body: { code: 'EXTERNAL_ID_CONFLICT' } });
  expect(temporal.started).toHaveLength(1);
});

test('an application that is filed while Temporal is down is registered, and starts when Temporal is back', async () => {
  temporal.behavior = 'isDown';
  const answer = await api.call('judge', 'POST', '/cases', fresh());
  temporal.behavior = 'carriesOut';
  await database.pool.query(`update enforcement_case set recorded_at = now() - interval '1 hour' where id = $1`, [
    answer.body.id,
  ]);

  await sweep(scopeFor(database.pool, 'system'), { temporal, config: testConfig, now }, api.app.log);

  expect(answer).toMatchObject({ status: 202, body: { startedAt: null, note: expect.stringContaining('自动启动') } });
  expect(temporal.started).toMatchObject([{ input: { caseNumber: answer.body.number, actor: { id: 'judge' } } }]);
  expect((await api.call('judge', 'GET', `/cases/${answer.body.id}`)).body.startedAt).not.toBeNull();
});

test('a case gets a training clock only where training is allowed', async () => {
  const training = { legalStart: '2026-03-02T01:00:00.000Z', secondsPerDay: 0.2 };

  const allowed = await api.call('judge', 'POST', '/cases', fresh({ training }));
  const serious = await testApi({ pool: database.pool, temporal, now, config: { training: false } });
  const refused = await serious.call('judge', 'POST', '/cases', fresh({ training }));

  expect(allowed.body.clock).toEqual({ ...training, realStart: '2026-03-02T02:00:00.000Z' });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: '/training', rule: 'trainingOnly' }] } });
});

const spoiled: readonly (readonly [what: string, changes: object, field: string, rule: string])[] = [
  ['an unknown court', { court: '冀9999' }, '/court', 'unknownCourt'],
  ['no applicant', { applicants: [] }, '/applicants', 'minItems'],
  ['no debtor', { debtors: [] }, '/debtors', 'minItems'],
  ['no instrument', { instrument: undefined }, '/instrument', 'required'],
  ['an unknown field', { urgent: true }, '/urgent', 'additionalProperties'],
  ['an amount in yuan', { claim: { ...application().claim, principalFen: 1860000.5 } }, '/claim/principalFen', 'type'],
  ['an amount as text', { claim: { ...application().claim, costsFen: '2154000' } }, '/claim/costsFen', 'type'],
  ['a negative amount', { claim: { ...application().claim, costsFen: -1 } }, '/claim/costsFen', 'minimum'],
  [
    'an amount past what JSON keeps',
    { claim: { ...application().claim, costsFen: 1e300 } },
    '/claim/costsFen',
    'exactNumber',
  ],
  [
    'an amount of more than ten trillion yuan',
    { claim: { ...application().claim, costsFen: 1_000_000_000_000_001 } },
    '/claim/costsFen',
    'maximum',
  ],
  ['claims that do not add up', { claim: { ...application().claim, costsFen: 1 } }, '/applicants', 'claimSum'],
  ['a date that does not exist', { filedOn: '2026-02-30' }, '/filedOn', 'format'],
  ['a date in the future', { filedOn: '2026-03-03' }, '/filedOn', 'notInFuture'],
  [
    'an instrument not yet effective',
    { instrument: { ...application().instrument, effectiveOn: '2026-03-05' } },
    '/instrument/effectiveOn',
    'effective',
  ],
  [
    'a period for performance that still runs',
    { instrument: { ...application().instrument, performanceDueOn: '2026-03-02' } },
    '/instrument/performanceDueOn',
    'performanceDue',
  ],
  [
    'an id number too short',
    { debtors: [{ name: '丙', kind: 'person', idNumber: '12' }] },
    '/debtors/0/idNumber',
    'minLength',
  ],
  [
    "a company with a person's number",
    { debtors: [{ name: '丙公司', kind: 'company', idNumber: '91130102' }] },
    '/debtors/0/idNumber',
    'idNumber',
  ],
  [
    'a party on both sides',
    { debtors: [{ name: '赵建国', kind: 'person', idNumber: '130102196805120010' }] },
    '/debtors/0/idNumber',
    'unique',
  ],
  [
    'a blank name',
    { debtors: [{ name: '  ', kind: 'person', idNumber: '130104198210150030' }] },
    '/debtors/0/name',
    'pattern',
  ],
  [
    'a name with U+0000',
    { debtors: [{ name: 'a\u0000', kind: 'person', idNumber: '130104198210150030' }] },
    '/debtors/0/name',
    'pattern',
  ],
];

test.each(spoiled)('%s is refused with its field, and nothing is changed', async (_what, changes, field, rule) => {
  const before = await rows();

  const { status, headers, body } = await api.call('judge', 'POST', '/cases', fresh(changes));

  expect(status).toBe(422);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({
    type: '/problems/INVALID',
    title: '提交的内容不符合要求',
    titleEn: expect.any(String),
    status: 422,
  });
  expect(body.errors).toContainEqual(
    expect.objectContaining({ field, rule, message: expect.stringMatching(/\p{Script=Han}/u) }),
  );
  expect(await rows()).toBe(before);
  expect(temporal.started).toEqual([]);
});

test('an application is refused with all its faults at once', async () => {
  const { body } = await api.call('judge', 'POST', '/cases', fresh({ court: '冀9999', filedOn: '2026-03-09' }));

  expect(body.errors.map(({ rule }: { rule: string }) => rule)).toEqual(['unknownCourt', 'notInFuture']);
});

test('a body that is no JSON is answered with a problem', async () => {
  const response = await api.app.inject({
    method: 'POST',
    url: '/cases',
    headers: { authorization: `Bearer ${api.token('judge')}`, 'content-type': 'application/json' },
    payload: '{"court": ',
  });

  expect([response.statusCode, response.json().code]).toEqual([400, 'MALFORMED']);
});

test('a case is found by its number and shown with all its parts', async () => {
  const { body: sent } = await api.call('judge', 'POST', '/cases', fresh());

  const { status, body } = await api.call('judge', 'GET', `/cases/${encodeURIComponent(sent.number)}`);

  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: sent.id,
    parties: [{ role: 'applicant' }, { role: 'applicant' }, { role: 'debtor', name: '周文斌' }],
    assets: [],
    ledger: { balances: { bankFen: 0 }, entries: [] },
    documents: [],
    deadlines: [],
    incidents: [],
    tasks: [],
    instances: [],
    linked: [],
    timeline: { length: 0, latest: [] },
  });
});

test.each(['timeline', 'assets', 'ledger', 'documents', 'deadlines', 'archive', 'archive/verification'])(
  'GET /cases/:id/%s answers',
  async (part) => {
    const { body: sent } = await api.call('judge', 'POST', '/cases', fresh());

    expect((await api.call('judge', 'GET', `/cases/${sent.id}/${part}`)).status).toBe(200);
  },
);

test('cases are listed by court, status, party and date, page by page', async () => {
  await api.call(
    'judge',
    'POST',
    '/cases',
    fresh({ debtors: [{ name: '吴独特', kind: 'person', idNumber: '130104198210159999' }] }),
  );
  await api.call('judge', 'POST', '/cases', fresh());

  const byParty = await api.call(
    'judge',
    'GET',
    `/cases?party=${encodeURIComponent('独特')}&status=filed&filedFrom=2026-03-01`,
  );
  const first = await api.call('judge', 'GET', '/cases?pageSize=1');
  const second = await api.call('judge', 'GET', `/cases?pageSize=1&after=${first.body.next}`);
  const later = await api.call('judge', 'GET', '/cases?filedFrom=2027-01-01');

  expect(byParty.body.items).toHaveLength(1);
  expect(second.body.items).toHaveLength(1);
  expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
  expect(later.body.items).toEqual([]);
  expect((await api.call('judge', 'GET', '/cases?status=lost')).status).toBe(422);
  for (const place of ['nonsense', '["x","y"]', '[{},1]', '["2026-03-02","y"]', '["2026-03-02"]', '[null,null]', '[]'])
    expect((await api.call('judge', 'GET', `/cases?after=${Buffer.from(place).toString('base64url')}`)).status).toBe(
      422,
    );
});

test('a training case’s clock is set forward, never back; a real case has none', async () => {
  const training = { legalStart: '2026-03-02T02:00:00.000Z', secondsPerDay: 86_400 };
  const { body: taught } = await api.call('judge', 'POST', '/cases', fresh({ training }));
  const { body: real } = await api.call('judge', 'POST', '/cases', fresh());
  const set = (id: string, legalNow: string) => api.call('judge', 'POST', `/cases/${id}/clock`, { legalNow });

  expect((await set(taught.id, '2026-04-01T00:00:00+08:00')).body.legalStart).toBe('2026-03-31T16:00:00.000Z');
  expect((await api.call('judge', 'GET', `/cases/${taught.id}`)).body.clock.legalStart).toBe(
    '2026-03-31T16:00:00.000Z',
  );
  const back = await set(taught.id, '2026-03-05T00:00:00+08:00');
  expect(back).toMatchObject({ status: 422, body: { detailEn: expect.stringContaining('2026-03-31T16:00:00.000Z') } });
  expect((await set(real.id, '2026-04-01T00:00:00+08:00')).status).toBe(422);
});
