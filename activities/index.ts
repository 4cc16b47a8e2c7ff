// The Temporal activities that only touch PostgreSQL; they run as local activities.
import type { Pool } from '../db/pool.ts';
import { type CommitOptions, commitStep } from './commit-step.ts';
import type { LocalActivities } from './contract.ts';
import { loadModel, loadParameters, rememberedModels, resolveModel } from './models.ts';

/** @param options the jobs are usually those of jobs/index.ts */
export function createLocalActivities(pool: Pool, options: Omit<CommitOptions, 'modelOf'>): LocalActivities {
  const modelOf = rememberedModels((ref) => loadModel(pool, ref));
  return {
    loadModel: (ref) => loadModel(pool, ref),
    loadParameters: (ref) => loadParameters(pool, ref),
    resolveModel: (...asked) => resolveModel(pool, ...asked),
    commitStep: (batch) => commitStep(pool, { ...options, modelOf }, batch),
  };
}
