// 培训时钟: reading a training case's legal time and setting it forward, for whoever teaches or tests with it and will not wait.

import type { FastifyInstance } from 'fastify';
import { setClock } from '../../../db/cases.ts';
import { caseInstances } from '../../../db/instances.ts';
import type { TrainingClock } from '../../../workflows/contract.ts';
import { legalTime } from '../../clock.ts';
import { caseOf } from '../../http/request.ts';
import { caseParams, route } from '../../http/route.ts';
import { say } from '../../problems/messages.ts';
import { Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { signalClock } from '../../temporal.ts';
import { standing, trainingClock } from './schemas.ts';
import { standingOf } from './standing.ts';

export function trainingClockRoutes(app: FastifyInstance, services: Services): void {
  const { temporal, now } = services;
  const tag = '培训 training';

  app.get<{ Params: { id: string } }>(
    '/cases/:id/clock',
    route(
      'case.clock',
      tag,
      '案件现在的法律时间、是否已无进行中的处理、下一个到期时刻 / legal time, settled or not, next due',
      { 200: standing },
      {
        params: caseParams,
      },
    ),
    async (request, reply) => standingOf(request.db, services, await caseOf(request, reply)),
  );

  app.post<{ Params: { id: string }; Body: { legalNow: string } }>(
    '/cases/:id/clock',
    route(
      'case.clock',
      tag,
      '把培训案件的时钟向前拨 / set a training case’s clock forward',
      { 200: trainingClock },
      {
        params: caseParams,
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['legalNow'],
          properties: {
            legalNow: { type: 'string', format: 'date-time', description: '新的法律时间 / new legal time' },
          },
        },
      },
    ),
    async (request, reply) => {
      const { id, number, clock } = await caseOf(request, reply);
      if (!clock) throw new Problem('REFUSED', say('clock.none', { number }));
      const real = now();
      const legalStart = new Date(request.body.legalNow).toISOString();
      if (legalStart < legalTime(real, clock))
        throw new Problem('REFUSED', say('clock.backward', { number, now: legalTime(real, clock) }));
      const forward: TrainingClock = { ...clock, legalStart, realStart: real.toISOString() };
      await setClock(request.db, id, forward);
      const running = (await caseInstances(request.db, id)).filter(({ state }) => state === 'active');
      await Promise.all(running.map(({ workflowId }) => signalClock(temporal, workflowId, forward)));
      return forward;
    },
  );
}
