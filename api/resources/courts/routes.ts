// 法院: the courts that use the system.
import type { FastifyInstance } from 'fastify';
import { listCourts } from '../../../db/courts.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import { court } from './schemas.ts';

export function courtRoutes(app: FastifyInstance): void {
  app.get(
    '/courts',
    route('court.read', '法院 courts', '法院列表 / list courts', { 200: items(court) }),
    async ({ db }) => ({ items: await listCourts(db) }),
  );
}
