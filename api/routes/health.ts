// For whoever operates it: alive, ready, figures; and the table of problem codes.
import type { FastifyInstance } from 'fastify';
import { ping } from '../../db/pool.ts';
import { alive, readiness } from '../answers/operation.ts';
import { problemKind, problemTable } from '../answers/problem.ts';
import { problemKinds } from '../problems/codes.ts';
import type { Services } from '../services.ts';
import { isReachable } from '../temporal.ts';
import { publicRoute } from './route.ts';

const tag = '运行 operation';

export function healthRoutes(app: FastifyInstance, { pool, temporal }: Services): void {
  app.get('/healthz', publicRoute(tag, '进程存活 / the process lives', { 200: alive }), async () => ({ status: 'ok' }));

  app.get(
    '/readyz',
    publicRoute(tag, '数据库与流程引擎可用 / PostgreSQL and Temporal answer', { 200: readiness, 503: readiness }),
    async (_request, reply) => {
      const [postgres, temporalAnswers] = await Promise.all([
        ping(pool).then(
          () => true,
          () => false,
        ),
        isReachable(temporal),
      ]);
      return reply.code(postgres && temporalAnswers ? 200 : 503).send({ postgres, temporal: temporalAnswers });
    },
  );

  app.get('/problems', publicRoute(tag, '错误代码表 / table of problem codes', { 200: problemTable }), async () => ({
    items: problemKinds,
  }));
  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    publicRoute(tag, '一个错误代码 / one problem code', { 200: problemKind }),
    async ({ params }, reply) => {
      const kind = Object.entries(problemKinds).find(([code]) => code === params.code)?.[1];
      return kind ?? reply.callNotFound();
    },
  );
}
