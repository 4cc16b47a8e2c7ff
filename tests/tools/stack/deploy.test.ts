// The settings with which a deployment starts, and those that production refuses.
import { expect, test } from '@jest/globals';
import { deploy, deploymentFromEnvironment } from '../../../tools/stack/deploy.ts';
import { production } from '../../support/production.ts';

const complete = { ...production, DATABASE_OWNER_URL: production.DATABASE_URL, APP_DB_PASSWORD: 'Zt1Xc5Lr8Kd2Hf6G' };
const settingsOf = (changes: object) => () => deploymentFromEnvironment({ ...complete, ...changes });

test('production deploys when its settings are complete', () => {
  expect(settingsOf({})()).toMatchObject({ namespace: 'default', temporal: { address: 'temporal:7233', tls: {} } });
});

test.each([
  ['no owner', { DATABASE_OWNER_URL: '' }, /DATABASE_OWNER_URL is missing/],
  [
    'a weak owner’s password',
    { DATABASE_OWNER_URL: 'postgresql://owner:owner@127.0.0.1/e' },
    /DATABASE_OWNER_URL is too weak/,
  ],
  ['a weak password for the application', { APP_DB_PASSWORD: 'enforcement_app_1' }, /APP_DB_PASSWORD is too weak/],
  ['Temporal without TLS', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '' }, /Temporal .* must be reached over TLS/],
])('production refuses to deploy with %s', (_kind, changes, message) => {
  expect(settingsOf(changes)).toThrow(message);
});

test('TEMPORAL_TLS alone uses TLS with the system’s authorities', () => {
  const { temporal } = settingsOf({ TEMPORAL_TLS: 'True', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '' })();

  expect(temporal).toEqual({ address: 'temporal:7233', tls: {} });
});

test('a database that cannot be reached is named without its password, in both languages', async () => {
  const deployment = { ...settingsOf({})(), ownerUrl: 'postgres://owner:hidden@127.0.0.1:1/enforcement' };

  await expect(deploy(deployment)).rejects.toThrow(
    /^数据库（127\.0\.0\.1:1）无法连接或者升级（技术信息：.*）。 \/ The database \(127\.0\.0\.1:1\) cannot be reached or migrated: (?!.*hidden)/,
  );
});
