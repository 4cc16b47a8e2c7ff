// 法院: the courts that use the system.
import type { FastifyInstance } from 'fastify';
import { listCourts } from '../../../db/courts.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import { court } from './schemas.ts';

export function courtRoutes(app: FastifyInstance): void {
  app.get(
    '/courts',
    route('court.read', {
      operationId: 'listCourts',
      tag: 'courts',
      summary: '法院列表 / list courts',
      answers: { 200: items(court) },
    }),
    async ({ db }) => ({ items: await listCourts(db) }),
  );
}
