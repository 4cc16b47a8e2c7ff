// The database itself refuses any change of the archive, and refuses the application any change of permanent records.
import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { commitStep } from '../../activities/steps/commit.ts';
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

test.each(['update archive_record set name = name', 'delete from archive_record', 'truncate archive_record'])(
  'the archive refuses even its owner: %s',
  async (statement) => {
    await commitStep(pool, { jobs: {} }, instanceOf(await fileCase(pool)).next([record('review', 'activated')]));

    await expect(owner.query(statement)).rejects.toThrow('archive_record is append-only');
  },
);

test.each(
  ['archive_record', 'committed_step', 'document', 'service_of_document', 'journal_entry', 'posting'].flatMap(
    (table) => [
      `delete from ${table}`,
      `truncate ${table}`,
      `update ${table} set case_id = null`.replace(
        'case_id',
        table === 'committed_step' ? 'answer' : table === 'service_of_document' ? 'method' : 'case_id',
      ),
    ],
  ),
)('the application may not: %s', async (statement) => {
  await expect(pool.query(statement)).rejects.toThrow('permission denied');
});

test('the application may not move money by writing a balance', async () => {
  await expect(pool.query('update account set balance_fen = 1')).rejects.toThrow('permission denied');
  await expect(
    pool.query(
      `insert into account (id, case_id, kind, balance_fen) values (gen_random_uuid(), gen_random_uuid(), 'bank', 1)`,
    ),
  ).rejects.toThrow('permission denied');
});
