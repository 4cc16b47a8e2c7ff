// The files of docker/ agree with each other, with package.json and with the rules for production.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { configFromEnvironment as apiConfig } from '../../api/config.ts';
import { deploymentFromEnvironment } from '../../tools/stack/deploy.ts';
import { configFromEnvironment as workerConfig } from '../../worker/config.ts';

interface Service {
  readonly image: string;
  readonly environment: { readonly [name: string]: string | number };
  readonly env_file?: readonly { readonly path: string }[];
}

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const compose = read('docker/compose.yaml');
const services = parse(compose, { merge: true }).services as { readonly [name: string]: Service };
const images = Object.fromEntries(
  [...read('docker/images.env').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, image]) => [name, image]),
);

/** A service's environment with random secrets, and with an existing file for each certificate. */
function environmentOf(service: string): NodeJS.ProcessEnv {
  const secrets: { readonly [name: string]: string } = {
    APP_DB_PASSWORD: 'k9Tq2mXw7Lp4Rz8V',
    OWNER_DB_PASSWORD: 'Zt1Xc5Lr8Kd2Hf6G',
    JWT_SECRET: 'Vq0n9yWm3sJb7Zt1Xc5Lr8Kd2Hf6Gp4uEaTzQo',
    PAYLOAD_KEY: 'jXq0Yb3Q9m0n8Tt2o1G7wq5v4hVdXzUKJmYfS6cLrEE=',
  };
  const entries = Object.entries(services[service]!.environment).map(([name, value]) => [
    name,
    name.endsWith('_PATH')
      ? import.meta.filename
      : String(value).replace(/\$\{(\w+):\?\}/g, (_, secret) => secrets[secret]!),
  ]);
  return { NODE_ENV: 'production', ...Object.fromEntries(entries) };
}

test('API, worker and deployment accept the settings of the compose file in production', () => {
  expect(apiConfig(environmentOf('api'))).toMatchObject({ production: true, temporal: { tls: {} } });
  expect(workerConfig(environmentOf('worker'))).toMatchObject({ isProduction: true, temporal: { tls: {} } });
  expect(deploymentFromEnvironment(environmentOf('deploy'))).toMatchObject({ namespace: 'enforcement' });
});

test('every image of others is named by exact version, in images.env only', () => {
  for (const image of Object.values(images))
    expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-bookworm(-slim)?)?(@sha256:[0-9a-f]{64})?$/);
  const used = [...compose.matchAll(/image: (.*)$/gm)].map(([, image]) => image!);
  for (const image of used)
    expect(image === 'enforcement-case-system' || /^\$\{\w+_IMAGE:\?\}$/.test(image)).toBe(true);
});

test('our image has the Node of package.json, and Temporal the version that the tests build', () => {
  const { node } = JSON.parse(read('package.json')).devDependencies;
  const [, built] = /^const version = '(.*)';$/m.exec(read('bench/servers/full-server.ts')) ?? [];

  expect(images['NODE_IMAGE']).toContain(`:${node}-`);
  expect(read('docker/Dockerfile')).toContain(`ARG NODE_IMAGE=docker.io/library/node:${node}-bookworm-slim\n`);
  expect(images['TEMPORAL_IMAGE']).toContain(`:${built}`);
  expect(images['TEMPORAL_TOOLS_IMAGE']).toContain(`:${built}`);
});

test('Temporal has 512 shards, a user of its own, and TLS on every way', () => {
  const { environment } = services['temporal']!;

  expect(environment).toMatchObject({
    NUM_HISTORY_SHARDS: 512,
    POSTGRES_USER: 'temporal',
    SQL_TLS_ENABLED: 'true',
    SQL_HOST_VERIFICATION: 'true',
    TEMPORAL_TLS_REQUIRE_CLIENT_AUTH: 'true',
  });
  for (const name of ['temporal', 'temporal-schema'])
    expect(JSON.stringify(services[name]!.environment)).not.toMatch(/OWNER_DB_PASSWORD|APP_DB_PASSWORD/);
});

test('only the worker gets the agencies’ tokens, and only the deployment the owner’s password', () => {
  const names = Object.keys(services);

  expect(names.filter((name) => services[name]!.env_file)).toEqual(['worker']);
  expect(names.filter((name) => JSON.stringify(services[name]).includes('OWNER_DB_PASSWORD'))).toEqual([
    'postgres',
    'deploy',
  ]);
});

test('pin-images.sh adds each digest and replaces an older one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'enforcement-pin-'));
  const file = join(folder, 'images.env');
  copyFileSync(join(root, 'docker', 'images.env'), file);
  const pin = (digit: string) => {
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho sha256:${digit.repeat(64)}\n`, { mode: 0o755 });
    const PATH = `${folder}:${process.env['PATH']}`;
    execFileSync('sh', [join(root, 'docker', 'pin-images.sh'), file], { env: { ...process.env, PATH } });
    return readFileSync(file, 'utf8');
  };

  pin('a');
  const pinned = pin('b');
  rmSync(folder, { recursive: true });

  expect(pinned.match(/^\w+_IMAGE=.*$/gm)).toHaveLength(Object.keys(images).length);
  for (const [line] of pinned.matchAll(/^\w+_IMAGE=.*$/gm)) expect(line).toMatch(/:[\w.-]+@sha256:b{64}$/);
});
