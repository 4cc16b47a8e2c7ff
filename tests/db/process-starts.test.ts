// The rules of docs/using/messages.md for processes that are started by a message or a signal.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitStep } from '../../activities/steps/commit.ts';
import type { Case } from '../../db/cases.ts';
import { type NewMessage, publishMessage } from '../../db/messages.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { pendingStarts } from '../../db/process-starts.ts';
import type { Command } from '../../engine/command.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { deployFiles } from '../../registry/deploy.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { processStartedBy } from '../support/started-process.ts';
import { from, instanceOf, record } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
const owner = createPool(database.ownerUrl);
const deploy = (processId: string, name: string, type?: 'message' | 'signal') =>
  deployFiles(owner, [{ name: `${processId}.bpmn`, content: processStartedBy(processId, name, type) }], 'test');

beforeAll(async () => {
  await deploy('hearing', 'objection');
  await deploy('hearing', 'objection-filed');
  await deploy('review', 'objection-filed');
  await deploy('notice', 'holiday', 'signal');
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const at = '2026-03-02T01:00:00.000Z';
const message = ({ id: caseId }: Case, changes: Partial<NewMessage> = {}): NewMessage => ({
  id: randomUUID(),
  caseId,
  messageName: 'objection-filed',
  correlationKey: randomUUID(),
  variables: { reason: '超标的查封' },
  publishedAt: at,
  expiresAt: null,
  ...changes,
});
const fromOutside = (one: NewMessage) => transaction(pool, (tx) => publishMessage(tx, one));
const store = (batch: StepBatch) => commitStep(pool, { jobs: {} }, batch);
const subscribe = (key: number, correlationKey: string): Command => ({
  type: 'subscribe',
  ...from(key, 'answer'),
  messageName: 'objection-filed',
  correlationKey,
});
const publish = (key: number, correlationKey: string, timeToLive = 'P30D'): Command => ({
  type: 'publish',
  ...from(key, 'tell'),
  messageName: 'objection-filed',
  correlationKey,
  timeToLive,
  variables: {},
});
const completed: Command = { type: 'complete', variables: {} };
const ids = (starts: readonly { readonly workflowId: string }[]) => starts.map(({ workflowId }) => workflowId);
/** Steps of the n-th instance of the process that was started in the case. */
const stepsOfStarted = (file: Case, processId: string, turn = 1) => {
  const { next } = instanceOf(file, processId);
  const workflowId = `${processId}/${file.number}/${turn}`;
  return {
    workflowId,
    next: (commands: readonly Command[], changes: Partial<StepBatch> = {}) =>
      next(commands, { workflowId, ...changes }),
  };
};

test('a message without a subscription starts each process that names it, in the same case, in its newest version', async () => {
  const file = await fileCase(pool);

  const { outcome, starts } = await fromOutside(message(file));

  expect(outcome).toBe('started');
  expect(ids(starts)).toEqual([`hearing/${file.number}/1`, `review/${file.number}/1`]);
  expect(starts[0]!.input).toMatchObject({
    model: { processId: 'hearing', version: 2 },
    caseId: file.id,
    caseNumber: file.number,
    startElementId: 'begun',
    variables: { reason: '超标的查封', caseFile: { id: file.id, number: file.number, debtors: [{ name: '李四' }] } },
    search: { CaseNumber: file.number, Court: file.courtCode },
  });
  expect((await fromOutside(message(file, { messageName: 'objection' }))).outcome).toBe('buffered');
});

test('a message that an instance throws starts the process in the step that throws it', async () => {
  const file = await fileCase(pool);
  const thrower = instanceOf(file);

  const first = await store(thrower.next([publish(7, 'k'), completed], { actor: { id: 'judge', role: 'judge' } }));

  expect(ids(first.starts)).toEqual([`hearing/${file.number}/1`, `review/${file.number}/1`]);
  expect(first.starts[0]!.input.actor).toEqual({ id: 'judge', role: 'judge' });
});

test('the same step committed again, or the same id published again, starts nothing more', async () => {
  const file = await fileCase(pool);
  const batch = instanceOf(file).next([publish(7, 'k')]);
  const once = message(file);

  const [first, again] = [await store(batch), await store(batch)];
  await fromOutside(once);
  const repeated = await fromOutside(once);

  expect(ids(again.starts)).toEqual(ids(first.starts));
  expect(repeated).toEqual({ outcome: 'repeated', starts: [] });
  const { rows } = await pool.query('select workflow_id from process_start where case_id = $1', [file.id]);
  expect(rows).toHaveLength(4);
});

test('a waiting instance receives the message, and no process starts', async () => {
  const file = await fileCase(pool);
  const waiting = instanceOf(file);
  await store(waiting.next([subscribe(3, file.number)]));

  const published = await fromOutside(message(file, { correlationKey: file.number }));

  expect(published).toMatchObject({ outcome: 'delivered', delivery: { key: 3 }, starts: [] });
});

test('a message starts the process when the subscription it was sent to closes first', async () => {
  const file = await fileCase(pool);
  const waiting = instanceOf(file);
  await store(waiting.next([subscribe(3, file.number)]));
  await fromOutside(message(file, { correlationKey: file.number }));

  const { starts } = await store(waiting.next([{ type: 'unsubscribe', ...from(3, 'answer'), reason: 'terminated' }]));

  expect(ids(starts)).toContain(`hearing/${file.number}/1`);
});

test('a key starts one instance at a time; the next one starts when that has ended, with the oldest message first', async () => {
  const file = await fileCase(pool);
  const key = { correlationKey: file.number };
  await fromOutside(message(file, key));
  const second = await fromOutside(message(file, { ...key, variables: { nth: 2 } }));
  const third = await fromOutside(message(file, { ...key, variables: { nth: 3 } }));
  const [hearing, review] = [stepsOfStarted(file, 'hearing'), stepsOfStarted(file, 'review')];
  await store(review.next([record('begun', 'completed')]));

  const { starts } = await store(hearing.next([completed]));

  expect([second.outcome, third.outcome]).toEqual(['buffered', 'buffered']);
  expect(starts).toMatchObject([{ workflowId: `hearing/${file.number}/2`, input: { variables: { nth: 2 } } }]);
  expect(ids((await store(review.next([completed]))).starts)).toEqual([`review/${file.number}/2`]);
});

test('another key, another case or no key starts another instance beside it', async () => {
  const [file, other] = [await fileCase(pool), await fileCase(pool)];
  const outcomes = [];
  for (const one of [
    message(file, { correlationKey: 'a' }),
    message(file, { correlationKey: 'b' }),
    message(other, { correlationKey: 'a' }),
    message(file, { correlationKey: '' }),
    message(file, { correlationKey: '' }),
  ])
    outcomes.push((await fromOutside(one)).outcome);

  expect(outcomes).toEqual(Array(5).fill('started'));
  const { rows } = await pool.query(
    `select workflow_id from process_start where case_id = $1 and process_id = 'hearing' order by 1`,
    [file.id],
  );
  expect(rows.map(({ workflow_id }) => workflow_id)).toEqual([1, 2, 3, 4].map((n) => `hearing/${file.number}/${n}`));
});

test('a kept message starts no process after its time to live', async () => {
  const file = await fileCase(pool);
  const key = { correlationKey: file.number };
  await fromOutside(message(file, key));
  await fromOutside(message(file, { ...key, expiresAt: '2026-03-03T01:00:00.000Z' }));

  const { starts } = await store(stepsOfStarted(file, 'hearing').next([completed], { at: '2026-03-03T01:00:00.000Z' }));

  expect(starts).toEqual([]);
});

test('race on start: when twenty messages with one key are published at once, one starts the process and the others are kept', async () => {
  const file = await fileCase(pool);
  const steps = Array.from({ length: 10 }, (_, index) => instanceOf(file, `thrower-${index}`));

  const published = await Promise.all([
    ...steps.map((thrower) => store(thrower.next([publish(7, file.number)]))),
    ...steps.map(() => fromOutside(message(file, { correlationKey: file.number }))),
  ]);

  expect(published.flatMap(({ starts }) => ids(starts)).sort()).toEqual([
    `hearing/${file.number}/1`,
    `review/${file.number}/1`,
  ]);
  const { rows } = await pool.query('select from message where case_id = $1 and workflow_id is null', [file.id]);
  expect(rows).toHaveLength(19);
});

test('race on start: when an instance ends while the next message arrives, the next instance starts once, in either order', async () => {
  const rounds = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const file = await fileCase(pool);
      const key = { correlationKey: file.number };
      await fromOutside(message(file, key));
      await store(stepsOfStarted(file, 'review').next([completed]));
      return { file, key };
    }),
  );

  const next = await Promise.all(
    rounds.map(async ({ file, key }) => {
      const [ended, published] = await Promise.all([
        store(stepsOfStarted(file, 'hearing').next([completed])),
        fromOutside(message(file, key)),
      ]);
      return [...ids(ended.starts), ...ids(published.starts)].filter((id) => id.startsWith('hearing'));
    }),
  );

  // If the message came first, `review` was free and received it; if the end came first, both processes started.
  for (const [index, started] of next.entries())
    expect([[], [`hearing/${rounds[index]!.file.number}/2`]]).toContainEqual(started);
});

test('a suspended case starts no process; the messages that arrived start theirs on resumption', async () => {
  const file = await fileCase(pool);
  const [first, second] = [instanceOf(file), instanceOf(file, 'second')];
  for (const one of [first, second]) {
    await store(one.next([record('enforcement-case', 'activated')]));
    await store(one.next([record('enforcement-case', 'suspended')], { cause: 'suspended' }));
  }

  const published = await fromOutside(message(file));
  const resumed = await store(first.next([record('enforcement-case', 'resumed')], { cause: 'resumed' }));
  const last = await store(second.next([record('enforcement-case', 'resumed')], { cause: 'resumed' }));

  expect([published.outcome, resumed.starts]).toEqual(['buffered', []]);
  expect(ids(last.starts)).toEqual([`hearing/${file.number}/1`, `review/${file.number}/1`]);
});

test('a canceled case starts no process, neither by kept messages nor by later ones', async () => {
  const file = await fileCase(pool);
  const own = instanceOf(file);
  const key = { correlationKey: file.number };
  await store(own.next([record('enforcement-case', 'activated')]));
  await fromOutside(message(file, key));
  await fromOutside(message(file, key));
  const cancelled: Command = { type: 'fail', message: '撤销' };
  const signal: Command = { type: 'broadcast', ...from(9, 'tell'), signalName: 'holiday', variables: {} };

  const ended = [
    await store(own.next([cancelled], { cause: 'cancelled' })),
    await store(stepsOfStarted(file, 'hearing').next([cancelled], { cause: 'cancelled' })),
    await store(stepsOfStarted(file, 'review').next([signal, completed])),
  ];

  expect(ended.flatMap(({ starts }) => starts)).toEqual([]);
  expect((await fromOutside(message(file))).outcome).toBe('buffered');
});

test("each throw of a signal starts each process that names it once, in the thrower's case", async () => {
  const file = await fileCase(pool);
  const broadcast: Command = { type: 'broadcast', ...from(9, 'tell'), signalName: 'holiday', variables: { days: 7 } };
  const thrower = instanceOf(file);

  const first = await store(thrower.next([broadcast, { ...broadcast, signalName: 'unheard' }]));
  const second = await store(thrower.next([broadcast, completed]));

  expect(first.starts).toMatchObject([
    { workflowId: `notice/${file.number}/1`, input: { startElementId: 'begun', variables: { days: 7 } } },
  ]);
  expect(ids(second.starts)).toEqual([`notice/${file.number}/2`]);
});

test('a process start is pending until its first step is committed', async () => {
  const file = await fileCase(pool);
  const { starts } = await fromOutside(message(file));
  const waiting = async () =>
    (await pendingStarts(pool, { olderThanSeconds: 0, limit: 1000 })).filter(({ input }) => input.caseId === file.id);

  expect(await waiting()).toEqual(starts);
  for (const processId of ['hearing', 'review'])
    await store(
      stepsOfStarted(file, processId).next([], {
        event: { type: 'started', at, variables: {}, startElementId: 'begun' },
      }),
    );

  expect(await waiting()).toEqual([]);
});
