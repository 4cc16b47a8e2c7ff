// The codec endpoint decodes a history's sealed payloads for Temporal's UI and CLI.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { payloadCodec } from '../../protocol/payload-codec.ts';
import { fakeTemporal, testApi } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

const payloadKey = Buffer.alloc(32, 7).toString('base64');
const temporalUiUrl = 'http://127.0.0.1:8233';
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function sealed(key: string) {
  const [payload] = await payloadCodec(key).encode([
    { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"财产查询"') },
  ]);
  const base64 = (bytes?: Uint8Array | null) => Buffer.from(bytes ?? []).toString('base64');
  const metadata = Object.entries(payload?.metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return { payloads: [{ metadata: Object.fromEntries(metadata), data: base64(payload?.data) }] };
}

const apiWith = (config: object) =>
  testApi({ pool: database.pool, temporal: fakeTemporal(), config: { payloadKey, temporalUiUrl, ...config } });

test('in a demonstration the UI decodes payloads, and only the UI’s own pages may do so', async () => {
  const { app } = await apiWith({});

  const answer = await app.inject({
    method: 'POST',
    url: '/codec/decode',
    headers: { origin: temporalUiUrl },
    payload: await sealed(payloadKey),
  });
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/codec/decode',
    headers: { origin: temporalUiUrl, 'access-control-request-method': 'POST' },
  });

  expect(Buffer.from(answer.json().payloads[0].data, 'base64').toString()).toBe('"财产查询"');
  expect(answer.headers['access-control-allow-origin']).toBe(temporalUiUrl);
  expect(preflight.headers['access-control-allow-origin']).toBe(temporalUiUrl);
});

test('outside a demonstration the codec answers only users who may read an archive', async () => {
  const { app, call } = await apiWith({ demoUsers: false });
  const nobody = await app.inject({ method: 'POST', url: '/codec/decode', payload: await sealed(payloadKey) });

  expect(nobody.statusCode).toBe(401);
  expect((await call('party', 'POST', '/codec/decode', await sealed(payloadKey))).status).toBe(403);
  expect((await call('supervisor', 'POST', '/codec/decode', await sealed(payloadKey))).status).toBe(200);
});

test('a payload sealed with another key is refused', async () => {
  const { call } = await apiWith({});

  const answer = await call(
    'supervisor',
    'POST',
    '/codec/decode',
    await sealed(Buffer.alloc(32, 8).toString('base64')),
  );

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].field).toBe('/payloads');
});

test('a large payload is compressed in a history and decoded unchanged', async () => {
  const codec = payloadCodec(payloadKey);
  const model = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"财产查询"'.repeat(1_000)) };

  const [kept] = await codec.encode([model]);
  const [read] = await codec.decode([kept!]);

  expect(kept!.data!.length).toBeLessThan(model.data.length / 10);
  expect(Buffer.from(read!.data!)).toEqual(model.data);
});
