// 案件消息: messages to a running case (a payment, a property clue, a withdrawal …), published as BPMN messages under the
// case number.

import type { FastifyInstance } from 'fastify';
import { actorOf } from '../../auth/authenticate.ts';
import { caseParams, textInput, variablesInput, variablesLimit } from '../../http/input.ts';
import { caseOf } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import type { Services } from '../../services.ts';
import { messageExample } from './examples.ts';
import { describedSubmission, type Submission } from './message-schemas.ts';
import { messageReceipt } from './schemas.ts';
import { submit } from './submit.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'messageId', 'variables'],
  properties: {
    name: textInput('消息名称，如 property-clue / name of the message', messageExample.name, 100),
    messageId: textInput(
      '发送方编号：重复提交不重复生效 / the sender’s id: a repetition has no effect',
      messageExample.messageId,
    ),
    variables: variablesInput('流程变量 / variables', messageExample.variables),
  },
} as const;

const submission = route('case.message', {
  operationId: 'submitMessage',
  tag: 'cases',
  summary: '向案件提交消息 / submit a message to a case',
  answers: { 200: messageReceipt, 202: messageReceipt },
  problems: ['MESSAGE_ID_CONFLICT', 'ENDED'],
  params: caseParams,
  body,
  describedBody: describedSubmission(body),
});

export function messageRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { id: string }; Body: Submission }>(
    '/cases/:id/messages',
    {
      ...submission,
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const outcome = await submit(request.db, services, found, request.body, actorOf(request.user));
      return reply.code(outcome === 'repeated' ? 200 : 202).send({ messageId: request.body.messageId, outcome });
    },
  );
}
