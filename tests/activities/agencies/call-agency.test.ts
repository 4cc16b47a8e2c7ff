// Calls agencies over real HTTP and stores the requests in a real database: every state, every fault, each request
// once.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ApplicationFailure } from '@temporalio/common';
import Fastify, { type FastifyInstance } from 'fastify';
import { createAgencyActivities } from '../../../activities/agencies/call-agency.ts';
import { recordAnswer } from '../../../activities/agencies/channel/callback.ts';
import { type Polling, pollAgencies } from '../../../activities/agencies/channel/polling.ts';
import { loadProviders, type Provider } from '../../../activities/agencies/providers.ts';
import type { AgencyCallback } from '../../../db/agency-callbacks.ts';
import { readRequest } from '../../../db/agency-requests.ts';
import { publishMessage } from '../../../db/messages.ts';
import { transaction } from '../../../db/pool.ts';
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { AgencyJob } from '../../../protocol/activities.ts';
import { buildSimulator } from '../../../simulator/build-simulator.ts';
import { fileCase } from '../../support/filed-case.ts';
import { hasChinese, hasEnglishSentence } from '../../support/languages.ts';
import { testDatabase } from '../../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;
const at = '2026-03-02T01:00:00.000Z';
const account = '6222990000000000001';
const token = 'what-the-court-shows';
const request = { externalRef: account, amountFen: 60_00 };

let simulator: FastifyInstance;
let providers: Provider[];
let caseId: string;
let key = 0;
let workflowId: string;

beforeAll(async () => {
  simulator = buildSimulator({
    token,
    callback: async (_agency, answer) => void (await takeCallback(answer as AgencyCallback)),
  });
  const url = await simulator.listen({ port: 0, host: '127.0.0.1' });
  providers = loadProviders(url, undefined, { AGENCY_TOKEN: token }).map((provider) => ({
    ...provider,
    timeoutMs: 300,
  }));
  const filed = await fileCase(pool);
  caseId = filed.id;
  workflowId = `enforcement-case/${filed.number}`;
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});
beforeEach(async () => {
  key += 1;
  await control('reset', {});
  await control('population', {
    deposits: ['icbc', 'ccb'].map((provider, index) => ({
      provider,
      accountNumber: index === 0 ? account : `${account}2`,
      ownerIdNumber: '999999198001010019',
      balanceFen: 100_00,
    })),
  });
});

async function control(path: string, payload: object): Promise<void> {
  await simulator.inject({ method: 'POST', url: `/control/${path}`, payload });
}
const behaves = (rule: object) => control('behavior', { rules: [{ agency: 'bank', ...rule }] });

/** Records an answer as the API does. */
const takeCallback = (answer: AgencyCallback) =>
  transaction(pool, async (tx) => {
    const { outcome, message } = await recordAnswer(tx, answer, { at, actor: { id: 'icbc', role: 'agency' } });
    if (message) await publishMessage(tx, message);
    return outcome;
  });

const job = (jobType: string, provider: string, variables: object): AgencyJob => ({
  caseId,
  caseNumber: workflowId.split('/')[1] as string,
  workflowId,
  key,
  elementId: 'send',
  jobType,
  headers: {},
  properties: {},
  variables: { provider, ...variables },
  at,
});
const freeze = (provider = 'icbc', of = request, among = providers) =>
  createAgencyActivities(pool, among).callAgency(job('agency:bank:freeze', provider, { request: of }));
const id = () => `${workflowId}-${key}`;
const kept = () => readRequest(pool, id());
const failureOf = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    (failure: ApplicationFailure) => failure,
  );

async function effects(): Promise<{ requests: number; effects: number } | undefined> {
  const { items } = (await simulator.inject('/control/effects')).json();
  return items.find((item: { id: string }) => item.id === id());
}

async function messages(): Promise<unknown[]> {
  const { rows } = await pool.query('select variables from message where correlation_key = $1', [id()]);
  return rows.map(({ variables }) => variables);
}

test('an immediate answer is returned and stored', async () => {
  const result = await freeze();

  const answer = { frozenFen: 60_00, position: 1, frozenOn: '2026-03-02' };
  expect(result).toEqual({
    request: { id: id(), agency: 'bank', provider: 'icbc', operation: 'freeze', channel: 'http', state: 'answered' },
    answer,
  });
  expect(await kept()).toMatchObject({ state: 'answered', answer, answeredAt: at, request });
});

test('a repetition after a crash returns the stored answer and sends no second request', async () => {
  const first = await freeze();

  const again = await freeze();

  expect(again).toEqual(first);
  expect(await effects()).toMatchObject({ requests: 1, effects: 1 });
});

test('a refusal comes with its reason', async () => {
  await behaves({ do: 'reject', reason: '账户已销户' });

  const result = await freeze();

  expect(result['request']).toMatchObject({ state: 'rejected', reason: '账户已销户' });
  expect(await kept()).toMatchObject({ state: 'rejected', reason: '账户已销户' });
});

test('an operation that was done before the connection broke is not done again', async () => {
  await behaves({ do: 'timeOut' });

  const failure = await failureOf(freeze());
  const again = await freeze();

  expect(failure).toMatchObject({ type: 'UNREACHABLE', nonRetryable: false });
  expect(again['request']).toMatchObject({ state: 'answered' });
  expect(await effects()).toMatchObject({ requests: 2, effects: 1 });
});

test('an agency that is not reached is named in Chinese, with the reason; the network speaks as a technical detail', async () => {
  const at = (url: string) => providers.map((provider) => ({ ...provider, url }));
  const closed = Fastify();
  const nobodyThere = await closed.listen({ port: 0, host: '127.0.0.1' });
  await closed.close();
  await behaves({ do: 'timeOut' });

  const texts = await Promise.all(
    [providers, at(nobodyThere)].map(async (reached) => {
      const failure = await failureOf(freeze('icbc', request, reached));
      return (failure!.details as Bilingual[])[0]!;
    }),
  );

  expect(texts.map(({ zh }) => zh.replace(/（技术信息：.+）。$/, '…'))).toEqual([
    '中国工商银行无法连通：对方逾时未答复…',
    '中国工商银行无法连通：对方拒绝连接…',
  ]);
  expect(texts.filter(({ zh, en }) => hasEnglishSentence(zh) || hasChinese(en))).toEqual([]);
});

test('an agency that is out of order is asked again; this is no refusal', async () => {
  await behaves({ do: 'fail', times: 1 });

  const failure = await failureOf(freeze());
  const waiting = await kept();
  const again = await freeze();

  expect(failure).toMatchObject({ type: 'UNAVAILABLE', nonRetryable: false });
  expect(waiting).toMatchObject({ state: 'sent' });
  expect(again['request']).toMatchObject({ state: 'answered' });
});

test('a wrong address is a configuration fault that a person corrects, not a refusal to assist', async () => {
  const wrong = providers.map((provider) => ({ ...provider, url: `${provider.url}/no/such/place` }));

  const failure = await failureOf(freeze('icbc', request, wrong));
  const marked = await kept();
  const putRight = await freeze();

  expect(failure).toMatchObject({ type: 'MISUNDERSTOOD', nonRetryable: true });
  expect(marked).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/未能理解该请求（HTTP 404）.* \/ .*HTTP 404/),
  });
  expect(putRight['request']).toMatchObject({ state: 'answered' });
});

test('a rejected token is a configuration fault that a person corrects, not a refusal to assist', async () => {
  const stranger = providers.map((provider) => ({ ...provider, token: 'some-other-token' }));

  const failure = await failureOf(freeze('icbc', request, stranger));
  const marked = await kept();
  const putRight = await freeze();

  expect(failure).toMatchObject({ type: 'MISUNDERSTOOD', nonRetryable: true });
  expect(marked).toMatchObject({ state: 'failed' });
  expect(putRight['request']).toMatchObject({ state: 'answered' });
});

test('a redirection is not followed: personal data goes to the address that the court named', async () => {
  let strayed = 0;
  const redirecting = Fastify({ forceCloseConnections: true });
  redirecting.post('/freeze', (_, reply) => reply.redirect('/elsewhere', 307));
  redirecting.post('/elsewhere', async () => {
    strayed += 1;
    return {};
  });
  const url = await redirecting.listen({ port: 0, host: '127.0.0.1' });

  const failure = await failureOf(
    freeze(
      'icbc',
      request,
      providers.map((provider) => ({ ...provider, url })),
    ),
  );

  await redirecting.close();
  expect(failure).toMatchObject({ type: 'MISUNDERSTOOD', nonRetryable: true });
  expect(strayed).toBe(0);
});

test('a missing provider, or an amount that is no whole number of fen, raises an incident, and no request is sent', async () => {
  const unknown = await failureOf(freeze('no-such-bank'));
  const crooked = await failureOf(freeze('icbc', { ...request, amountFen: 0.5 }));

  expect(unknown).toMatchObject({ nonRetryable: true, message: expect.stringContaining('no-such-bank') });
  expect(crooked).toMatchObject({ nonRetryable: true, message: expect.stringContaining('amountFen') });
  expect(await kept()).toBeUndefined();
});

test('an answer that does not match its schema does not reach the case', async () => {
  await behaves({ do: 'answer', answer: { frozenFen: '60.00' } });

  const failure = await failureOf(freeze());

  expect(failure).toMatchObject({ nonRetryable: true, message: expect.stringContaining('frozenFen') });
  expect(await kept()).toMatchObject({ state: 'failed', answer: null });
});

test('a later answer is taken once, however often the agency calls back', async () => {
  await behaves({ do: 'answerTwice', days: 2 });

  const taken = await freeze();
  await control('advance', { to: '2026-03-10T00:00:00Z' });

  const answer = { frozenFen: 60_00, position: 1, frozenOn: '2026-03-04' };
  expect(taken['request']).toMatchObject({ state: 'accepted' });
  expect(await kept()).toMatchObject({ state: 'answered', answer });
  expect(await messages()).toMatchObject([{ request: { id: id(), state: 'answered' }, answer }]);
  const { rows } = await pool.query('select outcome from agency_callback where request_id = $1 order by received_at', [
    id(),
  ]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['taken', 'repeated']);
});

test('an agency that does not call back is polled until it has answered', async () => {
  await behaves({ provider: 'ccb', do: 'delay', days: 2 });
  const failures: unknown[] = [];
  const polling: Polling = { pool, providers, deliver: async () => {}, onFailure: (failure) => failures.push(failure) };

  await freeze('ccb', { ...request, externalRef: `${account}2` });
  await pollAgencies(polling, new Date(at));
  const early = await kept();
  await control('advance', { to: '2026-03-10T00:00:00Z' });
  await pollAgencies(polling, new Date('2026-03-04T02:00:00.000Z'));
  await pollAgencies(polling, new Date('2026-03-05T02:00:00.000Z'));

  expect(early).toMatchObject({ state: 'accepted' });
  expect(await kept()).toMatchObject({ state: 'answered', answeredAt: '2026-03-04T02:00:00.000Z', nextPollAt: null });
  expect(await messages()).toMatchObject([{ answer: { frozenFen: 60_00 } }]);
  expect(failures).toEqual([]);
});

test('a polled answer goes to the instance that waits for it', async () => {
  await behaves({ provider: 'ccb', do: 'delay', days: 1 });
  await freeze('ccb', { ...request, externalRef: `${account}2` });
  await pool.query(
    `insert into message_subscription (workflow_id, key, message_name, correlation_key, opened_at) values ($1, $2, 'agency-answer', $3, $4)`,
    [workflowId, 1000 + key, id(), at],
  );
  const delivered: unknown[] = [];
  await control('advance', { to: '2026-03-10T00:00:00Z' });

  await pollAgencies(
    { pool, providers, deliver: async (delivery) => void delivered.push(delivery), onFailure: () => {} },
    new Date(at),
  );

  expect(delivered).toMatchObject([{ workflowId, key: 1000 + key, messageName: 'agency-answer' }]);
});

test('a paper request is not sent over HTTP; the clerk records the answer', async () => {
  const onPaper = providers.map((provider) => ({ ...provider, channel: 'paper' as const }));

  const result = await freeze('icbc', request, onPaper);

  expect(result['request']).toMatchObject({ channel: 'paper', state: 'sent' });
  expect(await kept()).toMatchObject({ channel: 'paper', state: 'sent' });
  expect(await effects()).toBeUndefined();
});
