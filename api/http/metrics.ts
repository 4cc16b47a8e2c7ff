// Metrics for Prometheus: the process, durations of requests, and outstanding work of people and operators.
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countOutstanding } from '../../db/outstanding.ts';
import type { Db } from '../../db/scope.ts';
import { publicRoute } from './route.ts';
import { text, withExample } from './schema.ts';

const figures = withExample(
  text('Prometheus 文本格式 / Prometheus’ text format'),
  '# HELP enforcement_outstanding Open user tasks, open incidents, cases filed and not started, messages not delivered\n# TYPE enforcement_outstanding gauge\nenforcement_outstanding{what="userTasks"} 128\n',
);

export function registerMetrics(app: FastifyInstance, db: Db): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    durations.observe(
      { method, route: routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  const outstanding = new Gauge({
    name: 'enforcement_outstanding',
    help: 'Open user tasks, open incidents, cases filed and not started, messages not delivered',
    labelNames: ['what'],
    registers,
  });
  const about = publicRoute({
    operationId: 'getMetrics',
    tag: 'operation',
    summary: '监控指标 / figures for Prometheus',
    answers: { 200: figures },
    produces: ['text/plain'],
  });
  app.get('/metrics', about, async (_request, reply) => {
    for (const [what, count] of Object.entries(await countOutstanding(db))) outstanding.set({ what }, count);
    return reply
      .header('content-type', registry.contentType)
      .serializer(String)
      .send(await registry.metrics());
  });
}
