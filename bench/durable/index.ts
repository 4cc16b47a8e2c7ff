// Measures our one workflow against workflows written by hand and against an engine that commits each task. All do the
// same work on the same PostgreSQL.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createPool, type Pool } from '../../db/pool.ts';
import { payloadCodec } from '../../protocol/payload-codec.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { mainWorkerOptions } from '../../worker/start.ts';
import { ifAvailable } from '../peers/folder.ts';
import { startOperaton } from '../peers/operaton/index.ts';
import type { TemporalServer } from '../servers/index.ts';
import type { Postgres } from '../servers/postgres.ts';
import { type Line, median } from '../table.ts';
import { byHand } from './by-hand-activities.ts';
import { type Contender, handQueue, inOperaton, type Measured, onTemporal, type Trial, trials } from './contenders.ts';
import { enforcementCases } from './enforcement-case.ts';
import { deployTrials, localActivities } from './ours.ts';

export interface DurableOptions {
  readonly postgres: Postgres;
  /** The server's name in the table. */
  readonly name: string;
  readonly server: TemporalServer;
  /** Also measures Operaton, which uses PostgreSQL too. */
  readonly withOperaton: boolean;
}

export async function durable({ postgres, name, server, withOperaton }: DurableOptions): Promise<Line[]> {
  const pool = createPool(postgres.appUrl);
  await deployTrials(postgres);
  const operaton = withOperaton ? await ifAvailable('Operaton', () => startOperaton(postgres)) : undefined;
  const connected = await connect(server);
  const { connection, client, native, dataConverter } = connected;
  const lines = await withWorkers(connected, pool, async () => {
    const all = [...onTemporal({ client, pool }), ...(operaton ? [inOperaton(operaton)] : [])];
    const measured: Line[] = [];
    for (const trial of trials) measured.push(...(await rounded(`${trial.what}, ${name}`, trial, all)));
    return measured;
  });
  await operaton?.stop();
  const { address } = server;
  lines.push(await enforcementCases(name, { postgres, pool, client, native, address, dataConverter }));
  await native.close();
  await connection.close();
  await pool.end();
  return lines;
}

/** Connects with encrypted payloads, as in the product. */
async function connect({ address }: TemporalServer) {
  const dataConverter = { payloadCodecs: [payloadCodec(randomBytes(32).toString('base64'))] };
  const connection = await Connection.connect({ address });
  await registerSearchAttributes(connection, 'default');
  const native = await NativeConnection.connect({ address });
  return { connection, client: new Client({ connection, dataConverter }), native, dataConverter };
}

async function withWorkers<T>(
  { native, dataConverter }: Awaited<ReturnType<typeof connect>>,
  pool: Pool,
  work: () => Promise<T>,
): Promise<T> {
  const common = { connection: native, dataConverter };
  const workers = await Promise.all([
    Worker.create({
      ...common,
      ...mainWorkerOptions,
      workflowsPath: join(import.meta.dirname, '..', '..', 'workflows', 'index.ts'),
      activities: { ...localActivities(pool) },
    }),
    Worker.create({
      ...common,
      taskQueue: handQueue,
      workflowsPath: join(import.meta.dirname, 'by-hand.ts'),
      activities: { ...byHand(pool) },
    }),
  ]);
  const running = workers.map((worker) => worker.run());
  const done = await work();
  for (const worker of workers) worker.shutdown();
  await Promise.all(running);
  return done;
}

/**
 * The contenders take turns, after a warm-up round if there are several rounds; the median of each one's rounds counts.
 */
async function rounded(what: string, trial: Trial, contenders: readonly Contender[]): Promise<Line[]> {
  console.error(`  ${what}`);
  const measured = contenders.map((): Measured[] => []);
  for (let round = trial.rounds > 1 ? 0 : 1; round <= trial.rounds; round++)
    for (const [index, contender] of contenders.entries()) {
      const result = await contender.measure(trial);
      if (round > 0) measured[index]!.push(result);
    }
  return contenders.map(({ who }, index) => ({
    what,
    who: who(trial),
    unit: trial.unit,
    ...median(measured[index]!, ({ perSecond }) => perSecond),
  }));
}

let isQuiet = false;
/** Silences Temporal's own messages, which would appear between the lines of the table. */
export function quietTemporal(): void {
  if (!isQuiet)
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
  isQuiet = true;
}
