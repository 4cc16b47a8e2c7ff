// 案款账: the ledger of a case.
import type { FastifyInstance } from 'fastify';
import { caseOf, type OfCase } from '../../http/request.ts';
import { caseParams as params, route } from '../../http/route.ts';
import { ledger } from './schemas.ts';
import { ledgerView } from './view.ts';

export function ledgerRoutes(app: FastifyInstance): void {
  app.get<OfCase>(
    '/cases/:id/ledger',
    route('case.read', '案件内容 case contents', '案款账 / ledger of the case funds', { 200: ledger }, { params }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return ledgerView(request.db, id);
    },
  );
}
