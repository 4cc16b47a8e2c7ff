// A BPMN message from outside: stored and correlated in one transaction, then taken to the instance that waits; what it begins is started. If
// that fails, the sweeper makes up for it.
import { type Delivery, type NewMessage, type Publication, publishMessage } from '../db/messages.ts';
import { type Queryable, transaction } from '../db/pool.ts';
import type { ProcessStart } from '../db/process-starts.ts';
import { updates } from '../protocol/updates.ts';
import { Problem } from './problems/problem.ts';
import type { Services } from './services.ts';
import { isUnavailable, startWorkflow, update } from './temporal.ts';

/** `work` may do more in the same transaction; what it returns comes back beside what became of the message. */
export async function publish<T>(
  services: Services,
  work: (tx: Queryable) => Promise<{ readonly message?: NewMessage; readonly result: T }>,
): Promise<{ readonly outcome?: Publication['outcome']; readonly result: T }> {
  const { publication, result } = await transaction(services.pool, async (tx) => {
    const { message, result } = await work(tx);
    return { publication: message && (await publishMessage(tx, message)), result };
  });
  if (publication?.delivery) await deliver(services, publication.delivery);
  for (const start of publication?.starts ?? []) await tryToStart(services, start);
  return { ...(publication && { outcome: publication.outcome }), result };
}

/** Returns when the step that the message caused is stored. A receiver that no longer waits gives the message back by itself. */
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
