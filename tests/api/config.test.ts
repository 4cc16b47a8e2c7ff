// The configuration with which an API starts, and the one that production refuses.
import { expect, test } from '@jest/globals';
import { configFromEnvironment } from '../../api/config.ts';
import { production } from '../support/production.ts';

const faultsOf = (changes: object): string => {
  try {
    configFromEnvironment({ ...production, ...changes });
    return '';
  } catch (failure) {
    return (failure as Error).message;
  }
};

test('production starts when its configuration is complete', () => {
  expect(configFromEnvironment(production)).toMatchObject({ production: true, training: false, demoUsers: false });
});

test.each(['production', 'Production', 'PRODUCTION', ' production ', 'prod', 'prodution', 'staging'])(
  'NODE_ENV=%j keeps production’s rules',
  (spelling) => {
    expect(faultsOf({ NODE_ENV: spelling, DEMO_USERS: 'true' })).toMatch(/DEMO_USERS/);
  },
);

test.each([undefined, '', 'development', 'Test', 'training'])('NODE_ENV=%j is no production', (spelling) => {
  expect(faultsOf({ NODE_ENV: spelling, DEMO_USERS: 'true', JWT_SECRET: 'short', PAYLOAD_KEY: '' })).toBe('');
});

test.each(['true', 'TRUE', '1', 'yes', 'On'])('production refuses training and demonstration users set to %j', (on) => {
  expect(faultsOf({ TRAINING: on })).toMatch(/^生产环境不得启用培训时钟.* \/ TRAINING .* not allowed in production\.$/);
  expect(faultsOf({ DEMO_USERS: on })).toMatch(
    /^生产环境不得启用演示用户.* \/ DEMO_USERS .* not allowed in production\.$/,
  );
});

test('a switch that is neither on nor off is refused everywhere', () => {
  expect(faultsOf({ NODE_ENV: 'test', TRAINING: 'maybe' })).toMatch(/TRAINING must be true or false, found 'maybe'/);
});

test.each([
  ['short', 'k9Tq2mXw7Lp4Rz8V', 'fewer than 32 characters'],
  ['one character repeated', 'r'.repeat(48), 'too few different characters'],
  ['a piece repeated', 'k9Tq2mXw7Lp4'.repeat(4), 'it repeats one piece'],
  ['from an example', 'change-me-k9Tq2mXw7Lp4Rz8Vn3Bd6Fg', "the well-known 'change-me'"],
  ['of our own tests', 'for-tests-only-for-tests-only-for-tests-only', "the well-known 'for-tests'"],
  ['digits of the keyboard', '12345678k9Tq2mXw7Lp4Rz8Vn3Bd6Fg1', "the well-known '12345678'"],
])('production refuses a JWT secret that is %s', (_kind, secret, reason) => {
  expect(faultsOf({ JWT_SECRET: secret })).toMatch(/^JWT_SECRET 强度不足：/);
  expect(faultsOf({ JWT_SECRET: secret })).toContain(reason);
});

const base64 = (bytes: number[] | string) => Buffer.from(bytes as string).toString('base64');

test.each([
  ['absent', '', 'PAYLOAD_KEY is required in production'],
  ['too short', base64(Array(16).fill(7)), 'must be 32 random bytes'],
  ['no base64', '!'.repeat(43), 'must be 32 random bytes'],
  ['all zero', base64(Array(32).fill(0)), 'its bytes are not random'],
  ['counting up', base64(Array.from({ length: 32 }, (_, index) => index)), 'its bytes are not random'],
  ['a passphrase', base64('my dog ate 31 blue bones at noon'), 'its bytes are not random'],
])('production refuses a payload key that is %s', (_kind, key, reason) => {
  expect(faultsOf({ PAYLOAD_KEY: key })).toContain(reason);
});

test('production refuses one secret for two purposes', () => {
  expect(faultsOf({ JWT_SECRET: production.PAYLOAD_KEY })).toContain('must be different secrets');
});

test.each([
  ['no password', 'postgresql://enforcement_app@127.0.0.1/enforcement', 'fewer than 16 characters'],
  ['the user’s name as password', 'postgresql://postgres:postgres@127.0.0.1/enforcement', 'fewer than 16 characters'],
  ['a well-known password', 'postgresql://app:Enforcement-2026-x@127.0.0.1/e', "the well-known 'enforcement'"],
  ['no TLS', 'postgresql://app:k9Tq2mXw7Lp4Rz8V@postgres/enforcement', 'must be reached over TLS'],
  ['TLS without a check', 'postgresql://app:k9Tq2mXw7Lp4Rz8V@postgres/e?sslmode=require', 'certificate checked'],
  ['no URL', 'enforcement', 'DATABASE_URL is not a URL'],
])('production refuses a database with %s', (_kind, url, reason) => {
  expect(faultsOf({ DATABASE_URL: url })).toContain(reason);
});

test.each([
  'postgresql://app:k9Tq2mXw7Lp4Rz8V@127.0.0.1/enforcement',
  'postgresql://app@localhost/enforcement?host=/var/run/postgresql',
  'postgresql://app@postgres/e?sslmode=verify-full&sslcert=/c/tls.crt&sslkey=/c/tls.key',
])('production takes the database %s', (url) => {
  expect(faultsOf({ DATABASE_URL: url })).toBe('');
});

test('production refuses Temporal on another machine without TLS', () => {
  expect(faultsOf({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: undefined })).toMatch(
    /Temporal \(temporal:7233\) must be reached over TLS/,
  );
  expect(faultsOf({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: undefined, TEMPORAL_ADDRESS: 'localhost:7233' })).toBe('');
});

test('a certificate without its key, and a file that is not there, are refused', () => {
  expect(faultsOf({ TEMPORAL_TLS_CLIENT_CERT_PATH: import.meta.filename })).toContain('need each other');
  expect(faultsOf({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/no/such/file' })).toContain('cannot be read');
});

test('all faults are reported at once, one per line', () => {
  const faults = faultsOf({ TRAINING: 'true', JWT_SECRET: 'secret', DATABASE_URL: '', TEMPORAL_ADDRESS: '' });

  expect(faults.split('\n')).toHaveLength(4);
});
