import { afterAll, expect, test } from '@jest/globals';
import { insertCommittedStep, upsertInstance } from '../../db/instances.ts';
import { areInstancesStarted } from '../../db/progress.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;

afterAll(() => database.drop());

test('an instance that a step of the lookahead asks to start is awaited', async () => {
  const filed = await fileCase(pool);
  const instance = { caseId: filed.id, processId: 'watch', version: 1, step: 1, state: 'active', at } as const;
  await upsertInstance(pool, { ...instance, workflowId: filed.workflowId, parentWorkflowId: null });
  const starts = [{ workflowId: `watch/${filed.number}` }];
  await insertCommittedStep(pool, filed.workflowId, 1, { starts: [], lookahead: [{ starts }] });

  const before = await areInstancesStarted(pool, filed);
  await upsertInstance(pool, { ...instance, workflowId: starts[0]!.workflowId, parentWorkflowId: null });
  const after = await areInstancesStarted(pool, filed);

  expect([before, after]).toEqual([false, true]);
});

const at = '2026-03-02T01:00:00.000Z';
