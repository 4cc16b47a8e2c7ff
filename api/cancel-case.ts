// Cancelling a case: its own procedure, then those that a message or a signal began beside it. In a cancelled case nothing begins any more.
import type { Case } from '../db/cases.ts';
import { runningStarted } from '../db/process-starts.ts';
import { type Cancel, updates } from '../protocol/updates.ts';
import { Problem } from './problems/problem.ts';
import type { Services } from './services.ts';
import { update } from './temporal.ts';

export async function cancelCase({ pool, temporal }: Services, { id, workflowId }: Case, act: Cancel): Promise<void> {
  await update(temporal, workflowId, updates.cancel, act);
  for (const begun of await runningStarted(pool, id))
    await update(temporal, begun, updates.cancel, act).catch((failure: unknown) => {
      if (!(failure instanceof Problem && failure.code === 'ENDED')) throw failure;
    });
}
