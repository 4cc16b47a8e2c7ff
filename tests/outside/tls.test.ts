// The settings of docker/compose.yaml on real servers: PostgreSQL with TLS, and a Temporal server of 512 shards with
// TLS on both sides. Each part runs as a process; only addresses, ports, folders and secrets differ from the file's.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect } from '@jest/globals';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { parse } from 'yaml';
import { build, servicePorts } from '../../bench/servers/full-server.ts';
import { startServer } from '../../bench/servers/process.ts';
import { temporalAddress } from '../../protocol/connections.ts';
import { startEmbeddedPostgres } from '../../tools/stack/embedded-postgres.ts';
import { freePorts } from '../../tools/stack/ports.ts';
import { ended } from '../../tools/stack/processes.ts';
import { needs } from './needs.ts';

const minutes = 60_000;
const root = join(import.meta.dirname, '..', '..');
const { services } = parse(readFileSync(join(root, 'docker', 'compose.yaml'), 'utf8'), { merge: true });
const hasGo = spawnSync('go', ['version']).status === 0;
const testWithGo = needs('the Go toolchain', hasGo, 'https://go.dev/dl');
const stops: (() => Promise<unknown>)[] = [];
const secrets: { readonly [name: string]: string } = {
  APP_DB_PASSWORD: 'k9Tq2mXw7Lp4Rz8V',
  OWNER_DB_PASSWORD: 'Zt1Xc5Lr8Kd2Hf6G',
  TEMPORAL_DB_PASSWORD: 'p4uEaTzQoVq0n9yW',
  JWT_SECRET: 'Vq0n9yWm3sJb7Zt1Xc5Lr8Kd2Hf6Gp4uEaTzQo',
  PAYLOAD_KEY: 'jXq0Yb3Q9m0n8Tt2o1G7wq5v4hVdXzUKJmYfS6cLrEE=',
};

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
}, minutes);

testWithGo(
  'deployment, worker and API reach PostgreSQL and Temporal over TLS with the settings of the compose file',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'enforcement-tls-'));
    stops.push(async () => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);
    execFileSync('sh', [join(root, 'docker', 'certificates.sh'), join(folder, 'certs')]);
    const free = await freePorts();
    const ports = await servicePorts();
    /** A service's environment, with the addresses of this machine. */
    const environmentOf = (service: string, changes: object = {}): NodeJS.ProcessEnv => {
      const entries = Object.entries(services[service].environment).map(([name, value]) => [
        name,
        String(value)
          .replace(/\$\{(\w+):\?\}/g, (_, secret: string) => secrets[secret]!)
          .replace('postgres:5432', `127.0.0.1:${free.postgres}`)
          .replace('temporal:7233', `127.0.0.1:${ports.frontend.grpcPort}`)
          .replace(/(^|=)\/certs\//, `$1${join(folder, 'certs', certificates[service]!)}/`),
      ]);
      return { PATH: process.env['PATH'], ...Object.fromEntries(entries), ...changes };
    };

    await startPostgres(folder, free.postgres);
    const { server, sql } = build();
    const schema = environmentOf('temporal-schema', {
      ...{ SQL_HOST: '127.0.0.1', SQL_PORT: String(free.postgres), TOOL: sql },
      SCHEMA: schemaFolder(),
    });
    execFileSync('sh', [join(root, 'docker', 'temporal-schema.sh')], { env: schema, stdio: 'ignore' });
    await startTemporal(server, ports, environmentOf('temporal', temporalHere(free.postgres)));
    await register(environmentOf('api'));
    const run = (service: string, file: string, changes: object = {}) =>
      start(file, environmentOf(service, { NODE_ENV: 'production', ...changes }));
    const deployment = run('deploy', 'tools/stack/deploy.ts');
    await new Promise((resolve) => deployment.once('exit', resolve));
    expect(deployment.exitCode).toBe(0);
    const providers = join(root, 'activities', 'agencies', 'providers.json');
    run('worker', 'worker/main.ts', {
      ...{ WORKER_PORT: String(free.worker), AGENCY_PROVIDERS: providers, AGENCY_BASE_URL: 'https://agencies.example' },
    });
    run('api', 'api/main.ts', { API_PORT: String(free.api) });

    expect(await isReady(free.worker)).toBe(true);
    expect(await isReady(free.api)).toBe(true);
    await expect(
      Connection.connect({ address: `127.0.0.1:${ports.frontend.grpcPort}`, connectTimeout: 2000 }),
    ).rejects.toThrow();
  },
  30 * minutes,
);

/** The folder of each service's certificates. */
const certificates: { readonly [service: string]: string } = {
  ...{ api: 'app', worker: 'app', deploy: 'app' },
  ...{ temporal: 'temporal', 'temporal-schema': 'temporal-tools' },
};

const temporalHere = (postgresPort: number) => ({
  ...{ POSTGRES_SEEDS: '127.0.0.1', DB_PORT: String(postgresPort), BIND_ON_IP: '127.0.0.1', LOG_LEVEL: 'error' },
  DYNAMIC_CONFIG_FILE_PATH: join(root, 'docker', 'temporal-dynamic.yaml'),
});

/** The first start makes the users of the compose file; the second one has TLS. */
async function startPostgres(folder: string, port: number): Promise<void> {
  const dataDir = join(folder, 'postgres', 'data');
  const first = await startEmbeddedPostgres({ dataDir, port });
  const owner = new pg.Client(first.url);
  await owner.connect();
  await owner.query(`create role owner superuser login password '${secrets['OWNER_DB_PASSWORD']}'`);
  await owner.query(`create role temporal login password '${secrets['TEMPORAL_DB_PASSWORD']}'`);
  for (const name of ['temporal', 'temporal_visibility']) await owner.query(`create database ${name} owner temporal`);
  await owner.end();
  await first.stop();
  const tls = join(folder, 'postgres', 'tls');
  cpSync(join(folder, 'certs', 'postgres'), tls, { recursive: true });
  chmodSync(join(tls, 'tls.key'), 0o600);
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '--reference', dataDir, tls]);
  const settings = { ssl: 'on', ssl_cert_file: join(tls, 'tls.crt'), ssl_key_file: join(tls, 'tls.key') };
  const server = await startEmbeddedPostgres({ dataDir, port, settings: { ...settings, max_connections: '300' } });
  stops.push(() => server.stop());
}

/** The schema's files come with the server's Go module. */
function schemaFolder(): string {
  const modules = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).trim();
  const images = readFileSync(join(root, 'docker', 'images.env'), 'utf8');
  const [, version] = /^TEMPORAL_IMAGE=.*:([\d.]+)/m.exec(images)!;
  return join(modules, `go.temporal.io/server@v${version}`, 'schema');
}

async function startTemporal(
  server: string,
  ports: Awaited<ReturnType<typeof servicePorts>>,
  environment: NodeJS.ProcessEnv,
) {
  const named = Object.entries(ports).flatMap(([service, { grpcPort, membershipPort }]) => [
    `${service.toUpperCase()}_GRPC_PORT=${grpcPort}`,
    `${service.toUpperCase()}_MEMBERSHIP_PORT=${membershipPort}`,
  ]);
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const { temporalUi: httpPort } = await freePorts();
  const args = ['-i', ...variables, ...named, `FRONTEND_HTTP_PORT=${httpPort}`, server, '--allow-no-auth', 'start'];
  const started = await startServer('env', args, ports.frontend.grpcPort);
  stops.push(() => started.stop());
}

async function register(environment: NodeJS.ProcessEnv): Promise<void> {
  const connection = await Connection.connect({ ...temporalAddress(environment, []), connectTimeout: '1 minute' });
  const namespace = environment['TEMPORAL_NAMESPACE']!;
  const retention = { seconds: (180 * 86_400) as never };
  for (let tries = 0; ; tries++) {
    try {
      await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
      break;
    } catch (failure) {
      if (tries === 100) throw failure;
      await sleep(200);
    }
  }
  // The server learns of a new namespace some seconds later.
  await sleep(12_000);
  await connection.close();
}

function start(file: string, environment: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [join(root, file)], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  stops.push(() => ended(child, 'SIGTERM'));
  return child;
}

async function isReady(port: number): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(200);
  }
  return false;
}
