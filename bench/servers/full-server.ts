// A full Temporal server on PostgreSQL, as in production: built on demand from its Go module, with all services in one
// process.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePorts } from '../../tools/stack/ports.ts';
import { NotAvailable, peersFolder } from '../peers/folder.ts';
import type { TemporalServer } from './index.ts';
import type { Postgres } from './postgres.ts';
import { startServer } from './process.ts';

const version = '1.32.0';
const binaries = join(peersFolder, `temporal-server-${version}`);
/** The driver with prepared statements (its effect: docs/using/performance.md). */
const plugin = 'postgres12_pgx';
const databases = ['temporal', 'visibility'] as const;

export async function fullServer(postgres: Postgres, folder: string): Promise<TemporalServer> {
  build();
  for (const database of databases) setUpSchema(postgres, database);
  const ports = await servicePorts();
  const config = join(folder, 'temporal.yaml');
  writeFileSync(config, JSON.stringify(configuration(postgres, folder, ports)));
  writeFileSync(join(folder, 'dynamic.yaml'), '{}');
  const port = ports.frontend.grpcPort;
  const server = await startServer(
    join(binaries, 'server'),
    ['--config-file', config, '--allow-no-auth', 'start'],
    port,
  );
  const address = `127.0.0.1:${port}`;
  await registerNamespace(address);
  return { address, stop: () => server.stop() };
}

/**
 * Builds the server and its schema tool, unless that was done before.
 * @throws NotAvailable without a Go toolchain, or when its modules cannot be fetched
 */
export function build(): { readonly server: string; readonly sql: string } {
  const built = { server: join(binaries, 'server'), sql: join(binaries, 'sql') };
  if (existsSync(built.sql)) return built;
  console.error(`Building the Temporal server ${version} (some minutes the first time) …`);
  mkdirSync(binaries, { recursive: true });
  const module = 'go.temporal.io/server';
  const commands = ['cmd/server', 'cmd/tools/sql'].map((command) => `${module}/${command}@v${version}`);
  const { status, error, stderr } = spawnSync('go', ['install', ...commands], {
    cwd: binaries,
    env: { ...process.env, GOBIN: binaries },
    encoding: 'utf8',
  });
  if (status !== 0) throw new NotAvailable(error ? 'no Go toolchain' : `go install failed: ${lastLine(stderr)}`);
  return built;
}

/** Sets up a database with the server's own tool, which contains the schema. */
function setUpSchema({ owner }: Postgres, database: (typeof databases)[number]): void {
  const where = ['--ep', owner.hostname, '-p', owner.port, '-u', owner.username, '--pw', owner.password];
  const tool = (...args: string[]) => {
    const { status, stderr } = spawnSync(
      join(binaries, 'sql'),
      ['--pl', plugin, ...where, '--db', nameOf(database), ...args],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`Temporal's schema tool failed (${args[0]}): ${lastLine(stderr)}`);
  };
  tool('create-database', '--defaultdb', 'postgres');
  tool('setup-schema', '-v', '0.0');
  tool('update-schema', '--schema-name', `postgresql/v12/${database}`);
}

const nameOf = (database: (typeof databases)[number]) => `temporal_${database}`;
const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

const services = ['frontend', 'history', 'matching', 'worker'] as const;
type Ports = {
  readonly [service in (typeof services)[number]]: { readonly grpcPort: number; readonly membershipPort: number };
};

export async function servicePorts(): Promise<Ports> {
  const free = Object.values(await freePorts());
  const members = await membershipPorts();
  return Object.fromEntries(
    services.map((service) => [service, { grpcPort: free.pop()!, membershipPort: members.pop()! }]),
  ) as Ports;
}

/** Free low ports: the server stores them as small integers, for which ephemeral ports are too high. */
async function membershipPorts(): Promise<number[]> {
  const found: number[] = [];
  for (let port = 20_000 + (process.pid % 10_000); found.length < services.length; port++)
    if (await isFree(port)) found.push(port);
  return found;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The server's sample configuration with its four shards. (JSON is valid YAML.) */
function configuration({ owner }: Postgres, folder: string, ports: Ports): object {
  const store = (database: (typeof databases)[number], maxConns: number) => ({
    sql: {
      pluginName: plugin,
      databaseName: nameOf(database),
      connectAddr: owner.host,
      connectProtocol: 'tcp',
      user: owner.username,
      password: owner.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: { default: store('temporal', 20), visibility: store('visibility', 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      services.map((service) => [service, { rpc: { ...ports[service], bindOnLocalHost: true } }]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.frontend.grpcPort}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: join(folder, 'dynamic.yaml'), pollInterval: '60s' },
  };
}

/** Repeats until done: the server answers before it can register, and knows a new namespace only seconds later. */
async function registerNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1 minute' });
  const namespace = 'default';
  const day = { seconds: 86_400 as never };
  await untilDone(() =>
    connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: day }),
  );
  await untilDone(() =>
    connection.workflowService
      .getWorkflowExecutionHistory({ namespace, execution: { workflowId: 'none' } })
      .catch(notFound),
  );
  await connection.close();
}

function notFound(error: { code?: number; message?: string }): void {
  if (error.message?.includes('workflow') && error.code === 5) return;
  throw error;
}

async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (failure) {
      if (tries === 100) throw failure;
      await sleep(200);
    }
  }
}
