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
import { textInput, variablesInput, variablesLimit } from '../../http/input.ts';
import { logCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { withExample } from '../../http/schema.ts';
import { say } from '../../problems/messages.ts';
import { invalid, notFound, Problem } from '../../problems/problem.ts';
import { publish } from '../../publish.ts';
import type { Services } from '../../services.ts';
import { callbackExample } from './examples.ts';
import { callbackTaken } from './schemas.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['requestId', 'state'],
  properties: {
    requestId: textInput('协助请求的编号 / id of the request', callbackExample.requestId, 500),
    state: {
      type: 'string',
      enum: ['accepted', 'rejected', 'answered', 'failed'],
      description: '受理、拒绝、答复、失败',
    },
    answer: variablesInput('答复内容 / answer', { frozenFen: 31_245_060, position: 1 }),
    reason: textInput('理由 / reason', '账户已注销', 2000),
  },
} as const;

const params = {
  type: 'object',
  required: ['agency'],
  properties: { agency: textInput('单位类别，如 bank / agency', 'bank', 50) },
} as const;

export function agencyCallbackRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { agency: string }; Body: AgencyCallback }>(
    '/agencies/:agency/callbacks',
    {
      ...route('agency.answer', {
        operationId: 'answerAgencyRequest',
        tag: 'agencies',
        summary: '回传协助请求的结果 / answer a request',
        answers: { 200: callbackTaken },
        problems: ['ANSWER_CONFLICT'],
        params,
        body: withExample(body, callbackExample),
      }),
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
