import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { commitStep } from '../../activities/steps/commit.ts';
import { type NewMessage, publishMessage, undeliveredMessages } from '../../db/messages.ts';
import { transaction } from '../../db/pool.ts';
import type { Command } from '../../engine/command.ts';
import { fileCase } from '../support/filed-case.ts';
import { testDatabase } from '../support/postgres.ts';
import { from, instanceOf } from '../support/step-batch.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const someCase = await fileCase(pool);
const at = '2026-03-02T01:00:00.000Z';
const subscribe = (key: number, correlationKey: string, messageName = 'agency-answer'): Command => ({
  type: 'subscribe',
  ...from(key, 'answer'),
  messageName,
  correlationKey,
});
const unsubscribe = (key: number, reason: 'correlated' | 'terminated'): Command => ({
  type: 'unsubscribe',
  ...from(key, 'answer'),
  reason,
});
const publish = (key: number, correlationKey: string, variables = {}, timeToLive = 'P30D'): Command => ({
  type: 'publish',
  ...from(key, 'tell'),
  messageName: 'agency-answer',
  correlationKey,
  timeToLive,
  variables,
});
const message = (correlationKey: string, changes: Partial<NewMessage> = {}): NewMessage => ({
  id: randomUUID(),
  caseId: someCase.id,
  messageName: 'agency-answer',
  correlationKey,
  variables: { answer: 1 },
  publishedAt: at,
  expiresAt: null,
  ...changes,
});
const fromOutside = (one: NewMessage) => transaction(pool, (tx) => publishMessage(tx, one));

async function twoInstances() {
  const file = await fileCase(pool);
  return { first: instanceOf(file), second: instanceOf(file, 'second'), key: randomUUID() };
}

test('a message goes to the instance that waits for its name and key', async () => {
  const { first, second, key } = await twoInstances();
  await commitStep(
    pool,
    { jobs: {} },
    first.next([subscribe(3, key), subscribe(4, 'another'), subscribe(5, key, 'another')]),
  );

  const { deliveries, messages } = await commitStep(
    pool,
    { jobs: {} },
    second.next([publish(7, key, { answer: 'yes' })]),
  );

  expect(messages).toEqual([]);
  expect(deliveries).toMatchObject([
    {
      workflowId: first.workflowId,
      key: 3,
      messageId: `${second.workflowId}/7`,
      messageName: 'agency-answer',
      variables: { answer: 'yes' },
    },
  ]);
});

test('a message without a subscription is kept for its time to live', async () => {
  const { first, second, key } = await twoInstances();
  await commitStep(pool, { jobs: {} }, second.next([publish(7, key, {}, 'P1D'), publish(8, 'late', {}, 'P1D')]));

  const inTime = await commitStep(
    pool,
    { jobs: {} },
    first.next([subscribe(3, key)], { at: '2026-03-03T00:59:59.000Z' }),
  );
  const tooLate = await commitStep(
    pool,
    { jobs: {} },
    first.next([subscribe(4, 'late')], { at: '2026-03-03T01:00:00.000Z' }),
  );

  expect(inTime.messages).toMatchObject([{ key: 3, messageId: `${second.workflowId}/7` }]);
  expect(tooLate.messages).toEqual([]);
});

test('a subscription takes one message; the next one waits until the element waits again', async () => {
  const { first, key } = await twoInstances();
  await commitStep(pool, { jobs: {} }, first.next([subscribe(3, key)]));
  const [one, two] = [message(key), message(key)];

  expect(await fromOutside(one)).toMatchObject({
    outcome: 'delivered',
    delivery: { workflowId: first.workflowId, key: 3 },
  });
  expect(await fromOutside(two)).toEqual({ outcome: 'buffered', starts: [] });
  const { messages } = await commitStep(
    pool,
    { jobs: {} },
    first.next([unsubscribe(3, 'correlated'), subscribe(9, key)]),
  );

  expect(messages).toMatchObject([{ key: 9, messageId: two.id }]);
});

test('messages are delivered in the order published', async () => {
  const { first, key } = await twoInstances();
  const published = [message(key), message(key), message(key)];
  for (const one of published) await fromOutside(one);

  const { messages } = await commitStep(pool, { jobs: {} }, first.next([subscribe(3, key), subscribe(4, key)]));

  expect(messages.map(({ key, messageId }) => [key, messageId]).sort()).toEqual([
    [3, published[0]!.id],
    [4, published[1]!.id],
  ]);
});

test('a repeated message id changes nothing', async () => {
  const { first, key } = await twoInstances();
  const one = message(key);
  await fromOutside(one);

  expect(await fromOutside(one)).toEqual({ outcome: 'repeated', starts: [] });
  const { messages } = await commitStep(pool, { jobs: {} }, first.next([subscribe(3, key), subscribe(4, key)]));

  expect(messages).toHaveLength(1);
});

test('a message on its way to a subscription that closes goes to the next that waits', async () => {
  const { first, second, key } = await twoInstances();
  await commitStep(pool, { jobs: {} }, first.next([subscribe(3, key)]));
  await commitStep(pool, { jobs: {} }, second.next([subscribe(3, key)], { at: '2026-03-02T02:00:00.000Z' }));
  const one = message(key);
  await fromOutside(one);

  const { deliveries } = await commitStep(pool, { jobs: {} }, first.next([unsubscribe(3, 'terminated')]));

  expect(deliveries).toMatchObject([{ workflowId: second.workflowId, key: 3, messageId: one.id }]);
});

test('a message is delivered again until the step that receives it is committed', async () => {
  const { first, key } = await twoInstances();
  await commitStep(pool, { jobs: {} }, first.next([subscribe(3, key)]));
  const one = message(key);
  await fromOutside(one);
  const waiting = async () =>
    (await undeliveredMessages(pool, { olderThanSeconds: 0 })).filter(({ messageId }) => messageId === one.id);

  expect(await waiting()).toMatchObject([{ workflowId: first.workflowId, key: 3 }]);
  await commitStep(pool, { jobs: {} }, first.next([unsubscribe(3, 'correlated')]));

  expect(await waiting()).toEqual([]);
});

test('no message is lost between publishing and subscribing at the same moment', async () => {
  const file = await fileCase(pool);
  const rounds = Array.from({ length: 40 }, (_, round) => ({
    instance: instanceOf(file, `waits-${round}`),
    key: randomUUID(),
  }));

  const taken = await Promise.all(
    rounds.map(async ({ instance, key }) => {
      const [published, subscribed] = await Promise.all([
        fromOutside(message(key)),
        commitStep(pool, { jobs: {} }, instance.next([subscribe(3, key)])),
      ]);
      return (published.outcome === 'delivered' ? 1 : 0) + subscribed.messages.length;
    }),
  );

  expect(taken).toEqual(rounds.map(() => 1));
});
