// Access control: authentication, and the cases that a user may see.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../api/auth/authenticate.ts';
import { permissions, roles } from '../../api/auth/permissions.ts';
import { application, fakeTemporal, type TestApi, testApi, testConfig } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { Description } from '../support/described-answers.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let api: TestApi;
let path = '';
let number = '';

beforeAll(async () => {
  database = await deployedDatabase();
  api = await testApi({
    pool: database.pool,
    temporal: fakeTemporal(),
    now: () => new Date('2026-03-02T02:00:00.000Z'),
  });
  const { body } = await api.call('judge', 'POST', '/cases', application());
  number = body.number;
  path = `/cases/${body.id}`;
});
afterAll(() => database.drop());

const withToken = (token: string, url = path) =>
  api.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });

function neverExpiring(claims: object): string {
  const [head, body] = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = createHmac('sha256', testConfig.jwtSecret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

test('a request without a token, or with a foreign, an expired or a never expiring one, is refused', async () => {
  const elsewhere = await testApi({
    pool: database.pool,
    temporal: fakeTemporal(),
    config: { jwtSecret: 'x'.repeat(40) },
  });
  const claims = { sub: 'judge', name: '王', role: 'judge', court: '冀0102' } as const;
  const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
  const responses = [
    await api.app.inject({ method: 'GET', url: path }),
    await withToken(elsewhere.token('judge')),
    await withToken(none),
    await withToken(api.app.jwt.sign(claims, { expiresIn: -10 })),
    await withToken(api.app.jwt.sign({ ...claims, role: 'king' as 'judge' })),
    await withToken(neverExpiring(claims)),
  ];

  for (const response of responses) {
    expect(response.json()).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', title: '身份未认证' });
    expect(response.headers['www-authenticate']).toBe('Bearer');
  }
});

test.each([
  ['a list of courts', { role: 'judge', court: ['冀0102'] }, 'court'],
  ['a text of cases', { role: 'party', cases: '(2026)冀0102执1号' }, 'cases'],
  ['no sub', { sub: '', role: 'judge', court: '冀0102' }, 'sub'],
])('%s in a token opens nothing', async (_, claims, named) => {
  const response = await withToken(api.app.jwt.sign({ sub: 'somebody', name: '', ...claims } as unknown as User));

  expect(response.json()).toMatchObject({ code: 'UNAUTHENTICATED', detailEn: expect.stringContaining(named) });
});

test.each([
  ['judge', 200],
  ['clerk', 200],
  ['president', 200],
  ['supervisor', 200],
  ['procurator', 200],
  ['judge-elsewhere', 403],
  ['party', 403],
  ['admin', 403],
  ['agency', 403],
])('%s reading a case of 冀0102 gets %d', async (user, status) => {
  expect((await api.call(user, 'GET', path)).status).toBe(status);
});

test('every address below a case is closed to a user of another court', async () => {
  const { paths } = api.app.swagger() as unknown as Description;
  const addresses = Object.keys(paths).filter((template) => /^\/cases\/{id}/.test(template) && paths[template]!['get']);
  expect(addresses.length).toBeGreaterThan(10);

  const open: string[] = [];
  for (const template of addresses) {
    const address = template.replace('/cases/{id}', path).replace(/{\w+}/g, randomUUID());
    const { status } = await api.call('judge-elsewhere', 'GET', address);
    // Not found would also be the answer of a route that looks for the thing before it checks the court.
    if (status !== 403) open.push(`${template}: ${status}`);
  }

  // The page says under "Whose rows" how a route checks the court.
  expect({ page: 'docs/add-resource.md', open }).toEqual({ page: 'docs/add-resource.md', open: [] });
});

test('lists hold only the cases that the user may see', async () => {
  const numbers = async (user: string) =>
    (await api.call(user, 'GET', '/cases')).body.items.map((item: { number: string }) => item.number);

  expect(await numbers('supervisor')).toEqual([number]);
  expect(await numbers('judge-elsewhere')).toEqual([]);
  expect((await api.call('judge-elsewhere', 'GET', `/cases?court=${encodeURIComponent('冀0102')}`)).body.items).toEqual(
    [],
  );
  expect(await numbers('party')).toEqual([]);
});

test('a party sees the cases of its token, with the other side’s id number masked', async () => {
  const response = await withToken(api.token('party', [number]));
  const list = await withToken(api.token('party', [number]), '/cases');

  expect(response.statusCode).toBe(200);
  expect(response.json()).not.toHaveProperty('application');
  expect(response.body).not.toContain('130104198210150030');
  expect(list.json().items).toHaveLength(1);
});

test('a user files cases for the own court only', async () => {
  const answer = await api.call('judge-elsewhere', 'POST', '/cases', application({ externalId: 'other' }));

  expect(answer).toMatchObject({
    status: 403,
    body: {
      code: 'FORBIDDEN',
      detail: '您所在的法院是河北省石家庄市桥西区人民法院，不能向河北省石家庄市长安区人民法院报送案件。',
    },
  });
});

test('a refusal names the role, the act and the court as a court does, in both languages', async () => {
  const byRole = await api.call('party', 'POST', `${path}/messages`, { name: 'clue', variables: {} });
  const byCourt = await api.call('judge-elsewhere', 'GET', path);

  expect(byRole.body).toMatchObject({
    detail: '当事人无权登记案件中的申请、异议等事项。',
    detailEn: 'The role party may not record applications, objections and other acts in a case.',
  });
  expect(byCourt.body.detail).toBe(`案件 ${number} 由河北省石家庄市长安区人民法院办理，不在您的权限范围内。`);
});

test('every permission names roles that exist', () => {
  for (const allowed of Object.values(permissions)) for (const role of allowed) expect(roles).toContain(role);
});

test('demonstration tokens are issued in a demonstration only', async () => {
  const ask = (app: TestApi, user: string) =>
    app.app.inject({ method: 'POST', url: '/auth/demo-token', payload: { user } });
  const serious = await testApi({ pool: database.pool, temporal: fakeTemporal(), config: { demoUsers: false } });

  const { token } = (await ask(api, 'judge')).json();

  expect((await withToken(token)).statusCode).toBe(200);
  expect((await ask(api, 'nobody')).statusCode).toBe(404);
  expect((await ask(serious, 'judge')).statusCode).toBe(404);
});

test('an API for production refuses to start with training enabled', async () => {
  await expect(
    testApi({ pool: database.pool, temporal: fakeTemporal(), config: { ...testConfig, production: true } }),
  ).rejects.toThrow(/TRAINING/);
});
