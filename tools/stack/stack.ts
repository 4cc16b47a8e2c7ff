// The whole system on one machine: embedded PostgreSQL and Temporal dev server (each replaced by a real one when its
// address is in the environment), then the product's processes: simulator, worker and API.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBoth } from '../../engine/catalogue.ts';
import { type TemporalAddress, temporalAddress } from '../../protocol/connections.ts';
import { isProduction, refuseFaults } from '../../protocol/environment.ts';
import { deploy } from './deploy.ts';
import { startDevServer } from './dev-server.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { say as message } from './messages.ts';
import { type Ports, refuseUsedPorts } from './ports.ts';
import { ended, type ProcessName, processNames, supervise } from './processes.ts';

export interface StackOptions {
  /** Holds the databases, the logs and the generated keys between starts. */
  readonly dataFolder: string;
  readonly ports: Ports;
  /** Prints one line about the current action. */
  readonly say: (line: string) => void;
}

export interface Stack {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly temporalAddress: string;
  /** Empty when Temporal is not the embedded one. */
  readonly temporalUiUrl: string;
  readonly databaseUrl: string;
  process(name: ProcessName): ChildProcess;
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

/** Throws an Error with one clear line when a port is in use or a part does not start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  if (isProduction(process.env)) throw new Error(inBoth(message('start.production')));
  const stops: Stop[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return { ...(await startParts(options, stops)), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Adds to `stops` the function that stops each part, as soon as that part is started. */
async function startParts(options: StackOptions, stops: Stop[]): Promise<Omit<Stack, 'stop'>> {
  const { dataFolder, ports, say } = options;
  mkdirSync(join(dataFolder, 'log'), { recursive: true });
  const secrets = generatedSecrets(dataFolder);
  const servers = await startServers(options, stops);
  const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
  const { temporal, temporalUiUrl } = servers;
  say(inBoth(message('start.deploying')));
  const appPassword = secrets.APP_DB_PASSWORD;
  const { databaseUrl } = await deploy({ ownerUrl: servers.ownerUrl, appPassword, temporal, namespace });

  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const simulatorUrl = `http://127.0.0.1:${ports.simulator}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...secrets,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: namespace,
    TRAINING: 'true',
    DEMO_USERS: 'true',
    API_PORT: String(ports.api),
    API_URL: apiUrl,
    SIMULATOR_PORT: String(ports.simulator),
    // Only worker and simulator of this start share the secret, so it need not be kept.
    AGENCY_TOKEN: process.env['AGENCY_TOKEN'] ?? randomBytes(24).toString('base64url'),
    AGENCY_BASE_URL: process.env['AGENCY_BASE_URL'] ?? simulatorUrl,
    WORKER_PORT: String(ports.worker),
    ...(temporalUiUrl ? { TEMPORAL_UI_URL: temporalUiUrl } : {}),
  };
  say(inBoth(message('start.processes')));
  const supervised = await supervise({
    dataFolder,
    environment,
    say,
    readiness: {
      simulator: `${simulatorUrl}/healthz`,
      worker: `http://127.0.0.1:${ports.worker}/readyz`,
      api: `${apiUrl}/readyz`,
    },
    onStarting: (starting) => stops.push(() => starting.stop()),
  });
  const addresses = { apiUrl, simulatorUrl, temporalAddress: temporal.address, temporalUiUrl, databaseUrl };
  return { ...addresses, process: (name) => supervised.process(name) };
}

interface Servers {
  readonly ownerUrl: string;
  readonly temporal: TemporalAddress;
  readonly temporalUiUrl: string;
}

/** PostgreSQL and Temporal: those of the environment, or embedded ones. */
async function startServers({ dataFolder, ports, say }: StackOptions, stops: Stop[]): Promise<Servers> {
  const databaseUrl = process.env['DATABASE_URL'];
  let ownerUrl = process.env['DATABASE_OWNER_URL'] ?? databaseUrl ?? '';
  const isTemporalEmbedded = !process.env['TEMPORAL_ADDRESS'];
  const faults: string[] = [];
  const temporal = isTemporalEmbedded
    ? { address: `127.0.0.1:${ports.temporal}` }
    : temporalAddress(process.env, faults);
  refuseFaults(faults);
  await refuseUsedPorts(ports, [
    ...processNames,
    ...(isTemporalEmbedded ? (['temporal', 'temporalUi'] as const) : []),
    ...(databaseUrl ? [] : (['postgres'] as const)),
  ]);
  if (!databaseUrl) {
    say(inBoth(message('start.postgres')));
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataFolder, 'postgres'), port: ports.postgres });
    stops.push(() => postgres.stop());
    ownerUrl = postgres.url;
  }
  if (isTemporalEmbedded) {
    say(inBoth(message('start.temporal')));
    const server = await startDevServer(dataFolder, ports);
    stops.push(() => ended(server, 'SIGINT'));
  }
  const temporalUiUrl = isTemporalEmbedded ? `http://127.0.0.1:${ports.temporalUi}` : '';
  return { ownerUrl, temporal, temporalUiUrl };
}

/** Kept in the data folder, so that a second start can decrypt the data of the first one. For demonstrations only. */
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
