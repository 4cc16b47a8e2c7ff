// Cancels a case: its own procedure, then those that a message or a signal started beside it. No process starts in a
// canceled case.
import type { Case } from '../../../db/cases.ts';
import { runningStarted } from '../../../db/process-starts.ts';
import type { Db } from '../../../db/scope.ts';
import { type Cancel, updates } from '../../../protocol/updates.ts';
import { Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { update } from '../../temporal.ts';

export async function cancelCase(db: Db, { temporal }: Services, { id, workflowId }: Case, act: Cancel): Promise<void> {
  await update(temporal, workflowId, updates.cancel, act);
  for (const started of await runningStarted(db, id))
    await update(temporal, started, updates.cancel, act).catch((failure: unknown) => {
      if (!(failure instanceof Problem && failure.code === 'ENDED')) throw failure;
    });
}
