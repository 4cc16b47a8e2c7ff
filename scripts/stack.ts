// The whole system on one machine: embedded PostgreSQL and Temporal dev server (each replaced by a real one when its address is
// in the environment), then the product's own processes: simulator, worker and API, each a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded.ts';
import { deploy } from '../tools/stack/deploy.ts';
import { findTemporal } from './temporal-binaries.ts';

const root = join(import.meta.dirname, '..');

export interface StackOptions {
  /** Holds the databases, the logs and the generated keys between starts. */
  readonly dataFolder: string;
  readonly ports: {
    readonly api: number;
    readonly simulator: number;
    readonly temporal: number;
    readonly temporalUi: number;
    readonly postgres: number;
    readonly worker: number;
  };
  /** One line about what is being done. */
  readonly say: (line: string) => void;
}

export interface Stack {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string;
  readonly databaseUrl: string;
  /** Environment of the product's processes, for scripts that act beside them. */
  readonly environment: NodeJS.ProcessEnv;
  process(name: ProcessName): ChildProcess;
  stop(): Promise<void>;
}

export type ProcessName = 'simulator' | 'worker' | 'api';

/** Throws an Error with one clear line when a port is in use or a part does not come up. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataFolder, ports, say } = options;
  if (process.env['NODE_ENV'] === 'production')
    throw new Error(
      '这是培训环境，不能在 NODE_ENV=production 下启动；生产部署见 docs/operating.md / This is the training environment and does not start with NODE_ENV=production; for production see docs/operating.md.',
    );
  mkdirSync(join(dataFolder, 'log'), { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const embedded = { postgres: !process.env['DATABASE_URL'], temporal: !process.env['TEMPORAL_ADDRESS'] };
    await refuseUsedPorts(options, embedded);
    const secrets = generatedSecrets(dataFolder);

    let ownerUrl = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? '';
    if (embedded.postgres) {
      say('PostgreSQL …');
      const postgres: EmbeddedPostgres = await startEmbeddedPostgres({
        dataDir: join(dataFolder, 'postgres'),
        port: ports.postgres,
      });
      stops.push(() => postgres.stop());
      ownerUrl = postgres.url;
    }
    let temporalAddress = process.env['TEMPORAL_ADDRESS'] ?? '';
    if (embedded.temporal) {
      say('Temporal …');
      temporalAddress = `127.0.0.1:${ports.temporal}`;
      const temporal = await startTemporal(options);
      stops.push(() => ended(temporal, 'SIGINT'));
    }

    const apiUrl = `http://127.0.0.1:${ports.api}`;
    const simulatorUrl = `http://127.0.0.1:${ports.simulator}`;
    const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
    say('迁移数据库、部署模型 / Migrating, deploying models …');
    const { databaseUrl } = await deploy({
      ownerUrl,
      appPassword: secrets.APP_DB_PASSWORD,
      temporalAddress,
      namespace,
    });
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      ...secrets,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      TRAINING: 'true',
      DEMO_USERS: 'true',
      API_PORT: String(ports.api),
      API_URL: apiUrl,
      SIMULATOR_PORT: String(ports.simulator),
      // Only worker and simulator of this start share it: it need not be kept.
      AGENCY_TOKEN: process.env['AGENCY_TOKEN'] ?? randomBytes(24).toString('base64url'),
      AGENCY_BASE_URL: process.env['AGENCY_BASE_URL'] ?? simulatorUrl,
      WORKER_PORT: String(ports.worker),
      ...(embedded.temporal ? { TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}` } : {}),
    };
    const processes = new Map<ProcessName, ChildProcess>();
    let stopping = false;
    let isUp = false;
    let fail: (failure: Error) => void = () => {};
    const failed = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const keepRunning = (name: ProcessName) => {
      const child = start(name, environment, dataFolder);
      processes.set(name, child);
      child.once('exit', (code, signal) => {
        if (stopping) return;
        // What has never run is wrongly configured: starting it again would not help.
        if (!isUp)
          return fail(
            new Error(
              `${name} 未能启动（${signal ?? code}）/ did not start; its messages are in ${join(dataFolder, 'log', `${name}.log`)}.`,
            ),
          );
        say(
          `${name} 意外退出（${signal ?? code}），重新启动 / ended unexpectedly, starting it again; see ${join(dataFolder, 'log', `${name}.log`)}`,
        );
        setTimeout(() => !stopping && keepRunning(name), 1000);
      });
    };
    stops.push(async () => {
      stopping = true;
      await Promise.all([...processes.values()].map((child) => ended(child, 'SIGTERM')));
    });
    say('模拟机构、执行器、接口 / Simulator, worker, API …');
    for (const name of ['simulator', 'worker', 'api'] as const) keepRunning(name);
    const isStopping = () => stopping;
    const allReady = Promise.all([
      ready(`${simulatorUrl}/healthz`, 'simulator', options, isStopping),
      ready(`http://127.0.0.1:${ports.worker}/readyz`, 'worker', options, isStopping),
      ready(`${apiUrl}/readyz`, 'api', options, isStopping),
    ]);
    await Promise.race([failed, allReady]);
    isUp = true;

    return {
      apiUrl,
      simulatorUrl,
      temporalAddress,
      temporalUiUrl: embedded.temporal ? `http://127.0.0.1:${ports.temporalUi}` : '',
      databaseUrl,
      environment,
      process: (name) => processes.get(name)!,
      stop,
    };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Ports of `npm start`; each can be moved by its variable. */
export function portsFromEnvironment(): StackOptions['ports'] {
  const port = (name: string, usual: number) => Number(process.env[name] ?? usual);
  return {
    api: port('API_PORT', 8080),
    simulator: port('SIMULATOR_PORT', 8091),
    worker: port('WORKER_PORT', 8092),
    temporal: port('TEMPORAL_PORT', 7233),
    temporalUi: port('TEMPORAL_UI_PORT', 8233),
    postgres: port('POSTGRES_PORT', 5433),
  };
}

/** Ports that nobody uses at the moment, for tests and a self-started demonstration. */
export async function freePorts(): Promise<StackOptions['ports']> {
  const free = () =>
    new Promise<number>((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        server.close(() => resolve(port));
      });
    });
  const [api, simulator, worker, temporal, temporalUi, postgres] = await Promise.all([
    free(),
    free(),
    free(),
    free(),
    free(),
    free(),
  ]);
  return { api, simulator, worker, temporal, temporalUi, postgres };
}

async function refuseUsedPorts(
  { ports }: StackOptions,
  embedded: { postgres: boolean; temporal: boolean },
): Promise<void> {
  const variables = {
    api: 'API_PORT',
    simulator: 'SIMULATOR_PORT',
    worker: 'WORKER_PORT',
    temporal: 'TEMPORAL_PORT',
    temporalUi: 'TEMPORAL_UI_PORT',
    postgres: 'POSTGRES_PORT',
  };
  for (const [name, port] of Object.entries(ports) as [keyof typeof ports, number][]) {
    const needed = name === 'postgres' ? embedded.postgres : name.startsWith('temporal') ? embedded.temporal : true;
    if (needed && (await answers(port)))
      throw new Error(
        `端口 ${port}（${name}）已被占用 / Port ${port} (${name}) is in use: stop what uses it, or set ${variables[name]} to another.`,
      );
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}

/** Kept in the data folder, so that a second start reads what the first one encrypted. Demonstration only. */
function generatedSecrets(dataFolder: string) {
  const file = join(dataFolder, 'secrets.json');
  if (!existsSync(file)) {
    const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
    const generated = {
      JWT_SECRET: secret(48),
      APP_DB_PASSWORD: secret(24),
      PAYLOAD_KEY: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, JSON.stringify(generated), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as { JWT_SECRET: string; APP_DB_PASSWORD: string; PAYLOAD_KEY: string };
}

async function startTemporal(options: StackOptions): Promise<ChildProcess> {
  const { dataFolder, ports } = options;
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--log-level',
    'error',
    '--db-filename',
    join(dataFolder, 'temporal.db'),
  ];
  const addresses = [
    '--port',
    String(ports.temporal),
    '--ui-port',
    String(ports.temporalUi),
    '--ui-codec-endpoint',
    `http://127.0.0.1:${ports.api}/codec`,
  ];
  const child = logged(
    spawn(await findTemporal('cli'), [...args, ...addresses], { stdio: ['ignore', 'pipe', 'pipe'] }),
    'temporal',
    dataFolder,
  );
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    if (await answers(ports.temporal)) return child;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`Temporal did not start; its messages are in ${join(dataFolder, 'log', 'temporal.log')}.`);
}

function start(name: ProcessName, environment: NodeJS.ProcessEnv, dataFolder: string): ChildProcess {
  const args = ['--disable-warning=ExperimentalWarning', join(root, name, 'main.ts')];
  return logged(
    spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] }),
    name,
    dataFolder,
  );
}

function logged(child: ChildProcess, name: string, dataFolder: string): ChildProcess {
  const log = createWriteStream(join(dataFolder, 'log', `${name}.log`), { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

async function ready(
  url: string,
  name: ProcessName,
  { dataFolder }: StackOptions,
  isStopping: () => boolean,
): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (isStopping()) return;
    const up = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error(
    `${name} did not come up within a minute; its messages are in ${join(dataFolder, 'log', `${name}.log`)}.`,
  );
}

/** Resolves when the process has gone; after 20 seconds it is killed. */
async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await exit;
  clearTimeout(timer);
}
