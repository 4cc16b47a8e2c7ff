// 期限: the deadlines of a case.
import type { FastifyInstance } from 'fastify';
import { caseParams as params } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { deadline } from './schemas.ts';
import { deadlinesView } from './view.ts';

export function deadlineRoutes(app: FastifyInstance, { now }: Services): void {
  app.get<OfCase>(
    '/cases/:id/deadlines',
    route('case.read', {
      operationId: 'listDeadlines',
      tag: 'contents',
      summary: '期限 / deadlines',
      answers: { 200: items(deadline) },
      params,
    }),
    async (request, reply) => ({ items: await deadlinesView(request.db, await caseOf(request, reply), now()) }),
  );
}
