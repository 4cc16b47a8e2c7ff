// The `db:` jobs that models may ask for, by the name after `db:`.
import { issueDocument, serveDocument } from './document.ts';
import type { JobHandler } from './job.ts';

export const jobs: { readonly [name: string]: JobHandler } = {
  'document.issue': issueDocument,
  'document.serve': serveDocument,
};
