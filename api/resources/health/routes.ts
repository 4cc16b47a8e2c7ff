// Health checks for operators: the process is alive; the required services answer.
import type { FastifyInstance } from 'fastify';
import { ping } from '../../../db/pool.ts';
import { publicRoute } from '../../http/route.ts';
import type { Services } from '../../services.ts';
import { isReachable } from '../../temporal.ts';
import { alive, readiness } from './schemas.ts';

const tag = 'operation';

export function healthRoutes(app: FastifyInstance, { temporal }: Services): void {
  app.get(
    '/healthz',
    publicRoute({
      operationId: 'getHealth',
      tag,
      summary: '进程存活 / the process lives',
      answers: { 200: alive },
    }),
    async () => ({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    publicRoute({
      operationId: 'getReadiness',
      tag,
      summary: '数据库与流程引擎可用 / PostgreSQL and Temporal answer',
      answers: { 200: readiness, 503: readiness },
    }),
    async ({ db }, reply) => {
      const [postgres, temporalAnswers] = await Promise.all([
        ping(db).then(
          () => true,
          () => false,
        ),
        isReachable(temporal),
      ]);
      return reply.code(postgres && temporalAnswers ? 200 : 503).send({ postgres, temporal: temporalAnswers });
    },
  );
}
