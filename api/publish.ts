// Publishes a BPMN message from outside: inserts and correlates it in one transaction, then delivers it to the waiting
// instance or starts processes. If that fails, the sweeper does it later.
import { type Delivery, type NewMessage, type Publication, publishMessage } from '../db/messages.ts';
import { type Queryable, transaction } from '../db/pool.ts';
import type { ProcessStart } from '../db/process-starts.ts';
import type { Db } from '../db/scope.ts';
import { updates } from '../protocol/updates.ts';
import { Problem } from './problems/problem.ts';
import type { Services } from './services.ts';
import { isUnavailable, startWorkflow, update } from './temporal.ts';

/**
 * Publishes the message that `work` returns; `work` may do more in the same transaction. Returns the outcome of the
 * message (absent without one) and the result of `work`.
 */
export async function publish<T>(
  db: Db,
  services: Services,
  work: (tx: Queryable) => Promise<{ readonly message?: NewMessage; readonly result: T }>,
): Promise<{ readonly outcome?: Publication['outcome']; readonly result: T }> {
  const { publication, result } = await transaction(db, async (tx) => {
    const { message, result } = await work(tx);
    return { publication: message && (await publishMessage(tx, message)), result };
  });
  if (publication?.delivery) await deliver(services, publication.delivery);
  for (const start of publication?.starts ?? []) await tryToStart(services, start);
  return { ...(publication && { outcome: publication.outcome }), result };
}

/**
 * Returns when the step that the message causes is committed. A refusal needs no action: when a receiver closes its
 * subscription, the message goes to the next one by itself.
 */
async function deliver({ temporal }: Services, { workflowId, actor, ...message }: Delivery): Promise<void> {
  try {
    await update(temporal, workflowId, updates.publishMessage, {
      ...message,
      actor: actor ?? { id: 'api', role: 'system' },
      commandId: message.messageId,
    });
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
  }
}

async function tryToStart({ temporal }: Services, { workflowId, input }: ProcessStart): Promise<void> {
  try {
    await startWorkflow(temporal, workflowId, input, input.caseNumber);
  } catch (failure) {
    if (!isUnavailable(failure)) throw failure;
  }
}
