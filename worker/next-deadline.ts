// Tells a case's own workflow its earliest deadline when a step of another workflow has changed it. Only for the
// supervisor's list: a lost signal is made good by the next step of the case's own workflow.
import type { WorkflowClient } from '@temporalio/client';
import type { CommitOptions } from '../activities/steps/commit.ts';
import { workflowOf } from '../protocol/instance-id.ts';
import { signals } from '../protocol/signals.ts';
import type { NextDeadline } from '../protocol/steps.ts';

export function tellNextDeadline(
  workflow: Pick<WorkflowClient, 'getHandle'>,
): NonNullable<CommitOptions['onNextDeadline']> {
  return (mainInstance, next) =>
    void workflow
      .getHandle(workflowOf(mainInstance))
      .signal<[NextDeadline]>(signals.nextDeadline, next)
      .catch(() => {});
}
