// Bad input of any kind gets a clear problem and leaves the database unchanged; the log holds no personal data.
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildApi } from '../../api/build-api.ts';
import { loggerOptions } from '../../api/http/logging.ts';
import { application, fakeTemporal, type TestApi, testApi, testConfig } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

const now = () => new Date('2026-03-02T02:00:00.000Z');
let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await deployedDatabase();
  api = await testApi({ pool: database.pool, temporal: fakeTemporal(), now });
});
afterAll(() => database.drop());

const tables = [
  'enforcement_case',
  'party',
  'case_number_sequence',
  'message',
  'user_task',
  'process_model',
  'agency_callback',
];
async function contents(): Promise<string> {
  const counts = await Promise.all(
    tables.map((table) => database.pool.query(`select count(*)::int as n from ${table}`)),
  );
  return counts.map(({ rows }) => rows[0].n).join();
}

/** Every position in the application, as a path. */
const places = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => [[...path, name], ...places(item, [...path, name])])
    : [];

function spoil(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy = structuredClone(value) as { [name: string]: unknown };
  copy[name] = spoil(copy[name], rest, put);
  return copy;
}

test('an application with any value in any field is filed as a whole or refused as a whole', async () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(null, -1, 1e21, '', '\u0000', '\ud800', [], {}),
  );
  const place = fc.constantFrom(...places(application()));
  let tried = 0;

  await fc.assert(
    fc.asyncProperty(place, anything, async (path, value) => {
      const body = spoil(application({ externalId: `property-${++tried}` }), path, value) as object;
      const before = await contents();

      const answer = await api.call('judge', 'POST', '/cases', body);

      expect([200, 201, 400, 403, 409, 422]).toContain(answer.status);
      if (answer.status < 300) return;
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ title: expect.stringMatching(/\p{Script=Han}/u), status: answer.status });
      expect(await contents()).toBe(before);
    }),
    { numRuns: 150 },
  );
});

test('bodies, addresses and queries of any kind never break the API', async () => {
  const routes: (readonly ['GET' | 'POST', (part: string) => string])[] = [
    ['GET', (part) => `/cases/${part}`],
    ['GET', (part) => `/cases?after=${part}&status=filed`],
    ['GET', (part) => `/cases?party=${part}`],
    ['GET', (part) => `/user-tasks/${part}`],
    ['GET', (part) => `/user-tasks?after=${part}`],
    ['POST', (part) => `/user-tasks/${part}/complete`],
    ['POST', (part) => `/cases/${part}/messages`],
    ['POST', (part) => `/incidents/${part}/resolve`],
    ['GET', (part) => `/models/${part}`],
    ['GET', (part) => `/law/${part}`],
  ];
  const before = await contents();

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.object(),
      async ([method, url], part, body) => {
        const address = url(encodeURIComponent(part));

        const answer = await api.call('judge', method, address, method === 'POST' ? body : undefined);

        expect(answer.status).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
  expect(await contents()).toBe(before);
});

test('an address that cannot be decoded is answered with a problem', async () => {
  expect(await api.call('judge', 'GET', '/user-tasks/%ZZ')).toMatchObject({
    status: 400,
    headers: { 'content-type': expect.stringContaining('application/problem+json') },
    body: { code: 'MALFORMED', title: '请求无法读取' },
  });
});

test('log lines carry the case number and no personal data', async () => {
  const lines: string[] = [];
  const stream = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  const app = await buildApi({
    pool: database.pool,
    temporal: fakeTemporal(),
    config: testConfig,
    now,
    logger: { ...loggerOptions('info'), stream },
  });
  const headers = { authorization: `Bearer ${api.token('judge')}` };
  const payload = application({ externalId: 'logged' });

  const filed = (await app.inject({ method: 'POST', url: '/cases', headers, payload })).json();
  await app.inject({ method: 'POST', url: '/cases', headers, payload: { ...payload, court: '冀9999' } });
  await app.inject({ method: 'GET', url: `/cases?party=${encodeURIComponent('周文斌')}`, headers });
  await app.inject({ method: 'GET', url: `/cases/${filed.id}`, headers });

  const log = lines.join('');
  expect(log).toContain(`"caseNumber":"${filed.number}"`);
  for (const personal of [
    '周文斌',
    encodeURIComponent('周文斌'),
    '130104198210150030',
    '赵建国',
    headers.authorization,
  ])
    expect(log).not.toContain(personal);
});
