// 案款账: the ledger of a case.
import type { FastifyInstance } from 'fastify';
import { caseParams as params } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { ledger } from './schemas.ts';
import { ledgerView } from './view.ts';

export function ledgerRoutes(app: FastifyInstance): void {
  app.get<OfCase>(
    '/cases/:id/ledger',
    route('case.read', {
      operationId: 'getLedger',
      tag: 'contents',
      summary: '案款账 / ledger of the case funds',
      answers: { 200: ledger },
      params,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return ledgerView(request.db, id);
    },
  );
}
