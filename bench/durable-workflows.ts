// What somebody would write by hand for ten tasks, each recorded in the archive: naive, and well.
import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { ByHand } from './durable.ts';

export { default } from '../workflows/index.ts';

const remote = proxyActivities<ByHand>({ startToCloseTimeout: '30 seconds' });
const local = proxyLocalActivities<ByHand>({ startToCloseTimeout: '30 seconds' });

/** An activity for each task and one for each record. */
export async function naive({ caseId, tasks }: { caseId: string; tasks: number }): Promise<void> {
  const { workflowId } = workflowInfo();
  for (let task = 1; task <= tasks; task++) {
    await remote.work();
    await remote.store({ workflowId, caseId, step: task, isLast: task === tasks });
  }
}

/** One local activity for each task, which does and records it. */
export async function wellWritten({ caseId, tasks }: { caseId: string; tasks: number }): Promise<void> {
  const { workflowId } = workflowInfo();
  for (let task = 1; task <= tasks; task++)
    await local.store({ workflowId, caseId, step: task, isLast: task === tasks });
}
