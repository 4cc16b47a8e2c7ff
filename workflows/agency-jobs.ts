// Runs agency jobs as normal Temporal activities, each agency on its own task queue.
import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import type { AgencyActivities } from '../protocol/activities.ts';
import { agencyQueue } from '../protocol/task-queues.ts';
import { failureOf } from './failure-of.ts';
import type { Running } from './running.ts';

type RunJob = Extract<Command, { type: 'runJob' }>;

export interface AgencyJobs {
  /** @param at legal time of the step that issued the job */
  run(job: RunJob, at: string): void;
  cancel(key: number): void;
  /** Jobs that have no result yet. */
  open(): RunJob[];
}

export function agencyJobsOf(running: Running): AgencyJobs {
  const jobs = new Map<number, { readonly command: RunJob; readonly scope: CancellationScope }>();
  return {
    run: (command, at) => {
      const { key } = command;
      const scope = new CancellationScope();
      jobs.set(key, { command, scope });
      scope
        .run(() => callAgency(running, command, at))
        .then(
          (variables) => {
            jobs.delete(key);
            void running.host.enqueue(running.id, { type: 'jobDone', key, variables });
          },
          (error) => {
            jobs.delete(key);
            if (isCancellation(error)) return;
            void running.host.enqueue(running.id, { type: 'jobFailed', key, ...failureOf(error) });
          },
        );
    },
    cancel: (key) => {
      jobs.get(key)?.scope.cancel();
      jobs.delete(key);
    },
    open: () => [...jobs.values()].map(({ command }) => command),
  };
}

function callAgency({ id, host: { input } }: Running, command: RunJob, at: string) {
  const { key, jobType, name, elementId, headers, properties, variables, loopCounter } = command;
  const { callAgency: call } = proxyActivities<AgencyActivities>({
    taskQueue: agencyQueue(jobType.split(':')[1]!),
    startToCloseTimeout: '2 minutes',
    retry: { initialInterval: '1 second', maximumInterval: '10 minutes' },
    summary: name,
  });
  const { caseId, caseNumber, clock } = input;
  const where = { caseId, caseNumber, workflowId: id, ...(clock ? { clock } : {}) };
  const counter = loopCounter === undefined ? {} : { loopCounter };
  return call({ ...where, key, elementId, ...counter, jobType, headers, properties, variables, at });
}
