// A period ends with its last day: the API names that day, beside the instant that follows it.
import { afterAll, expect, test } from '@jest/globals';
import { openDeadlines } from '../../db/deadlines.ts';
import { upsertInstance } from '../../db/instances.ts';
import { openTasks } from '../../db/user-tasks.ts';
import { application, fakeTemporal, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';

const database = await deployedDatabase();
const now = () => new Date('2026-03-02T02:00:00.000Z');
const api = await testApi({ pool: database.pool, temporal: fakeTemporal(), now });
afterAll(() => database.drop());

test.each([
  ['midnight in China', '2026-03-09T16:00:00.000Z', '2026-03-09'],
  ['an hour of the last day', '2026-03-09T07:30:00.000Z', '2026-03-09'],
  ['midnight at the end of a year', '2026-12-31T16:00:00.000Z', '2026-12-31'],
])('a period that ends at %s is shown with its last day', async (what, due, dueOn) => {
  const { body } = await api.call('judge', 'POST', '/cases', application({ externalId: what }));
  const of = { workflowId: body.workflowId, key: 4, caseId: body.id, elementId: 'review' };
  const openedAt = '2026-03-02T01:00:00.000Z';
  const step = { parentWorkflowId: null, processId: 'enforcement-case', version: 1, step: 1, state: 'active' } as const;
  await upsertInstance(database.pool, { workflowId: of.workflowId, caseId: of.caseId, ...step, at: openedAt });
  await openDeadlines(database.pool, [
    { ...of, label: '立案审查期限', due, legalBasis: ['EWR#16'], whenFired: 'missed', openedAt },
  ]);
  await openTasks(database.pool, [
    {
      ...{ ...of, name: '审查', assignee: null, candidateGroups: ['judge'], candidateUsers: [], due, followUp: null },
      ...{ priority: 50, formId: null, properties: {}, variables: {}, openedAt },
    },
  ]);

  const deadlines = await api.call('judge', 'GET', `/cases/${body.id}/deadlines`);
  const tasks = await api.call('judge', 'GET', `/user-tasks?case=${body.id}`);
  const whole = await api.call('judge', 'GET', `/cases/${body.id}`);

  expect(deadlines.body.items).toMatchObject([{ due, dueOn }]);
  expect(tasks.body.items).toMatchObject([{ due, dueOn }]);
  expect(whole.body.tasks).toEqual(tasks.body.items);
  expect(whole.body.deadlines).toEqual(deadlines.body.items);
});
