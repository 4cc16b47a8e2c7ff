import { afterAll, expect, test } from '@jest/globals';
import { commitStep } from '../../activities/steps/commit.ts';
import type { Command } from '../../engine/command.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { from, instanceOf } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const listen = (key: number, signalName: string): Command => ({
  type: 'subscribeSignal',
  ...from(key, 'heard'),
  signalName,
});
const cease = (key: number): Command => ({ type: 'unsubscribeSignal', ...from(key, 'heard') });
const broadcast = (signalName: string): Command => ({
  type: 'broadcast',
  ...from(9, 'tell'),
  signalName,
  variables: { list: 'new' },
});

test('a signal goes once to every other instance that listens at that moment, and is not kept', async () => {
  const [first, second, third] = [await fileCase(pool), await fileCase(pool), await fileCase(pool)].map((file) =>
    instanceOf(file),
  ) as [ReturnType<typeof instanceOf>, ReturnType<typeof instanceOf>, ReturnType<typeof instanceOf>];
  await commitStep(pool, { jobs: {} }, first.next([listen(3, 'holiday'), listen(4, 'holiday'), listen(5, 'other')]));
  await commitStep(pool, { jobs: {} }, second.next([listen(3, 'holiday')]));
  await commitStep(pool, { jobs: {} }, second.next([cease(3)]));
  await commitStep(pool, { jobs: {} }, third.next([listen(3, 'holiday')]));

  const { signals } = await commitStep(pool, { jobs: {} }, third.next([broadcast('holiday')]));

  expect(signals).toEqual([{ workflowId: first.workflowId, signalName: 'holiday', variables: { list: 'new' } }]);
  expect((await commitStep(pool, { jobs: {} }, third.next([broadcast('unheard')]))).signals).toEqual([]);
});
