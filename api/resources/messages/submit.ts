// Submits a message to a case. It must be valid, the case must be running, and a repetition must have the same content.
import { isDeepStrictEqual } from 'node:util';
import { type Case, readCase } from '../../../db/cases.ts';
import { caseInstances, lockCase } from '../../../db/instances.ts';
import { type Publication, readMessage } from '../../../db/messages.ts';
import type { Queryable } from '../../../db/pool.ts';
import { hasPendingStart } from '../../../db/process-starts.ts';
import type { Db } from '../../../db/scope.ts';
import type { Actor, Variables } from '../../../engine/event.ts';
import { legalTime } from '../../clock.ts';
import { say } from '../../problems/messages.ts';
import { Problem } from '../../problems/problem.ts';
import { publish } from '../../publish.ts';
import type { Services } from '../../services.ts';
import { requireValid, type Submission } from './message-schemas.ts';

/**
 * Publishes the message under an id within the case, so that a repetition has no effect.
 * @throws Problem INVALID, ENDED when nothing of the case runs, MESSAGE_ID_CONFLICT for an id with other content
 */
export async function submit(
  db: Db,
  services: Services,
  found: Case,
  { name, messageId, variables }: Submission,
  actor: Actor,
): Promise<Publication['outcome']> {
  const id = `${found.workflowId}/messages/${messageId}`;
  // A message that was accepted before stays accepted, even if the rules for messages have changed since.
  if (!(await readMessage(db, id))) await requireValid(db, services, found, { name, variables });
  const message = {
    id,
    caseId: found.id,
    messageName: name,
    correlationKey: found.number,
    variables,
    actor,
    publishedAt: legalTime(services.now(), found.clock),
    expiresAt: null,
  };
  const { outcome } = await publish(db, services, async (tx) => {
    await requireRunning(tx, found);
    return { message, result: undefined };
  });
  if (outcome === 'repeated' && !isSame(await readMessage(db, id), message))
    throw new Problem('MESSAGE_ID_CONFLICT', say('message.idUsed', { messageId }));
  return outcome!;
}

const endedStatuses: readonly Case['status'][] = ['rejected', 'closed', 'withdrawn', 'cancelled'];

/** Locks the case, so that no instance of it ends between this check and the end of the transaction. */
async function requireRunning(tx: Queryable, { id, number }: Case): Promise<void> {
  await lockCase(tx, id);
  const [{ status }, instances] = [(await readCase(tx, id))!, await caseInstances(tx, id)];
  const isIdle = instances.length > 0 && instances.every(({ state }) => state !== 'active');
  if (endedStatuses.includes(status) || (isIdle && !(await hasPendingStart(tx, id))))
    throw new Problem('ENDED', say('case.ended', { number }));
}

function isSame(
  published: Awaited<ReturnType<typeof readMessage>>,
  sent: { readonly messageName: string; readonly variables: Variables },
): boolean {
  return published?.messageName === sent.messageName && isDeepStrictEqual(published.variables, sent.variables);
}
