// Runs the worker as a process: connects, runs, serves health and metrics, shuts down cleanly.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { collectDefaultMetrics, register } from 'prom-client';
import { loadProviders } from '../activities/agencies/providers.ts';
import { createPool, ping } from '../db/pool.ts';
import { payloadCodec } from '../protocol/payload-codec.ts';
import { configFromEnvironment, refuseWeakTokens, type WorkerConfig } from './config.ts';
import { logSteps } from './logged.ts';
import { startWorker } from './start.ts';

const log = pino({ name: 'worker', level: process.env['LOG_LEVEL'] ?? 'info' });

try {
  await run(configFromEnvironment(process.env));
} catch (failure) {
  log.fatal({ err: failure }, failure instanceof Error ? failure.message : 'The worker failed.');
  process.exitCode = 1;
}
process.exit();

async function run(config: WorkerConfig): Promise<void> {
  // Port of the SDK's own metrics, derived from the worker's port; /metrics shows both.
  const sdkMetrics = `127.0.0.1:${config.port > 60_000 ? config.port - 1000 : config.port + 1000}`;
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) =>
      log[pinoLevel(level)](withoutPayloads(meta), message),
    ),
    telemetryOptions: { metrics: { prometheus: { bindAddress: sdkMetrics } } },
  });
  const providers = loadProviders(config.agencyBaseUrl, config.providersFile, process.env);
  if (config.isProduction) refuseWeakTokens(providers);
  const pool = createPool(config.databaseUrl);
  const connection = await NativeConnection.connect(config.temporal);
  const worker = await startWorker({
    connection,
    namespace: config.namespace,
    pool,
    log,
    onCommitted: logSteps(log),
    providers,
    workflows: { workflowsPath: join(import.meta.dirname, '..', 'workflows', 'index.ts') },
    dataConverter: { payloadCodecs: [payloadCodec(config.payloadKey)] },
    pollMs: config.pollMs,
    onPollFailure: (err, requestId) =>
      log.warn({ err, requestId }, 'An answer could not be fetched; it is polled again later.'),
  });
  const health = serveHealth(config.port, sdkMetrics, () => ping(pool));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
  log.info({ port: config.port }, 'The worker is running.');
  await worker.running;
  health.close();
  await connection.close();
  await pool.end();
}

/** /healthz: the process is alive. /readyz: PostgreSQL answers too. /metrics: ours and those of the Temporal SDK. */
function serveHealth(port: number, sdkMetrics: string, isReady: () => Promise<void>) {
  collectDefaultMetrics();
  const bodies: { readonly [path: string]: () => Promise<string> } = {
    '/healthz': async () => 'ok',
    '/readyz': async () => isReady().then(() => 'ready'),
    '/metrics': async () => (await register.metrics()) + (await (await fetch(`http://${sdkMetrics}/metrics`)).text()),
  };
  return createServer(async (request, response) => {
    const body = bodies[request.url ?? ''];
    try {
      response.writeHead(body ? 200 : 404).end(body ? await body() : 'not found');
    } catch {
      response.writeHead(503).end('not ready');
    }
  }).listen(port, process.env['WORKER_HOST'] ?? '127.0.0.1');
}

/** A function declaration, hoisted because the runtime may log while this module is still being evaluated. */
function pinoLevel(level: string) {
  return level.toLowerCase() as 'trace' | 'debug' | 'info' | 'warn' | 'error';
}

/**
 * Keeps only identifiers of workflow, run and Temporal activity from the SDK's metadata (the workflow id contains the
 * case number). An error's message is dropped, because it may quote data.
 */
function withoutPayloads(meta: object = {}): object {
  const { workflowId, runId, activityType, activityId, attempt, error } = meta as { [name: string]: unknown };
  const caseNumber = typeof workflowId === 'string' ? workflowId.split(/[/:]/)[1] : undefined;
  return {
    caseNumber,
    workflowId,
    runId,
    activityType,
    activityId,
    attempt,
    error: error instanceof Error ? error.name : undefined,
  };
}
