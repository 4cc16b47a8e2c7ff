// 培训时钟: reading a training case's legal time and setting it forward, for whoever teaches or tests with it and will not wait.
import type { FastifyInstance } from 'fastify';
import { setClock } from '../../db/cases.ts';
import { caseInstances } from '../../db/instances.ts';
import type { TrainingClock } from '../../protocol/legal-time.ts';
import { trainingClock } from '../answers/case.ts';
import { standing } from '../answers/procedure.ts';
import { legalTime } from '../clock.ts';
import { Problem } from '../problems/problem.ts';
import { caseOf } from '../requests.ts';
import type { Services } from '../services.ts';
import { signalClock } from '../temporal.ts';
import { standingOf } from '../training-clock.ts';
import { caseParams, route } from './route.ts';

export function trainingClockRoutes(app: FastifyInstance, services: Services): void {
  const { pool, temporal, now } = services;
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
    async (request, reply) => standingOf(services, await caseOf(services, request, reply)),
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
      const { id, number, clock } = await caseOf(services, request, reply);
      if (!clock)
        throw new Problem('REFUSED', {
          zh: `案件 ${number} 不是培训案件，没有可拨的时钟。`,
          en: `The case ${number} is not a training case and has no clock to set.`,
        });
      const real = now();
      const legalStart = new Date(request.body.legalNow).toISOString();
      if (legalStart < legalTime(real, clock))
        throw new Problem('REFUSED', {
          zh: `时钟只能向前拨：案件 ${number} 现为 ${legalTime(real, clock)}。`,
          en: `A clock is only set forward: in the case ${number} it is ${legalTime(real, clock)}.`,
        });
      const forward: TrainingClock = { ...clock, legalStart, realStart: real.toISOString() };
      await setClock(pool, id, forward);
      const running = (await caseInstances(pool, id)).filter(({ state }) => state === 'active');
      await Promise.all(running.map(({ workflowId }) => signalClock(temporal, workflowId, forward)));
      return forward;
    },
  );
}
