// 期限: the deadlines of a case.
import type { FastifyInstance } from 'fastify';
import { caseDeadlines } from '../../../db/deadlines.ts';
import { legalTime } from '../../clock.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { caseParams as params, route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { deadline } from './schemas.ts';

export function deadlineRoutes(app: FastifyInstance, { now }: Services): void {
  app.get<OfCase>(
    '/cases/:id/deadlines',
    route('case.read', '案件内容 case contents', '期限 / deadlines', { 200: items(deadline) }, { params }),
    async (request, reply) => {
      const { id, clock } = await caseOf(request, reply);
      return { items: await caseDeadlines(request.db, id, legalTime(now(), clock)) };
    },
  );
}
