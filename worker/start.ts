// A worker: one Temporal worker for the workflows and their local activities, and one for each agency, so that a slow one holds up nobody.
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createAgencyActivities } from '../activities/agencies/call-agency.ts';
import { agencies } from '../activities/agencies/index.ts';
import type { Provider } from '../activities/agencies/providers.ts';
import { createLocalActivities } from '../activities/index.ts';
import { jobs } from '../activities/jobs/index.ts';
import type { Pool } from '../db/pool.ts';
import { taskQueue } from '../workflows/contract.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly pool: Pool;
  readonly providers: readonly Provider[];
  /** Where the workflows' code is: a path to bundle, or a bundle. */
  readonly workflows: Pick<WorkerOptions, 'workflowsPath'> | Pick<WorkerOptions, 'workflowBundle'>;
  readonly dataConverter?: DataConverter;
}

export interface RunningWorker {
  /** Rejects when a worker fails. */
  readonly running: Promise<unknown>;
  stop(): Promise<void>;
}

/** Cached instances weigh some 0.6 MB each. */
const maxCachedWorkflows = 500;

export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { connection, namespace, pool, providers, workflows, dataConverter } = parts;
  const common = {
    connection,
    namespace,
    ...(dataConverter ? { dataConverter } : {}),
    shutdownGraceTime: '10 seconds',
  } as const;
  const local = createLocalActivities(pool, { jobs });
  const main = await Worker.create({
    ...common,
    ...workflows,
    taskQueue,
    activities: { ...local },
    maxCachedWorkflows,
  });
  const activities = { ...createAgencyActivities(pool, providers) };
  const others = await Promise.all(
    Object.keys(agencies).map((agency) =>
      Worker.create({ ...common, taskQueue: `agency-${agency}`, activities, maxConcurrentActivityTaskExecutions: 20 }),
    ),
  );
  const workers = [main, ...others];
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    running,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}
