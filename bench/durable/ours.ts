// Our contender: the product's workflow, commit and worker settings on the trials' models.

import { randomUUID } from 'node:crypto';
import { createLocalActivities } from '../../activities/steps/local-activities.ts';
import { insertCase } from '../../db/cases.ts';
import { deployCalendar, deployProcess } from '../../db/models.ts';
import { createPool, type Pool, transaction } from '../../db/pool.ts';
import { calendar } from '../../law/calendar.ts';
import { caseTypes } from '../../law/case-number.ts';
import { digest } from '../../protocol/digest.ts';
import type { ModelRef, StartInput } from '../../protocol/start.ts';
import { compiled } from '../core.ts';
import type { Postgres } from '../servers/postgres.ts';
import { durableModels } from './models.ts';

const refs = new Map<string, ModelRef>();

/** Deploys the models as the owner of the database, because a court must be inserted too. */
export async function deployTrials({ owner }: Postgres): Promise<void> {
  const pool = createPool(owner.href, { max: 1 });
  await pool.query(`insert into court (code, name) values ('冀0102', '长安区人民法院') on conflict do nothing`);
  await deployCalendar(pool, calendar, digest(calendar));
  for (const [processId, xml] of Object.entries(durableModels)) {
    const { graph } = await compiled(xml);
    refs.set(processId, await deployProcess(pool, { hash: digest(graph), xml, graph }, 'bench'));
  }
  await pool.end();
}

export const localActivities = (pool: Pool) => createLocalActivities(pool, { jobs: { work: async () => ({}) } });

export const inputOf = (processId: string, caseId: string): StartInput => ({
  model: refs.get(processId)!,
  caseId,
  caseNumber: caseId,
  variables: {},
  actor: { id: 'bench', role: 'system' },
  search: { CaseNumber: caseId, Court: '冀0102' },
});

/** Files a case for each instance and returns their ids. */
export async function fileCases(pool: Pool, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const filed = {
    courtCode: '冀0102',
    caseType: caseTypes.application,
    filedOn: '2026-03-02',
    claimFen: 1n,
    application: {},
    parties: [],
  };
  for (const id of ids) await transaction(pool, (tx) => insertCase(tx, { id, ...filed, processId: 'row' }));
  return ids;
}
