// 协助执行单位的回传: the answer to a request that an agency took earlier. The first one counts; a second that differs is kept and refused.
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { type AgencyCallback, type CallbackOutcome, keepCallback } from '../../db/agency-callbacks.ts';
import { type AgencyRequest, moveRequest, readRequest } from '../../db/agency-requests.ts';
import { type Case, readCase } from '../../db/cases.ts';
import type { NewMessage } from '../../db/messages.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Json } from '../../engine/event.ts';
import { actorOf, type User } from '../auth/authenticate.ts';
import { legalTime } from '../clock.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { publish } from '../publish.ts';
import { logCase } from '../requests.ts';
import type { Services } from '../services.ts';
import { route, text, variables, variablesLimit } from './route.ts';

/** The models catch it under the request's id. */
const messageName = 'agency-answer';

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
  const { pool } = services;

  app.post<{ Params: { agency: string }; Body: AgencyCallback }>(
    '/agencies/:agency/callbacks',
    {
      ...route('agency.answer', '协助执行单位 agencies', '回传协助请求的结果 / answer a request', {
        params: {
          type: 'object',
          required: ['agency'],
          properties: { agency: text('单位类别，如 bank / agency', 50) },
        },
        body,
      }),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const { agency } = request.params;
      requireOwnAgency(request.user, agency);
      const known = await readRequest(pool, request.body.requestId);
      if (known?.agency !== agency) throw notFound({ zh: '协助请求', en: 'request' }, request.body.requestId);
      const found = (await readCase(pool, known.caseId))!;
      logCase(request, reply, found.number);
      const { result } = await publish(services, (tx) => take(tx, services, found, request.body, request.user));
      if (result === 'conflicting')
        throw new Problem('ANSWER_CONFLICT', {
          zh: `请求 ${known.id} 先前的答复与本次不同。`,
          en: `The request ${known.id} was answered before, and differently.`,
        });
      return { requestId: known.id, outcome: result };
    },
  );
}

async function take(
  tx: Queryable,
  { now }: Services,
  { clock }: Case,
  callback: AgencyCallback,
  user: User,
): Promise<{ readonly message?: NewMessage; readonly result: CallbackOutcome }> {
  const at = legalTime(now(), clock);
  const isFinal = callback.state !== 'accepted';
  const { requestId, state, answer, reason } = callback;
  const moved = await moveRequest(tx, requestId, {
    state,
    ...(answer !== undefined && { answer }),
    ...(reason !== undefined && { reason }),
    ...(isFinal && { answeredAt: at }),
  });
  const result = moved ? 'taken' : repeats((await readRequest(tx, requestId))!, callback) ? 'repeated' : 'conflicting';
  await keepCallback(tx, callback, result, user.sub);
  if (!moved || !isFinal) return { result };
  return { result, message: messageOf(moved, at, user) };
}

/** An acknowledgement that comes after the answer says nothing new. */
function repeats(request: AgencyRequest, { state, answer, reason }: AgencyCallback): boolean {
  if (state === 'accepted') return true;
  return (
    request.state === state && request.reason === (reason ?? null) && isDeepStrictEqual(request.answer, answer ?? null)
  );
}

function messageOf(request: AgencyRequest, at: string, user: User): NewMessage {
  const { id, agency, provider, operation, channel, state, reason, answer } = request;
  const about: { readonly [name: string]: Json } = {
    id,
    agency,
    provider,
    operation,
    channel,
    state,
    ...(reason !== null && { reason }),
  };
  return {
    id: `${messageName}/${id}`,
    messageName,
    correlationKey: id,
    variables: { request: about, ...(answer !== null && { answer }) },
    actor: actorOf(user),
    publishedAt: at,
    expiresAt: null,
  };
}

function requireOwnAgency({ agency: own }: User, agency: string): void {
  if (own === undefined || own === agency) return;
  throw new Problem('FORBIDDEN', { zh: `令牌仅限 ${own} 回传。`, en: `The token is for ${own} only.` });
}
