// 培训时钟: reads a training case's legal time and sets it forward, for training and tests.

import type { FastifyInstance } from 'fastify';
import { caseParams } from '../../http/input.ts';
import { caseOf } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { withExample } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { forwardExample } from './examples.ts';
import { standing, trainingClock } from './schemas.ts';
import { setForward } from './set-forward.ts';
import { standingOf } from './standing.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['legalNow'],
  properties: { legalNow: { type: 'string', format: 'date-time', description: '新的法律时间 / new legal time' } },
} as const;

export function trainingClockRoutes(app: FastifyInstance, services: Services): void {
  const tag = 'training';

  app.get<{ Params: { id: string } }>(
    '/cases/:id/clock',
    route('case.clock', {
      operationId: 'getClock',
      tag,
      summary:
        '案件现在的法律时间、是否已无进行中的处理、下一个到期时刻 / legal time, settled or not, next due instant',
      answers: { 200: standing },
      params: caseParams,
    }),
    async (request, reply) => standingOf(request.db, services, await caseOf(request, reply)),
  );

  app.post<{ Params: { id: string }; Body: { legalNow: string } }>(
    '/cases/:id/clock',
    route('case.clock', {
      operationId: 'setClock',
      tag,
      summary: '把培训案件的时钟向前拨 / set a training case’s clock forward',
      answers: { 200: trainingClock },
      problems: ['REFUSED', 'ENDED'],
      params: caseParams,
      body: withExample(body, forwardExample),
    }),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      return setForward(request.db, services, found, new Date(request.body.legalNow).toISOString());
    },
  );
}
