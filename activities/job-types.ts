// All job types with a handler. Deployment refuses a model that uses any other.
import { agencyJobTypes } from './agencies/index.ts';
import { jobs } from './jobs/index.ts';

export const jobTypes: readonly string[] = [
  ...Object.keys(jobs).map((name) => `db:${name}`),
  ...agencyJobTypes,
  'publish',
];
