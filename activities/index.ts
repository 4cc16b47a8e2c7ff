// The Temporal activities that only touch PostgreSQL; they run as local activities.
import type { Pool } from '../db/pool.ts';
import { commitStep } from './commit-step.ts';
import type { LocalActivities } from './contract.ts';
import type { JobHandler } from './jobs/job.ts';
import { loadModel, loadParameters, resolveModel } from './models.ts';

export interface LocalOptions {
  /** The `db:` jobs by the name after `db:`, usually those of jobs/index.ts. */
  readonly jobs: { readonly [name: string]: JobHandler };
}

export function createLocalActivities(pool: Pool, { jobs }: LocalOptions): LocalActivities {
  return {
    loadModel: (ref) => loadModel(pool, ref),
    loadParameters: (ref) => loadParameters(pool, ref),
    resolveModel: (processId, versionTag) => resolveModel(pool, processId, versionTag),
    commitStep: (batch) => commitStep(pool, jobs, batch),
  };
}
