import { afterAll, expect, test } from '@jest/globals';
import { createLocalActivities } from '../../activities/steps/local-activities.ts';
import { caseDeadlines } from '../../db/deadlines.ts';
import type { Command } from '../../engine/command.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { from, instanceOf, record, task, timer } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());
const { commitStep } = createLocalActivities(pool, { jobs: {} });

test('a task done in time meets its deadline, one done late misses it', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  const dueDate = '2026-03-09T16:00:00.000Z';
  await commitStep(instance.next([task(3, { dueDate }), task(4, { dueDate }), task(5, { dueDate }), task(6)]));
  const close = (key: number, reason: 'completed' | 'terminated'): Command => ({
    type: 'closeTask',
    ...from(key, 'review', { deadline: '审查期限' }),
    reason,
  });
  await commitStep(instance.next([close(3, 'completed')], { at: dueDate }));
  await commitStep(instance.next([close(4, 'completed'), close(5, 'terminated')], { at: '2026-03-10T01:00:00.000Z' }));

  const deadlines = await caseDeadlines(pool, file.id, '2026-03-10T01:00:00.000Z');

  expect(deadlines.map(({ key, state }) => [key, state])).toEqual([
    [3, 'met'],
    [4, 'missed'],
    [5, 'cancelled'],
  ]);
  expect(deadlines[0]).toMatchObject({ label: '审查期限', legalBasis: ['EWR#16'], due: dueDate, provisional: false });
});

test('a deadline reads as missed after its due date, even when no step followed; a deadline that is met by waiting stays open', async () => {
  const file = await fileCase(pool);
  const due = '2026-03-09T16:00:00.000Z';
  await commitStep(instanceOf(file).next([task(3, { dueDate: due }), timer(4, due, { deadlineMet: 'true' })]));
  const statesAt = async (at: string) => (await caseDeadlines(pool, file.id, at)).map(({ state }) => state);

  expect(await statesAt(due)).toEqual(['open', 'open']);
  expect(await statesAt('2026-03-09T16:00:00.001Z')).toEqual(['missed', 'open']);
});

test('a timer that fires is a missed deadline and a canceled timer is a met one, unless the model says otherwise', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  const due = '2026-09-02T16:00:00.000Z';
  const fired = (key: number): Command => record('term', 'triggered', { key, properties: { deadline: '执行期限' } });
  const cancelled = (key: number, properties = {}): Command => ({
    type: 'cancelTimer',
    ...from(key, 'term', { deadline: '执行期限', ...properties }),
  });
  await commitStep(
    instance.next([timer(3, due), timer(4, due, { deadlineMet: 'true' }), timer(5, due), timer(6, due)]),
  );
  await commitStep(
    instance.next([fired(3), fired(4), cancelled(5), cancelled(6, { deadlineCancelled: 'true' })], { at: due }),
  );

  const deadlines = await caseDeadlines(pool, file.id, due);

  expect(deadlines.map(({ key, state }) => [key, state])).toEqual([
    [3, 'missed'],
    [4, 'met'],
    [5, 'met'],
    [6, 'cancelled'],
  ]);
});

test('a period that ends later by a newer calendar moves its deadline', async () => {
  const file = await fileCase(pool);
  const instance = instanceOf(file);
  await commitStep(instance.next([timer(3, '2027-01-03T16:00:00.000Z')]));
  await commitStep(instance.next([timer(3, '2027-01-04T16:00:00.000Z')], { cause: 'timerFired' }));

  const due = '2027-01-04T16:00:00.000Z';
  expect(await caseDeadlines(pool, file.id, due)).toMatchObject([{ due, state: 'open' }]);
});
