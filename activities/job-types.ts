// Every job type that somebody handles: what a model may ask for. A model that asks for another is refused at
// deployment.
import { agencyJobTypes } from './agencies/index.ts';
import { jobs } from './jobs/index.ts';

export const jobTypes: readonly string[] = [
  ...Object.keys(jobs).map((name) => `db:${name}`),
  ...agencyJobTypes,
  'publish',
];
