// Lists of many rows come in pages: `next` of a page is `after` of the following one. Short lists come whole.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitStep } from '../../activities/steps/commit.ts';
import { readCase } from '../../db/cases.ts';
import { raiseIncidents } from '../../db/incidents.ts';
import { openTasks } from '../../db/user-tasks.ts';
import { application, fakeTemporal, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { Description } from '../support/described-answers.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { instanceOf, record } from '../support/step-batch.ts';

const openedAt = '2026-03-02T01:00:00.000Z';
let database: TestDatabase;
let api: TestApi;
let caseId: string;

beforeAll(async () => {
  database = await deployedDatabase();
  api = await testApi({
    pool: database.pool,
    temporal: fakeTemporal(),
    now: () => new Date('2026-03-02T02:00:00.000Z'),
  });
  for (const externalId of ['first', 'second', 'third']) {
    const { body } = await api.call('judge', 'POST', '/cases', application({ externalId }));
    caseId = body.id;
  }
  const file = (await readCase(database.pool, caseId))!;
  const instance = instanceOf(file);
  const records = ['one', 'two', 'three', 'four', 'five'].map((id) => record(id, 'activated'));
  await commitStep(database.pool, { jobs: {} }, instance.next(records));
  const { workflowId } = instance;
  // At the same instant, so that only the further columns of the order tell them apart.
  await raiseIncidents(
    database.pool,
    [1, 2, 3].map((key) => ({
      ...{ workflowId, key, caseId, elementId: 'review', name: '审查', type: 'job', message: 'failed' },
      ...{ messageZh: '系统任务失败', raisedStep: 1, raisedAt: openedAt },
    })),
  );
  await openTasks(
    database.pool,
    [1, 2, 3].map((key) => ({
      ...{ workflowId, key, caseId, elementId: 'review', name: '审查', assignee: null, candidateGroups: ['judge'] },
      ...{ candidateUsers: [], due: key === 3 ? null : '2026-03-09T16:00:00.000Z', followUp: null, priority: 50 },
      ...{ formId: null, properties: {}, variables: {}, openedAt },
    })),
  );
});
afterAll(() => database.drop());

const lists = [
  ['/cases', 3],
  ['/user-tasks', 3],
  ['/incidents', 3],
  ['/cases/:id/timeline', 5],
  ['/cases/:id/archive', 5],
] as const;
const get = async (list: string, query: string) => api.call('judge', 'GET', `${list.replace(':id', caseId)}?${query}`);

test.each(lists)('%s: page by page it gives the same items in the same order as at once', async (list, length) => {
  const items: unknown[] = [];
  let after: string | undefined;
  do {
    const { status, body } = await get(list, `pageSize=2${after === undefined ? '' : `&after=${after}`}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(2);
    items.push(...body.items);
    after = body.next;
  } while (after !== undefined);

  const whole = (await get(list, 'pageSize=200')).body;
  expect(items).toHaveLength(length);
  expect(items).toEqual(whole.items);
  expect(whole).not.toHaveProperty('next');
});

test.each(lists.map(([list]) => list))('%s: an `after` that no page gave is refused', async (list) => {
  for (const place of ['nonsense', '[]', '[null]', '["x"]', '[1.5]', '["x","y"]', '[{}]', '[1e300]']) {
    const { status, body } = await get(list, `after=${Buffer.from(place).toString('base64url')}`);
    expect({ place, status, code: body.code }).toEqual({ place, status: 422, code: 'INVALID' });
  }
});

test('the records from a number on are read with `from`, page by page too', async () => {
  const { body } = await get('/cases/:id/timeline', 'from=3&pageSize=2');
  const rest = await get('/cases/:id/timeline', `from=3&pageSize=2&after=${body.next}`);

  expect(body.items.map(({ seq }: { seq: number }) => seq)).toEqual([3, 4]);
  expect(rest.body.items.map(({ seq }: { seq: number }) => seq)).toEqual([5]);
});

test('every list has pages, except those that are short by their nature', async () => {
  const { paths } = (await api.app.inject('/docs/json')).json() as Description;
  const answers = Object.entries(paths).flatMap(([path, { get: operation }]) =>
    operation ? [{ path, operation, schema: operation.responses[200]?.content['application/json']?.schema }] : [],
  );

  const ofItems = answers.filter(({ schema }) => schema?.properties?.['items']);
  const paged = ofItems.filter(({ operation, schema }) => {
    const names = operation.parameters?.map(({ name }) => name) ?? [];
    return names.includes('after') && names.includes('pageSize') && schema?.properties?.['next'] !== undefined;
  });
  const whole = ofItems.filter((one) => !paged.includes(one));

  expect(paged.map(({ path }) => path).sort()).toEqual(lists.map(([path]) => path.replace(':id', '{id}')).sort());
  expect(whole.map(({ path }) => path)).toEqual([
    '/cases/{id}/assets',
    '/cases/{id}/documents',
    '/cases/{id}/deadlines',
    '/models',
    '/law',
    '/courts',
    '/problems',
  ]);
});
