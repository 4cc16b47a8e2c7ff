// The whole system in one process, for playing examples: a Temporal server (usually the dev server), a test database,
// and the parts that run on them.

import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Pool } from '../../db/pool.ts';
import type { World } from '../../examples/clocks.ts';
import { workflowOf } from '../../protocol/instance-id.ts';
import { queries } from '../../protocol/queries.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { deployModels } from '../../registry/deploy.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { inProcess } from '../../tools/stack/in-process.ts';
import { devServer, workflowBundle } from '../../tools/stack/test-temporal.ts';
import { carriedLines, type TimelineLine } from '../../workflows/timeline.ts';
import { holdToDescription } from './described-answers.ts';
import { recordHistories, runsOf } from './histories.ts';
import { testDatabase } from './postgres.ts';

export interface TestWorld extends World {
  readonly pool: Pool;
  /** Every step in the order of its commit. */
  readonly steps: readonly StepBatch[];
  /** The timeline as the workflow's own replay of its history gives it (the query `timeline`). */
  replayedTimeline(instanceId: string): Promise<readonly TimelineLine[]>;
  /** Keeps the histories for replay tests, if the environment asks for it. */
  keepHistories(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function testWorld(server: () => Promise<TestWorkflowEnvironment> = devServer): Promise<TestWorld> {
  const database = await testDatabase();
  const { pool } = database;
  await deployModels(pool, modelsFolder, 'test');
  const temporal = await server();
  const steps: StepBatch[] = [];
  const { stop, ...world } = await inProcess({
    pool,
    databaseUrl: database.url,
    client: temporal.client,
    connection: temporal.nativeConnection,
    address: temporal.address,
    namespace: temporal.namespace ?? 'default',
    workflows: { workflowBundle: await workflowBundle() },
    onApi: holdToDescription,
    onCommitted: (batch) => steps.push(batch),
  });
  return {
    ...world,
    pool,
    steps,
    replayedTimeline: async (instanceId) => {
      const workflowId = workflowOf(instanceId);
      const lines: TimelineLine[] = [];
      for (const { runId } of await runsOf(temporal.client, workflowId)) {
        const run = temporal.client.workflow.getHandle(workflowId, runId);
        const ofRun = await run.query<readonly TimelineLine[]>(queries.timeline);
        lines.push(...ofRun.slice(Math.min(lines.length, carriedLines)));
      }
      return lines.filter((line) => line.instanceId === instanceId);
    },
    keepHistories: async (name) => {
      await recordHistories(name, pool, temporal.client);
    },
    close: async () => {
      await stop();
      await temporal.teardown();
      await database.drop();
    },
  };
}
