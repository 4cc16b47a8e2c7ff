// Runs the API as a process: configuration from the environment, connections, HTTP server, sweeper. Ends cleanly on
// SIGTERM and SIGINT.
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { createPool } from '../db/pool.ts';
import { scopeFor } from '../db/scope.ts';
import { payloadCodec } from '../protocol/payload-codec.ts';
import { buildApi } from './build-api.ts';
import { type Config, configFromEnvironment } from './config.ts';
import { loggerOptions } from './http/logging.ts';
import { startSweeper } from './sweeper.ts';

try {
  await run(configFromEnvironment(process.env));
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const log = pino(loggerOptions(config.logLevel));
  const pool = createPool(config.databaseUrl);
  // An idle connection broke; the next query opens a new one.
  pool.on('error', (err) => log.warn({ err }, 'a database connection broke'));
  // Lazy, so that the API accepts applications while Temporal is away.
  const connection = Connection.lazy(config.temporal);
  const temporal = new Client({
    connection,
    namespace: config.temporalNamespace,
    dataConverter: config.payloadKey ? { payloadCodecs: [payloadCodec(config.payloadKey)] } : {},
  });
  const app = await buildApi({ pool, temporal, config, logger: loggerOptions(config.logLevel) });
  const sweeper = startSweeper(scopeFor(pool, 'system'), { temporal, config, now: () => new Date() }, log);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await sweeper.stop();
    await connection.close();
    await pool.end();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  await app.listen({ host: config.host, port: config.port });
}
