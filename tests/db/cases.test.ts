import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { listCases, markStarted, readCaseByNumber, unstartedCases } from '../../db/cases.ts';
import { caseParties } from '../../db/parties.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

await pool.query(`insert into court (code, name) values ('冀0104', '石家庄市桥西区人民法院')`);

test('cases are numbered by court, year and case type, without a gap when many are filed at once', async () => {
  const filed = await Promise.all(Array.from({ length: 10 }, () => fileCase(pool, { filedOn: '2025-12-31' })));
  const others = [
    await fileCase(pool, { filedOn: '2025-12-31', caseType: '执恢' }),
    await fileCase(pool, { filedOn: '2024-01-01' }),
    await fileCase(pool, { filedOn: '2025-12-31', courtCode: '冀0104' }),
  ];

  const numbers = filed.map(({ number }) => Number(/执(\d+)号$/.exec(number)?.[1]));
  expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(others.map(({ number }) => number)).toEqual(['(2025)冀0102执恢1号', '(2024)冀0102执1号', '(2025)冀0104执1号']);
  expect(others[1]).toMatchObject({
    workflowId: 'enforcement-case/(2024)冀0102执1号',
    claimFen: 186_000_000n,
    status: 'filed',
  });
});

test('an external id files a case once, even when two requests come at the same moment; another court may use the same id', async () => {
  const externalId = randomUUID();

  const [first, second, elsewhere] = await Promise.all([
    fileCase(pool, { externalId }),
    fileCase(pool, { externalId }),
    fileCase(pool, { externalId, courtCode: '冀0104' }),
  ]);

  expect(second.number).toBe(first.number);
  expect(elsewhere.number).not.toBe(first.number);
  expect(await caseParties(pool, first.id)).toMatchObject([
    { role: 'applicant', name: '甲公司', idNumber: null, position: 1 },
    { role: 'debtor', name: '李四', idNumber: '130102198001010011', position: 2 },
  ]);
});

test('an unknown court files nothing', async () => {
  await expect(fileCase(pool, { courtCode: '冀9999' })).rejects.toThrow('court');
});

test('the sweeper finds a case whose start was not confirmed', async () => {
  const [started, unstarted] = [await fileCase(pool), await fileCase(pool)];
  await markStarted(pool, started.id);

  const ids = (await unstartedCases(pool, { olderThanSeconds: 0 })).map(({ id }) => id);

  expect(ids).toContain(unstarted.id);
  expect(ids).not.toContain(started.id);
});

test('the list of cases is filtered and comes page by page, the newest first', async () => {
  const party = { id: randomUUID(), role: 'debtor', kind: 'person', name: '欧阳明月' } as const;
  const filed = [];
  for (const day of ['01', '03', '02', '03'])
    filed.push(await fileCase(pool, { filedOn: `2026-05-${day}`, parties: [{ ...party, id: randomUUID() }] }));
  const filter = { party: '欧阳', courts: ['冀0102'] };

  const first = await listCases(pool, { ...filter, limit: 3 });
  const second = await listCases(pool, { ...filter, limit: 3, after: first.next! });

  const all = [...first.items, ...second.items];
  expect(all.map(({ filedOn }) => filedOn)).toEqual(['2026-05-03', '2026-05-03', '2026-05-02', '2026-05-01']);
  expect(new Set(all.map(({ id }) => id)).size).toBe(4);
  expect(second.next).toBeUndefined();
  expect((await listCases(pool, { party: '欧阳', courts: [] })).items).toEqual([]);
  expect((await readCaseByNumber(pool, filed[0]!.number))!.id).toBe(filed[0]!.id);
});
