// The Temporal activities that only touch PostgreSQL; they run as local activities.
import type { Pool } from '../db/pool.ts';
import { rememberedModels, resolveModel } from '../registry/load.ts';
import { beginWith } from './begin.ts';
import { type CommitOptions, commitStep } from './commit-step.ts';
import type { LocalActivities, StepBatch } from './contract.ts';

/** @param options the jobs are usually those of jobs/index.ts */
export function createLocalActivities(pool: Pool, options: Omit<CommitOptions, 'modelOf'>): LocalActivities {
  const models = rememberedModels(pool);
  const commit = (batch: StepBatch) => commitStep(pool, { ...options, modelOf: models.modelOf }, batch);
  return {
    begin: beginWith(models, commit),
    loadModel: models.load,
    loadParameters: async (ref) => {
      const { graph: _known, ...parameters } = await models.load(ref);
      return parameters;
    },
    loadUsed: models.loadUsed,
    resolveModel: (...asked) => resolveModel(pool, ...asked),
    commitStep: commit,
  };
}
