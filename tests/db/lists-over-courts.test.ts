// Lists over several courts read each court's rows apart; together they are in the order of one list.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Case, listCases, type NewCase } from '../../db/cases.ts';
import { openIncidents, raiseIncidents } from '../../db/incidents.ts';
import { upsertInstance } from '../../db/instances.ts';
import type { Page } from '../../db/page.ts';
import { listTasks, openTasks } from '../../db/user-tasks.ts';
import { fileCase } from '../support/filed-case.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

const courts = ['冀0201', '冀0202', '冀0203', '冀0204', '冀0205', '冀0206', '冀0207', '冀0208'];
/** So many that a list reads a few rows of each first; one of them has no rows. */
const chosen = ['冀0201', '冀0203', '冀0204', '冀0206', '冀0207', '冀0208', '冀0299'];
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { pool } = database;
  for (const code of courts) await pool.query('insert into court (code, name) values ($1, $1)', [code]);
  for (let n = 0; n < 40; n++) {
    // Most cases are of two courts, and several fall on one day.
    const courtCode = courts[n % 3 === 0 ? n % 8 : n % 2]!;
    const filedOn = `2026-03-${String(1 + ((n * 7) % 9)).padStart(2, '0')}`;
    const changes: Partial<NewCase> = { courtCode, filedOn, externalId: `case-${n}` };
    const { id: caseId, workflowId } = await fileCase(pool, changes);
    if (n % 4 === 0) await pool.query(`update enforcement_case set status = 'closed' where id = $1`, [caseId]);
    const at = `${filedOn}T01:00:00.000Z`;
    const instance = {
      parentWorkflowId: null,
      processId: 'enforcement-case',
      version: 1,
      step: 1,
      state: 'active',
    } as const;
    await upsertInstance(pool, { workflowId, caseId, ...instance, at });
    const element = { workflowId, key: 1, caseId, elementId: 'review', name: '审查' };
    await openTasks(pool, [
      {
        ...{ ...element, assignee: null, candidateGroups: ['judge'], candidateUsers: [], followUp: null },
        due: n % 3 === 1 ? null : `2026-04-${String(1 + ((n * 5) % 7)).padStart(2, '0')}T16:00:00.000Z`,
        ...{ priority: 50, formId: null, properties: {}, variables: {}, openedAt: at },
      },
    ]);
    await raiseIncidents(pool, [
      { ...element, type: 'job', message: 'failed', messageZh: '失败', raisedStep: 1, raisedAt: at },
    ]);
  }
});
afterAll(() => database.drop());

async function pages<T>(read: (after: { after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page = await read(after === undefined ? {} : { after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

const whole = { courts, limit: 100 };
const ofChosen = ({ courtCode }: { readonly courtCode: string }) => chosen.includes(courtCode);
const byDay = (one: Case, other: Case) =>
  one.filedOn === other.filedOn ? (one.id < other.id ? 1 : -1) : one.filedOn < other.filedOn ? 1 : -1;

test.each([1, 3, 7, 100])('cases, the newest first, in pages of %d', async (limit) => {
  const all = (await listCases(database.pool, whole)).items;

  expect(all).toHaveLength(40);
  expect(all).toEqual([...all].sort(byDay));
  expect(await pages((after) => listCases(database.pool, { courts: chosen, limit, ...after }))).toEqual(
    all.filter(ofChosen),
  );
  expect(
    await pages((after) => listCases(database.pool, { courts: chosen, limit, status: 'closed', ...after })),
  ).toEqual(all.filter((one) => ofChosen(one) && one.status === 'closed'));
});

test.each([1, 3, 7, 100])('tasks, the most urgent first, in pages of %d', async (limit) => {
  const all = (await listTasks(database.pool, whole)).items;
  const dues = all.map(({ due, openedAt, workflowId }) => `${due ?? 'without'} ${openedAt} ${workflowId}`);

  expect(all).toHaveLength(40);
  expect(dues).toEqual([...dues].sort());
  expect(await pages((after) => listTasks(database.pool, { courts: chosen, limit, ...after }))).toEqual(
    all.filter(ofChosen),
  );
});

test.each([1, 3, 7, 100])('incidents, the oldest first, in pages of %d', async (limit) => {
  const all = (await openIncidents(database.pool, whole)).items;
  const raised = all.map(({ raisedAt, workflowId }) => `${raisedAt} ${workflowId}`);

  expect(all).toHaveLength(40);
  expect(raised).toEqual([...raised].sort());
  expect(await pages((after) => openIncidents(database.pool, { courts: chosen, limit, ...after }))).toEqual(
    all.filter(ofChosen),
  );
});
