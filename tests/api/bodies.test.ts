// Bodies that would be read otherwise than they were sent are refused; and what is not HTTP gets a problem as well.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { application, fakeTemporal, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await deployedDatabase();
  api = await testApi({
    pool: database.pool,
    temporal: fakeTemporal(),
    now: () => new Date('2026-03-02T02:00:00.000Z'),
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await api.app.close();
  await database.drop();
});

async function post(payload: string | Buffer, type = 'application/json', url = '/cases') {
  const headers = { authorization: `Bearer ${api.token('judge')}`, 'content-type': type };
  const response = await api.app.inject({ method: 'POST', url, headers, payload });
  return { status: response.statusCode, type: response.headers['content-type'], body: response.json() };
}

/** The application with another text in place of its principal. */
const withPrincipal = (number: string) =>
  JSON.stringify(application({ externalId: `principal ${number}` })).replace(
    '"principalFen":186000000',
    `"principalFen":${number}`,
  );

test.each(['9007199254740993', '9007199254740992', '1e400', '-1e16', '186000000.00000000001', '123456789012345678901'])(
  'an amount of %s is refused with its place, rule and remedy, and not rounded',
  async (number) => {
    expect(await post(withPrincipal(number))).toMatchObject({
      status: 422,
      body: {
        code: 'INVALID',
        errors: [
          {
            field: '/claim/principalFen',
            rule: 'exactNumber',
            message: expect.stringContaining(number),
            messageEn: expect.stringContaining('9007199254740991'),
            whatToDo: expect.stringMatching(/\p{Script=Han}/u),
          },
        ],
      },
    });
  },
);

test.each(['186000000', '186000000.0', '1.86e8', '186000000.000000000000000'])(
  'an amount of %s is exact',
  async (number) => {
    expect((await post(withPrincipal(number))).status).toBe(201);
  },
);

test('every number that JavaScript writes, except integers that have no exact neighbors, is read', async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(number, async (value) => {
      const { body } = await post(`{"user":${JSON.stringify(value)}}`, 'application/json', '/auth/demo-token');
      const isSafe = Math.abs(value) <= Number.MAX_SAFE_INTEGER;

      expect(body.errors[0].rule).toBe(isSafe ? 'type' : 'exactNumber');
    }),
  );
});

test('digits within a text are no number, and a text that is no JSON is refused as such', async () => {
  const long = 'x"\\ 12345678901234567890 '.repeat(3);

  expect(await post(JSON.stringify({ user: long }), 'application/json', '/auth/demo-token')).toMatchObject({
    status: 422,
    body: { errors: [{ field: '/user', rule: 'maxLength' }] },
  });
  expect(
    (await post('{"user":"judge","cases":[12345678901234567890]}', 'application/json', '/auth/demo-token')).body,
  ).toMatchObject({
    errors: [{ field: '/cases/0', rule: 'exactNumber' }],
  });
  expect(await post('12345678901234567890 }')).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
});

test('a long text is read without delay', async () => {
  const started = Date.now();

  await post(`"${'\\\\"'.repeat(200_000)}`);
  await post(`${'['.repeat(100_000)}`);

  expect(Date.now() - started).toBeLessThan(2_000);
});

test('a body that is not UTF-8 is refused, so that no name is changed', async () => {
  const gbk = Buffer.from([0xd6, 0xdc]);
  const payload = Buffer.concat([Buffer.from('{"user":"'), gbk, Buffer.from('"}')]);

  expect(await post(payload, 'application/json', '/auth/demo-token')).toMatchObject({
    status: 400,
    body: { code: 'MALFORMED', detailEn: expect.stringContaining('UTF-8') },
  });
});

test('a body of another content type is refused', async () => {
  expect(await post('hello', 'text/plain')).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE' } });
  expect(await post('{}', 'json')).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE' } });
});

test('a value of a wrong type is reported once', async () => {
  const { body } = await api.call(
    'judge',
    'POST',
    '/cases',
    application({ debtors: [{ name: '周文斌', kind: 5, idNumber: '1' }] }),
  );

  expect(body.errors.filter(({ field }: { field: string }) => field === '/debtors/0/kind')).toMatchObject([
    { rule: 'type' },
  ]);
});

/** Sends bytes over a connection and reads the answer. */
const raw = (bytes: string) =>
  new Promise<{ status: number; type: string | undefined; body: { readonly [field: string]: unknown } }>(
    (resolve, reject) => {
      const address = api.app.server.address();
      if (typeof address !== 'object' || address === null) throw new Error('Expected a listening server.');
      const socket = connect(address.port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => {
        const [head = '', body = ''] = text.split('\r\n\r\n');
        resolve({
          status: Number(head.split(' ')[1]),
          type: /^content-type: (.*)$/im.exec(head)?.[1],
          body: JSON.parse(body),
        });
      });
    },
  );

const headers = 'Host: court.example\r\nConnection: close\r\n';

test.each([
  ['unencoded Chinese in the query', `GET /cases?party=周文斌 HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['unencoded Chinese in the path', `GET /cases/(2026)冀0102执1号 HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['a wrong percent-encoding', `GET /cases/%ZZ HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['a percent-encoding that is not UTF-8', `GET /cases/%D6%DC HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['an address that is too long', `GET /law/${'a'.repeat(3000)} HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['an unknown method', `FILE /cases HTTP/1.1\r\n${headers}\r\n`, 400, 'MALFORMED'],
  ['a method that the address does not have', `DELETE /cases HTTP/1.1\r\n${headers}\r\n`, 404, 'NOT_FOUND'],
  ['headers that are too large', `GET /law HTTP/1.1\r\n${headers}X: ${'a'.repeat(20_000)}\r\n\r\n`, 413, 'TOO_LARGE'],
  ['a wrong length', `POST /cases HTTP/1.1\r\n${headers}Content-Length: -1\r\n\r\n`, 400, 'MALFORMED'],
  ['a text that is not HTTP', 'hello\r\n\r\n', 400, 'MALFORMED'],
])('%s is answered with a problem', async (_what, bytes, status, code) => {
  expect(await raw(bytes)).toMatchObject({
    status,
    type: 'application/problem+json; charset=utf-8',
    body: {
      code,
      status,
      detail: expect.stringMatching(/\p{Script=Han}/u),
      instance: expect.stringMatching(/^urn:uuid:/),
    },
  });
});
