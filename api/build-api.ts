// Builds the HTTP API: its parts, in the order in which they handle a request. main.ts makes it listen.
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { scopeFor } from '../db/scope.ts';
import { registerAuthentication } from './auth/authenticate.ts';
import { type Config, productionFaults } from './config.ts';
import { registerBodies } from './http/body.ts';
import { registerDatabase } from './http/database.ts';
import { toJson } from './http/json.ts';
import { registerMetrics } from './http/metrics.ts';
import { registerDocumentation } from './http/openapi.ts';
import { registerValidation } from './http/validation.ts';
import { answerClientError, answerProblem, registerProblems } from './problems/handler.ts';
import { resources } from './resources/index.ts';
import type { Services } from './services.ts';
import type { Temporal } from './temporal.ts';

export interface ApiParts {
  readonly pool: Pool;
  /** A Temporal client, or a stand-in. */
  readonly temporal: Temporal;
  readonly config: Config;
  /** Temporal's clock; the machine's when absent. */
  readonly now?: () => Date;
  /** Fastify's logger options; silent when absent. */
  readonly logger?: FastifyServerOptions['logger'];
}

const largestBody = 1024 * 1024;

export async function buildApi({
  pool,
  temporal,
  config,
  now = () => new Date(),
  logger = false,
}: ApiParts): Promise<FastifyInstance> {
  const faults = productionFaults(config);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const services: Services = { temporal, config, now };
  const app = Fastify({
    logger,
    genReqId: () => randomUUID(),
    bodyLimit: largestBody,
    routerOptions: { maxParamLength: 1000 },
    return503OnClosing: true,
    frameworkErrors: answerProblem,
    clientErrorHandler: answerClientError,
  });
  app.setReplySerializer(toJson);
  registerProblems(app);
  registerBodies(app);
  registerValidation(app);
  await registerAuthentication(app, config);
  registerDatabase(app, pool);
  await registerDocumentation(app);
  for (const routes of Object.values(resources)) await routes(app, services);
  registerMetrics(app, scopeFor(pool, 'system'));
  await app.ready();
  return app;
}
