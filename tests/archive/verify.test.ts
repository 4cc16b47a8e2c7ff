import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { commitStep } from '../../activities/steps/commit.ts';
import { verifyChain } from '../../archive/verify.ts';
import { readTimeline } from '../../db/archive.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { instanceOf, record } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
const owner = new pg.Pool({ connectionString: database.ownerUrl });
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function caseWithThreeRecords() {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  await commitStep(pool, { jobs: {} }, instance.next([record('review', 'activated'), record('review', 'completed')]));
  const data = { 金额: 0.1 + 0.2, nested: { b: [1, null], a: 'é\u2028' } };
  await commitStep(
    pool,
    { jobs: {} },
    instance.next([record('accept', 'activated', { data, properties: { legalBasis: 'EWR#16, CPL#251' } })]),
  );
  return file;
}

test('the records of a case form a chain that verifies', async () => {
  const file = await caseWithThreeRecords();

  const timeline = await readTimeline(pool, file.id);

  expect(timeline.map(({ seq, elementId, intent }) => [seq, elementId, intent])).toEqual([
    [1, 'review', 'activated'],
    [2, 'review', 'completed'],
    [3, 'accept', 'activated'],
  ]);
  expect(timeline[2]).toMatchObject({
    legalDate: '2026-03-02',
    legalBasis: ['EWR#16', 'CPL#251'],
    prevHash: timeline[1]!.hash,
  });
  expect(await verifyChain(pool, file.id)).toEqual({ ok: true, length: 3, hash: timeline[2]!.hash });
});

test('a step of very many records is one unbroken piece of the chain', async () => {
  const file = await fileCase(pool);
  const turns = Array.from({ length: 2_500 }, () => record('x', 'activated'));

  await commitStep(pool, { jobs: {} }, instanceOf(file).next(turns));

  expect(await verifyChain(pool, file.id)).toMatchObject({ ok: true, length: 2_500 });
});

test('instances of one case that commit at the same time share one unbroken chain', async () => {
  const file = await fileCase(pool);
  const instances = ['enforcement-case', 'a', 'b', 'c', 'd'].map((processId) => instanceOf(file, processId));

  await Promise.all(
    instances.map((instance) =>
      commitStep(pool, { jobs: {} }, instance.next([record('x', 'activated'), record('x', 'completed')])),
    ),
  );

  expect(await verifyChain(pool, file.id)).toMatchObject({ ok: true, length: 10 });
});

test.each([
  ['a change', `update archive_record set name = 'other' where seq = 2`, 2],
  ['a changed date', `update archive_record set recorded_at = recorded_at - interval '1 day' where seq = 3`, 3],
  ['a removed record', 'delete from archive_record where seq = 2', 2],
  ['a cut-off end', 'delete from archive_record where seq = 3', 3],
])('%s made past the triggers is found', async (_what, tampering, seq) => {
  const file = await caseWithThreeRecords();
  const client = await owner.connect();
  await client.query('set session_replication_role = replica');
  await client.query(`${tampering} and case_id = '${file.id}'`);
  client.release(true);

  expect(await verifyChain(pool, file.id)).toMatchObject({ ok: false, seq });
});
