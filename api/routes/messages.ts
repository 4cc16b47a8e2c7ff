// 案件消息: what is submitted in a running case (a payment, a property clue, a withdrawal …), as a BPMN message under the case's number.
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { type Case, readCase } from '../../db/cases.ts';
import { caseInstances, holdCase } from '../../db/instances.ts';
import { readMessage } from '../../db/messages.ts';
import type { Queryable } from '../../db/pool.ts';
import { hasPendingStart } from '../../db/process-starts.ts';
import type { Variables } from '../../engine/event.ts';
import { messageReceipt } from '../answers/procedure.ts';
import { actorOf } from '../auth/authenticate.ts';
import { describedSubmission, requireSound } from '../case-messages.ts';
import { legalTime } from '../clock.ts';
import { Problem } from '../problems/problem.ts';
import { publish } from '../publish.ts';
import { caseOf } from '../requests.ts';
import type { Services } from '../services.ts';
import { caseParams, route, text, variables, variablesLimit } from './route.ts';

interface Submission {
  readonly name: string;
  readonly messageId: string;
  readonly variables: Variables;
}

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'messageId', 'variables'],
  properties: {
    name: text('消息名称，如 property-clue / name of the message', 100),
    messageId: text('发送方编号：重复提交不重复生效 / sender’s id: a repetition has no effect'),
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
  const { pool, now } = services;

  app.post<{ Params: { id: string }; Body: Submission }>(
    '/cases/:id/messages',
    {
      ...submission,
      config: { ...submission.config, describedBody: describedSubmission(body) },
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const found = await caseOf(services, request, reply);
      const id = `${found.workflowId}/messages/${request.body.messageId}`;
      // What was taken before stays taken, whatever is asked of a message by now.
      if (!(await readMessage(pool, id))) await requireSound(services, found, request.body);
      const message = {
        id,
        caseId: found.id,
        messageName: request.body.name,
        correlationKey: found.number,
        variables: request.body.variables,
        actor: actorOf(request.user),
        publishedAt: legalTime(now(), found.clock),
        expiresAt: null,
      };
      const { outcome } = await publish(services, async (tx) => {
        await requireRunning(tx, found);
        return { message, result: undefined };
      });
      if (outcome === 'repeated' && !isSame(await readMessage(pool, message.id), message))
        throw new Problem('MESSAGE_ID_CONFLICT', {
          zh: `messageId “${request.body.messageId}”在本案中已用于另一条消息。`,
          en: `The messageId '${request.body.messageId}' belongs to another message of this case.`,
        });
      return reply.code(outcome === 'repeated' ? 200 : 202).send({ messageId: request.body.messageId, outcome });
    },
  );
}

const over: readonly Case['status'][] = ['rejected', 'closed', 'withdrawn', 'cancelled'];

/** Nothing of the case ends between this look and the end of the transaction. */
async function requireRunning(tx: Queryable, { id, number }: Case): Promise<void> {
  await holdCase(tx, id);
  const [{ status }, instances] = [(await readCase(tx, id))!, await caseInstances(tx, id)];
  const isIdle = instances.length > 0 && instances.every(({ state }) => state !== 'active');
  if (over.includes(status) || (isIdle && !(await hasPendingStart(tx, id))))
    throw new Problem('ENDED', {
      zh: `案件 ${number} 的程序已经结束，不再接收消息。`,
      en: `The case ${number} has ended and takes no messages.`,
    });
}

function isSame(
  stored: Awaited<ReturnType<typeof readMessage>>,
  sent: { readonly messageName: string; readonly variables: Variables },
): boolean {
  return stored?.messageName === sent.messageName && isDeepStrictEqual(stored.variables, sent.variables);
}
