// The API over Temporal's time-skipping server, a worker and a database: the whole path of a request, for tests of
// single procedures.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { CommitOptions } from '../../activities/steps/commit.ts';
import { createLocalActivities } from '../../activities/steps/local-activities.ts';
import { createPool } from '../../db/pool.ts';
import type { LocalActivities } from '../../protocol/activities.ts';
import { taskQueue } from '../../protocol/task-queues.ts';
import { deployFiles } from '../../registry/deploy.ts';
import type { ModelFile } from '../../registry/folder.ts';
import { timeSkipping, workflowBundle } from '../../tools/stack/test-temporal.ts';
import { tellNextDeadline } from '../../worker/next-deadline.ts';
import { type TestApi, testApi } from './api.ts';
import { deployedDatabase } from './api-database.ts';
import type { TestDatabase } from './postgres.ts';

export interface ApiWorld {
  readonly environment: TestWorkflowEnvironment;
  readonly database: TestDatabase;
  readonly api: TestApi;
  close(): Promise<void>;
}

/**
 * @param files models deployed beside the usual ones
 * @param changed activities that replace the worker's own
 * @param options options of the worker's store
 */
export async function apiWorld(
  files: readonly ModelFile[] = [],
  changed: (local: LocalActivities) => LocalActivities = (local) => local,
  options: Omit<CommitOptions, 'modelOf'> = { jobs: {} },
): Promise<ApiWorld> {
  const [environment, database] = await Promise.all([timeSkipping(), deployedDatabase()]);
  const owner = createPool(database.ownerUrl);
  if (files.length > 0) await deployFiles(owner, files, 'test');
  await owner.end();
  const onNextDeadline = tellNextDeadline(environment.client.workflow);
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    workflowBundle: await workflowBundle(),
    taskQueue,
    activities: { ...changed(createLocalActivities(database.pool, { ...options, onNextDeadline })) },
  });
  const running = worker.run();
  const api = await testApi({ pool: database.pool, temporal: environment.client, now: () => new Date() });
  return {
    environment,
    database,
    api,
    close: async () => {
      worker.shutdown();
      await running;
      await environment.teardown();
      await database.drop();
    },
  };
}
