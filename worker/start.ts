// A worker: one Temporal worker for the workflows and their local activities, and one for each agency, so that a slow
// agency does not delay others.
import { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createAgencyActivities } from '../activities/agencies/call-agency.ts';
import { pollAgencies, startPolling } from '../activities/agencies/channel/polling.ts';
import { agencies } from '../activities/agencies/index.ts';
import type { Provider } from '../activities/agencies/providers.ts';
import { jobs } from '../activities/jobs/index.ts';
import { createLocalActivities } from '../activities/steps/local-activities.ts';
import type { Delivery } from '../db/messages.ts';
import type { Pool } from '../db/pool.ts';
import { workflowOf } from '../protocol/instance-id.ts';
import { type MessageSignal, signals } from '../protocol/signals.ts';
import type { StepBatch } from '../protocol/steps.ts';
import { agencyQueue, taskQueue } from '../protocol/task-queues.ts';
import { bundling } from './bundling.ts';
import { withRequestLog } from './logged.ts';
import { tellNextDeadline } from './next-deadline.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly pool: Pool;
  readonly providers: readonly Provider[];
  /** The workflows' code: a path to bundle, or a bundle. */
  readonly workflows: Pick<WorkerOptions, 'workflowsPath'> | Pick<WorkerOptions, 'workflowBundle'>;
  readonly dataConverter?: DataConverter;
  readonly log?: Logger;
  /** Called for each step after it is committed. */
  readonly onCommitted?: (batch: StepBatch) => void;
  /** Milliseconds between polls of the agencies that do not call back; absent: they are polled only by `poll`. */
  readonly pollMs?: number;
  readonly onPollFailure?: (failure: unknown, requestId: string) => void;
}

export interface RunningWorker {
  /** Rejects when a worker fails. */
  readonly running: Promise<unknown>;
  /** Polls the agencies that do not call back, once. */
  poll(now: Date): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Options of the worker for the instances' workflow tasks. A cached instance needs about 0.6 MB; all its Temporal
 * activities are local.
 */
export const mainWorkerOptions = {
  taskQueue,
  maxCachedWorkflows: 500,
  enableNonLocalActivities: false,
  bundlerOptions: bundling,
} as const;

/** Starts the Temporal workers and the polling of agencies; all run until `stop`. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { connection, namespace, pool, providers, workflows, dataConverter, log, onCommitted } = parts;
  const common = {
    connection,
    namespace,
    ...(dataConverter ? { dataConverter } : {}),
    shutdownGraceTime: '10 seconds',
  } as const;
  const { workflow } = new Client({ connection, namespace, ...(dataConverter ? { dataConverter } : {}) });
  const local = createLocalActivities(pool, {
    jobs,
    ...(onCommitted ? { onCommitted } : {}),
    onNextDeadline: tellNextDeadline(workflow),
  });
  const main = await Worker.create({
    ...common,
    ...mainWorkerOptions,
    ...workflows,
    activities: { ...local },
  });
  const asking = createAgencyActivities(pool, providers);
  const activities = { ...(log ? withRequestLog(asking, log) : asking) };
  const others = await Promise.all(
    Object.keys(agencies).map((agency) =>
      Worker.create({ ...common, taskQueue: agencyQueue(agency), activities, maxConcurrentActivityTaskExecutions: 20 }),
    ),
  );
  const polling = {
    pool,
    providers,
    deliver: ({ workflowId: instanceId, actor, ...message }: Delivery) =>
      workflow.getHandle(workflowOf(instanceId)).signal<[MessageSignal]>(signals.message, {
        ...message,
        instanceId,
        ...(actor && { actor }),
      }),
    onFailure: parts.onPollFailure ?? (() => {}),
  };
  const poller = parts.pollMs === undefined ? undefined : startPolling(polling, parts.pollMs);
  const workers = [main, ...others];
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    running,
    poll: async (now) => void (await pollAgencies(polling, now)),
    stop: async () => {
      await poller?.stop();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}
