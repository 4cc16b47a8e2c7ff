// The Temporal activities that only use PostgreSQL; they run as local activities.
import type { Pool } from '../../db/pool.ts';
import type { LocalActivities } from '../../protocol/activities.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { modelLoader, resolveModel } from '../../registry/load.ts';
import { type CommitOptions, commitStep } from './commit.ts';
import { startCalledWith, startInstanceWith } from './start-instance.ts';

/** @param options the product passes the jobs of jobs/index.ts */
export function createLocalActivities(pool: Pool, options: Omit<CommitOptions, 'modelOf'>): LocalActivities {
  const models = modelLoader(pool);
  const commit = (batch: StepBatch) => commitStep(pool, { ...options, modelOf: models.modelOf }, batch);
  const startInstance = startInstanceWith(models, commit);
  return {
    startInstance,
    startCalled: startCalledWith(pool, startInstance),
    loadModel: models.load,
    loadParameters: async (ref) => {
      const { graph: _known, ...parameters } = await models.load(ref);
      return parameters;
    },
    loadModelWith: models.loadModelWith,
    resolveModel: (called) => resolveModel(pool, called),
    commitStep: commit,
  };
}
