// 协助执行单位的回传: an agency's answer to a request that it accepted earlier. The first one counts; a second that differs is
// recorded and refused.

import type { FastifyInstance } from 'fastify';
import { recordAnswer } from '../../../activities/agencies/channel/callback.ts';
import { answerFault } from '../../../activities/agencies/validate.ts';
import type { AgencyCallback } from '../../../db/agency-callbacks.ts';
import { readRequest } from '../../../db/agency-requests.ts';
import { readCase } from '../../../db/cases.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { legalTime } from '../../clock.ts';
import { logCase } from '../../http/request.ts';
import { route, text, variables, variablesLimit } from '../../http/route.ts';
import { say } from '../../problems/messages.ts';
import { invalid, notFound, Problem } from '../../problems/problem.ts';
import { publish } from '../../publish.ts';
import type { Services } from '../../services.ts';
import { callbackTaken } from './schemas.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['requestId', 'state'],
  properties: {
    requestId: text('协助请求的编号 / id of the request', 500),
    state: {
      type: 'string',
      enum: ['accepted', 'rejected', 'answered', 'failed'],
      description: '受理、拒绝、答复、失败',
    },
    answer: { ...variables, description: '答复内容 / answer' },
    reason: text('理由 / reason', 2000),
  },
} as const;

export function agencyCallbackRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { agency: string }; Body: AgencyCallback }>(
    '/agencies/:agency/callbacks',
    {
      ...route(
        'agency.answer',
        '协助执行单位 agencies',
        '回传协助请求的结果 / answer a request',
        { 200: callbackTaken },
        {
          params: {
            type: 'object',
            required: ['agency'],
            properties: { agency: text('单位类别，如 bank / agency', 50) },
          },
          body,
        },
      ),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const { agency } = request.params;
      requireOwn(request.user.agency, agency);
      const known = await readRequest(request.db, request.body.requestId);
      if (known?.agency !== agency) throw notFound('agencyRequest', request.body.requestId);
      requireOwn(request.user.provider, known.provider);
      const found = (await readCase(request.db, known.caseId))!;
      logCase(request, reply, found.number);
      const fault = answerFault(known, request.body);
      if (fault) throw invalid([{ field: '/answer', rule: 'shape', message: fault }]);
      const at = legalTime(services.now(), found.clock);
      const { result } = await publish(request.db, services, async (tx) => {
        const { outcome, message } = await recordAnswer(tx, request.body, { at, actor: actorOf(request.user) });
        return { result: outcome, ...(message && { message }) };
      });
      if (result === 'conflicting')
        throw new Problem('ANSWER_CONFLICT', say('agency.answeredBefore', { id: known.id }));
      return { requestId: known.id, outcome: result };
    },
  );
}

/** Refuses an agency or bank that answers for another one. */
function requireOwn(own: string | undefined, asked: string | null): void {
  if (own === undefined || own === asked) return;
  throw new Problem('FORBIDDEN', say('access.otherAgency', { own }));
}
