// 财产: the debtors' assets in a case.
import type { FastifyInstance } from 'fastify';
import { caseAssets } from '../../../db/assets.ts';
import { caseParams as params } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import { asset } from './schemas.ts';

export function propertyRoutes(app: FastifyInstance): void {
  app.get<OfCase>(
    '/cases/:id/assets',
    route('case.read', {
      operationId: 'listAssets',
      tag: 'contents',
      summary: '财产及控制措施 / assets with control measures',
      answers: { 200: items(asset) },
      params,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return { items: await caseAssets(request.db, id) };
    },
  );
}
