// 案件消息: messages to a running case (a payment, a property clue, a withdrawal …), published as BPMN messages under the
// case number.

import type { FastifyInstance } from 'fastify';
import { actorOf } from '../../auth/authenticate.ts';
import { caseOf } from '../../http/request.ts';
import { caseParams, route, text, variables, variablesLimit } from '../../http/route.ts';
import type { Services } from '../../services.ts';
import { describedSubmission } from './message-schemas.ts';
import { messageReceipt } from './schemas.ts';
import { type Submission, submit } from './submit.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'messageId', 'variables'],
  properties: {
    name: text('消息名称，如 property-clue / name of the message', 100),
    messageId: text('发送方编号：重复提交不重复生效 / the sender’s id: a repetition has no effect'),
    variables,
  },
} as const;

const submission = route(
  'case.message',
  '案件 cases',
  '向案件提交消息 / submit a message to a case',
  { 200: messageReceipt, 202: messageReceipt },
  { params: caseParams, body },
);

export function messageRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { id: string }; Body: Submission }>(
    '/cases/:id/messages',
    {
      ...submission,
      config: { ...submission.config, describedBody: describedSubmission(body) },
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const outcome = await submit(request.db, services, found, request.body, actorOf(request.user));
      return reply.code(outcome === 'repeated' ? 200 : 202).send({ messageId: request.body.messageId, outcome });
    },
  );
}
