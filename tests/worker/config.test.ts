// The configuration with which a worker starts, and the one that production refuses.
import { expect, test } from '@jest/globals';
import type { Provider } from '../../activities/agencies/providers.ts';
import { configFromEnvironment, refuseWeakTokens } from '../../worker/config.ts';
import { production } from '../support/production.ts';

const complete = { ...production, AGENCY_PROVIDERS: '/config/providers.json' };
const configOf = (changes: object) => () => configFromEnvironment({ ...complete, ...changes });

test('production starts when its configuration is complete', () => {
  expect(configOf({})()).toMatchObject({ isProduction: true, pollMs: 60_000, temporal: { tls: {} } });
});

test.each([
  ['a training clock', { TRAINING: 'Yes' }, /TRAINING .* is not allowed/],
  ['demonstration users', { DEMO_USERS: '1' }, /DEMO_USERS .* is not allowed/],
  ['no providers', { AGENCY_PROVIDERS: '' }, /AGENCY_PROVIDERS is missing/],
  ['no payload key', { PAYLOAD_KEY: '' }, /PAYLOAD_KEY is missing/],
  ['a weak payload key', { PAYLOAD_KEY: Buffer.alloc(32).toString('base64') }, /PAYLOAD_KEY is too weak/],
  [
    'a weak database password',
    { DATABASE_URL: 'postgresql://a:b@127.0.0.1/c' },
    /The password in DATABASE_URL is too weak/,
  ],
  [
    'a database without TLS',
    { DATABASE_URL: 'postgresql://a:k9Tq2mXw7Lp4Rz8V@db/c' },
    /PostgreSQL must be reached over TLS/,
  ],
  ['Temporal without TLS', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '' }, /Temporal .* must be reached over TLS/],
])('production in any spelling does not start with %s', (_kind, changes, message) => {
  expect(configOf(changes)).toThrow(message);
  expect(configOf({ ...changes, NODE_ENV: 'Production' })).toThrow(message);
});

test('all faults are reported at once, one per line', () => {
  expect(configOf({ TRAINING: 'true', PAYLOAD_KEY: '', DATABASE_URL: '' })).toThrow(
    /^.*DATABASE_URL.*\n.*PAYLOAD_KEY.*\n.*TRAINING.*$/,
  );
});

test('outside production weak secrets and the training clock are allowed', () => {
  const training = { NODE_ENV: 'test', TRAINING: 'true', PAYLOAD_KEY: 'x', AGENCY_BASE_URL: 'http://127.0.0.1:8091' };

  expect(configOf(training)()).toMatchObject({ isProduction: false, pollMs: 500 });
});

const provider = (token: string): Provider => ({
  agency: 'bank',
  provider: 'icbc',
  title: '中国工商银行',
  channel: 'http',
  mode: 'callback',
  url: 'https://bank.example',
  tokenVariable: 'ICBC_TOKEN',
  token,
});

test.each(['demo', 'password-of-icbc-2026', 'aaaaaaaaaaaaaaaaaaaa', 'abcabcabcabcabcabc'])(
  'production refuses the agency token %j',
  (token) => {
    expect(() => refuseWeakTokens([provider(token)])).toThrow(/^ICBC_TOKEN 强度不足.* \/ ICBC_TOKEN is too weak/);
  },
);

test('production takes a random agency token, and a provider without one', () => {
  const { token: _none, ...without } = provider('');

  expect(() => refuseWeakTokens([provider('k9Tq2mXw7Lp4Rz8V'), without])).not.toThrow();
});
