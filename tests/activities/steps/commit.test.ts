import { afterAll, expect, test } from '@jest/globals';
import { JobError } from '../../../activities/jobs/job.ts';
import { commitStep as storeWith } from '../../../activities/steps/commit.ts';
import { createLocalActivities } from '../../../activities/steps/local-activities.ts';
import { readTimeline } from '../../../db/archive.ts';
import { readCase } from '../../../db/cases.ts';
import { openIncidents } from '../../../db/incidents.ts';
import { caseInstances } from '../../../db/instances.ts';
import { listTasks } from '../../../db/user-tasks.ts';
import type { Command } from '../../../engine/command.ts';
import { step } from '../../../engine/index.ts';
import { model } from '../../engine/support/model.ts';
import { fileCase } from '../../support/filed-case.ts';
import { testDatabase } from '../../support/postgres.ts';
import { from, instanceOf, record, task } from '../../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const rename = async (_variables: unknown, { tx, caseId }: { tx: typeof pool | unknown; caseId: string }) => {
  await (tx as typeof pool).query('update enforcement_case set handler = $2 where id = $1', [caseId, 'changed']);
};
const { commitStep } = createLocalActivities(pool, {
  jobs: {
    'test.echo': async (variables, { effectKey, legalDate }) => ({ ...variables, effectKey, legalDate }),
    'test.foreseen': async (variables, context) => {
      await rename(variables, context);
      throw new JobError('already-closed', { zh: '已经结案。', en: 'It is closed.' }, { why: 'closed' });
    },
    'test.fault': async (variables, context) => {
      await rename(variables, context);
      await context.tx.query('select 1/0');
      return {};
    },
    'test.large': async () => ({ found: 'x'.repeat(240_000) }),
    'test.start': async (_variables, { start, caseId }) => {
      start('enforcement-case/2', { caseId } as never);
      return {};
    },
  },
});

const job = (key: number, jobType: string): Command => ({
  type: 'runJob',
  ...from(key, jobType),
  jobType,
  retries: 3,
  headers: {},
  variables: { given: 1 },
});

test('a repeated step answers as the first time and commits nothing again', async () => {
  const file = await fileCase(pool);
  const batch = instanceOf(file).next([record('review', 'activated'), job(5, 'db:test.echo')]);

  const first = await commitStep(batch);
  const second = await commitStep(batch);

  expect(second).toEqual(first);
  expect(first.jobs).toEqual([
    { key: 5, ok: true, variables: { given: 1, effectKey: `${file.workflowId}/5`, legalDate: '2026-03-02' } },
  ]);
  expect(await readTimeline(pool, file.id)).toHaveLength(1);
});

test('a step whose records cannot be written is not committed at all, so that its repetition commits all of it', async () => {
  const file = await fileCase(pool);
  const batch = instanceOf(file).next([record('review', 'activated', { data: { share: Number.NaN } })]);

  await expect(commitStep(batch)).rejects.toThrow();

  expect(await caseInstances(pool, file.id)).toEqual([]);
  await commitStep({ ...batch, commands: [record('review', 'activated', { data: { share: 1 } })] });
  expect(await readTimeline(pool, file.id)).toHaveLength(1);
});

test('a failed job writes nothing, and the records of its step stay', async () => {
  const file = await fileCase(pool);

  const { jobs, starts } = await commitStep(
    instanceOf(file).next([
      record('close', 'activated'),
      job(5, 'db:test.foreseen'),
      job(6, 'db:test.fault'),
      job(7, 'db:test.unknown'),
      job(8, 'db:test.start'),
      job(9, 'agency:bank:freeze'),
    ]),
  );

  expect(jobs).toEqual([
    {
      key: 5,
      ok: false,
      errorCode: 'already-closed',
      message: 'It is closed.',
      messageZh: '已经结案。',
      variables: { why: 'closed' },
    },
    {
      key: 6,
      ok: false,
      message: 'A value has a form or range that the database does not accept (division by zero).',
      messageZh: '某个值的格式或者范围不为数据库接受（技术信息：division by zero）。',
    },
    {
      key: 7,
      ok: false,
      message: "No handler is registered for job type 'db:test.unknown'.",
      messageZh: '没有处理“db:test.unknown”类系统任务的程序。',
    },
    { key: 8, ok: true, variables: {} },
  ]);
  expect(starts).toEqual([{ workflowId: 'enforcement-case/2', input: { caseId: file.id } }]);
  expect((await readCase(pool, file.id))!.handler).toBeNull();
  expect(await readTimeline(pool, file.id)).toHaveLength(1);
});

test('a job fails when the results of the jobs that run together exceed the limit of one step; alone it succeeds', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);

  const together = await commitStep(instance.next([5, 6, 7, 8, 9].map((key) => job(key, 'db:test.large'))));
  const alone = await commitStep(instance.next([job(9, 'db:test.large')]));

  expect(together.jobs.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
  expect(together.jobs[4]).toMatchObject({ key: 9, message: expect.stringContaining('1000000 bytes') });
  expect(alone.jobs).toMatchObject([{ key: 9, ok: true }]);
});

test('a user task is listed for those who may take it until it is completed', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  await commitStep(instance.next([task(3), task(4, { assignee: 'li', dueDate: '2026-03-09T16:00:00.000Z' })]));
  const open = async (user: { id: string; group: string }) =>
    (await listTasks(pool, { caseId: file.id, user })).items.map(({ key }) => key);

  expect(await open({ id: 'li', group: 'judge' })).toEqual([4, 3]);
  expect(await open({ id: 'wang', group: 'judge' })).toEqual([3]);
  expect(await open({ id: 'wang', group: 'clerk' })).toEqual([]);

  const actor = { id: 'li', role: 'judge' };
  await commitStep(instance.next([{ type: 'closeTask', ...from(3, 'review'), reason: 'completed' }], { actor }));
  const [completed] = (await listTasks(pool, { caseId: file.id, state: 'completed' })).items;

  expect(await open({ id: 'li', group: 'judge' })).toEqual([4]);
  expect(completed).toMatchObject({
    key: 3,
    completedBy: actor,
    caseNumber: file.number,
    processId: 'enforcement-case',
  });
});

test('task lists come page by page, the most urgent first', async () => {
  const file = await fileCase(pool);
  const due = (day: number) => ({ dueDate: `2026-03-1${day}T16:00:00.000Z` });
  await commitStep(instanceOf(file).next([task(2), task(3, due(9)), task(4, due(1)), task(5), task(6, due(1))]));

  const first = await listTasks(pool, { caseId: file.id, limit: 3 });
  const second = await listTasks(pool, { caseId: file.id, limit: 3, after: first.next! });

  expect([...first.items, ...second.items].map(({ key }) => key)).toEqual([4, 6, 3, 2, 5]);
  expect(second.next).toBeUndefined();
});

test('a case shows the stage it last entered, and its instance the state it last reached', async () => {
  const file = await fileCase(pool);
  const root = instanceOf(file);
  const child = instanceOf(file, 'property-control');
  await commitStep(
    root.next([
      record('a', 'activated', { properties: { stage: '立案' } }),
      record('b', 'activated', { properties: { stage: '查控' } }),
    ]),
  );
  await commitStep(child.next([], { parentWorkflowId: root.workflowId }));
  await commitStep(child.next([{ type: 'complete', variables: {} }]));
  await commitStep(root.next([{ type: 'fail', message: 'no' }], { cause: 'cancelled' }));

  expect(await readCase(pool, file.id)).toMatchObject({ stage: '查控', status: 'cancelled' });
  expect(await caseInstances(pool, file.id)).toMatchObject([
    { workflowId: root.workflowId, state: 'cancelled', lastStep: 2, parentWorkflowId: null },
    { workflowId: child.workflowId, state: 'completed', lastStep: 2, parentWorkflowId: root.workflowId },
  ]);
});

test('canceling a called procedure does not change the status of the case, nor does canceling the main procedure of a closed case', async () => {
  const [running, closed] = [await fileCase(pool), await fileCase(pool)];
  await pool.query(`update enforcement_case set status = 'round_terminated', closed_on = '2026-09-02' where id = $1`, [
    closed.id,
  ]);
  const cancels: Command[] = [{ type: 'fail', message: 'no' }];

  await commitStep(instanceOf(running, 'property-control').next(cancels, { cause: 'cancelled' }));
  await commitStep(instanceOf(closed).next(cancels, { cause: 'cancelled' }));

  expect((await readCase(pool, running.id))!.status).toBe('filed');
  expect((await readCase(pool, closed.id))!.status).toBe('round_terminated');
});

test('the answer names the handler of the case when the stage changes', async () => {
  const file = await fileCase(pool);
  const root = instanceOf(file);
  const enters = (stage: string) => [record('a', 'activated', { properties: { stage } })];

  const before = await commitStep(root.next(enters('立案')));
  await pool.query(`update enforcement_case set handler = 'judge-2' where id = $1`, [file.id]);
  const between = await commitStep(root.next([]));
  const after = await commitStep(root.next(enters('执行通知')));

  expect([before, between, after].map(({ handler }) => handler)).toEqual([undefined, undefined, 'judge-2']);
});

test('an incident is open until it is resolved, and may be raised again by the retry', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  const raise: Command = {
    type: 'raiseIncident',
    ...from(3, 'price'),
    incidentType: 'job',
    message: 'No price.',
    messageZh: '没有定价。',
  };
  await commitStep(instance.next([raise]));
  await commitStep(
    instance.next([
      { type: 'resolveIncident', ...from(3, 'price') },
      { ...raise, message: 'Still none.', messageZh: '仍没有定价。' },
    ]),
  );

  const { items: incidents } = await openIncidents(pool, { caseId: file.id });

  expect(incidents).toMatchObject([{ key: 3, message: 'Still none.', raisedStep: 2, caseNumber: file.number }]);
});

test('characters that PostgreSQL cannot keep do not stop a case', async () => {
  const file = await fileCase(pool);
  const data = { '\u0000a': ['x\u0000y', '\ud800', '\\u0000', '𠮷'] };

  await commitStep(instanceOf(file).next([record('note', 'variablesSet', { data })]));

  expect((await readTimeline(pool, file.id))[0]!.data).toEqual({ '\ufffda': ['x\ufffdy', '\ufffd', '\\u0000', '𠮷'] });
});

test('a migrated task is listed under its new element, and stays open', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  await commitStep(instance.next([task(5)]));

  await commitStep(
    instance.next([
      { type: 'moveTask', key: 5, elementId: 'newer', name: '新环节', properties: { legalBasis: 'EWR#16' } },
    ]),
  );

  const { rows } = await pool.query(
    'select element_id, name, state, properties from user_task where workflow_id = $1 and key = 5',
    [instance.workflowId],
  );
  expect(rows).toEqual([{ element_id: 'newer', name: '新环节', state: 'open', properties: { legalBasis: 'EWR#16' } }]);
});

test('lookahead commits the steps that a step’s own jobs cause in the same transaction, and a repetition answers with all of them', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  const row = model()
    .startEvent()
    .serviceTask('one', { type: 'db:test.echo' })
    .serviceTask('two', { type: 'db:test.fault' })
    .endEvent('end');
  const loaded = { ...(await row.build()), parameters: 'p' };
  const first = step(loaded, null, { type: 'started', variables: {}, at: '2026-03-02T01:00:00.000Z' });
  const batch = instance.next(first.commands, { parameters: 'p', lookahead: { state: first.state } });
  const jobs = {
    'test.echo': async () => ({ found: 1 }),
    'test.fault': async () => {
      throw new Error('broken');
    },
  };
  const committed: number[] = [];
  const options = {
    jobs,
    modelOf: async () => loaded,
    onCommitted: ({ step }: { step: number }) => committed.push(step),
  };

  const stored = await storeWith(pool, options, batch);
  const repeated = await storeWith(pool, options, batch);

  expect(stored).toMatchObject({
    jobs: [{ ok: true, variables: { found: 1 } }],
    lookahead: [{ jobs: [{ ok: false, message: 'The program of the job failed: broken' }] }, { jobs: [] }],
  });
  expect(repeated).toEqual(stored);
  expect(committed).toEqual([1, 2, 3]);
  expect((await readTimeline(pool, file.id)).map(({ elementId, intent }) => `${elementId} ${intent}`)).toEqual(
    expect.arrayContaining(['one completed', 'two activated', 'two incidentRaised']),
  );
  expect((await openIncidents(pool, { caseId: file.id })).items).toMatchObject([
    { elementId: 'two', message: 'The program of the job failed: broken' },
  ]);
});
