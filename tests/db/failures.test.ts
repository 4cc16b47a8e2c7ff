// Failures of PostgreSQL in words: what happened, in both languages, with the driver's own text as a technical detail.
import { afterAll, expect, test } from '@jest/globals';
import { databaseFailure, isTransient } from '../../db/failures.ts';
import { createPool } from '../../db/pool.ts';
import { hasEnglishSentence } from '../support/languages.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (failure: unknown) => failure,
  );

/** Raises SQLSTATE `code` in the database. */
const raised = (code: string): Promise<unknown> =>
  failureOf(pool.query(`do $$ begin raise exception 'two words' using errcode = '${code}'; end $$`));

test.each([
  ['08006', '与数据库的连接中断', true],
  ['40001', '同一数据正由另一操作修改，本次未能写入', true],
  ['40P01', '同一数据正由另一操作修改，本次未能写入', true],
  ['53300', '数据库正在停止，或者资源不足', true],
  ['57P01', '数据库正在停止，或者资源不足', true],
  ['23505', '数据库中已有相同的记录', false],
  ['23503', '所引用的记录在数据库中不存在，或者仍被引用', false],
  ['23514', '数据不符合数据库的约束条件', false],
  ['22003', '某个值的格式或者范围不为数据库接受', false],
  ['42P01', '数据库未能执行该操作', false],
])('SQLSTATE %s reads: %s', async (code, zh, mayPass) => {
  const failure = await raised(code);

  expect(databaseFailure(failure)?.zh).toBe(`${zh}（技术信息：two words）。`);
  expect(databaseFailure(failure)?.en).toMatch(/^[A-Z][^\p{Script=Han}]* \(two words\)\.$/u);
  expect(isTransient(failure)).toBe(mayPass);
});

test('a database that is not there is a lost connection', async () => {
  const nowhere = createPool('postgres://nobody@127.0.0.1:1/none');

  const failure = await failureOf(nowhere.query('select 1'));

  await nowhere.end();
  expect(databaseFailure(failure)?.zh).toMatch(/^与数据库的连接中断（技术信息：.+）。$/);
  expect(isTransient(failure)).toBe(true);
});

test('a connection that the server ends is a lost connection', async () => {
  const client = await pool.connect();
  client.on('error', () => {});
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');

  const waiting = failureOf(client.query('select pg_sleep(60)'));
  await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);

  const failure = await waiting;
  const later = await failureOf(client.query('select 1'));
  client.release(true);
  expect(isTransient(failure)).toBe(true);
  expect(databaseFailure(later)?.zh).toMatch(/^与数据库的连接中断/);
  expect(hasEnglishSentence(databaseFailure(failure)!.zh)).toBe(false);
});

test('an error of the program is no failure of the database', () => {
  expect(databaseFailure(new TypeError('x is not a function'))).toBeUndefined();
});
