// Messages to a case: a message that does not match its description is refused as a whole, before anything is stored.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { messages } from '../../registry/messages.ts';
import { application, fakeTemporal, smallModel, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import type { Description } from '../support/described-answers.ts';
import type { TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let api: TestApi;
let caseId = '';
let sent = 0;

/** A process that waits for the message. */
const modelFor = (name: string) => ({
  name: `${name}.bpmn`,
  content: smallModel.replaceAll('enforcement-case', `awaits-${name}`).replace('property-clue', name),
});

beforeAll(async () => {
  database = await deployedDatabase();
  const now = () => new Date('2026-03-02T02:00:00.000Z');
  api = await testApi({ pool: database.pool, temporal: fakeTemporal(), now });
  const names = [...messages.map(({ name }) => name), 'property-confirmed', 'mediation-agreed'];
  const deployed = await api.call('admin', 'POST', '/models', { files: names.map(modelFor) });
  if (deployed.status !== 201) throw new Error(JSON.stringify(deployed.body));
  caseId = (await api.call('judge', 'POST', '/cases', application())).body.id;
});
afterAll(() => database.drop());

const submit = (name: string, variables: object) =>
  api.call('clerk', 'POST', `/cases/${caseId}/messages`, { name, messageId: `message-${++sent}`, variables });
const stored = async () =>
  Number((await database.pool.query('select count(*) as n from message where case_id = $1', [caseId])).rows[0].n);

async function refused(name: string, variables: object): Promise<readonly object[]> {
  const before = await stored();
  const { status, headers, body } = await submit(name, variables);
  expect([status, body.code]).toEqual([422, 'INVALID']);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(await stored()).toBe(before);
  for (const fault of body.errors)
    expect(fault).toMatchObject({
      message: expect.stringMatching(/\p{Script=Han}/u),
      messageEn: expect.any(String),
      whatToDo: expect.stringMatching(/\p{Script=Han}/u),
      whatToDoEn: expect.any(String),
    });
  return body.errors.map(({ field, rule }: { field: string; rule: string }) => ({ field, rule }));
}

test('a payment whose amount is no whole number of fen, or that lacks a field, is refused with every fault', async () => {
  expect(await refused('debtor-payment', { payment: { amountFen: '一万元', paidOn: '2026-02-30' } })).toEqual([
    { field: '/variables/payment/amountFen', rule: 'type' },
    { field: '/variables/payment/paidOn', rule: 'format' },
  ]);
  expect(await refused('debtor-payment', { payment: { paidOn: '2026-03-02' } })).toEqual([
    { field: '/variables/payment/amountFen', rule: 'required' },
  ]);
  expect(await refused('debtor-payment', {})).toEqual([{ field: '/variables/payment', rule: 'required' }]);
  expect(await refused('debtor-payment', { payment: { amountFen: 0.5, paidOn: '2026-03-02' } })).toEqual([
    { field: '/variables/payment/amountFen', rule: 'type' },
  ]);
});

test('a payment is not entered before its day', async () => {
  const payment = { amountFen: 10_000, paidOn: '2026-03-03' };

  expect(await refused('debtor-payment', { payment })).toEqual([
    { field: '/variables/payment/paidOn', rule: 'formatMaximum' },
  ]);
  expect((await submit('debtor-payment', { payment: { ...payment, paidOn: '2026-03-02' } })).status).toBe(202);
});

test('text in place of an object is refused', async () => {
  expect(await refused('distribution-objection', { objection: '清偿顺序有误' })).toEqual([
    { field: '/variables/objection', rule: 'type' },
  ]);
  expect(await refused('property-clue', { clue: { assets: '轿车一辆' } })).toEqual([
    { field: '/variables/clue/assets', rule: 'type' },
  ]);
});

test('the owner in a clue is a debtor of the case; a clue without an owner concerns the first debtor', async () => {
  const clueOf = (ownerId: unknown) => ({
    clue: { assets: [{ kind: 'vehicle', externalRef: '冀A12345', description: '轿车一辆', ownerId }] },
  });
  const { parties } = (await api.call('judge', 'GET', `/cases/${caseId}`)).body;
  const idOf = (role: string) => parties.find((party: { role: string }) => party.role === role).id;

  const fault = [{ field: '/variables/clue/assets/0/ownerId', rule: 'enum' }];
  expect(await refused('property-clue', clueOf('debtor-1'))).toEqual(fault);
  expect(await refused('property-clue', clueOf(idOf('applicant')))).toEqual(fault);
  const { body } = await submit('property-clue', clueOf('debtor-1'));
  expect(body.errors[0].messageEn).toBe(`must be one of ${idOf('debtor')}`);
  for (const ownerId of [idOf('debtor'), null, undefined])
    expect((await submit('property-clue', clueOf(ownerId))).status).toBe(202);
});

test('an internal message of the procedures is refused from outside; the answer names the messages that may be sent', async () => {
  expect(await refused('property-confirmed', {})).toEqual([{ field: '/name', rule: 'messageName' }]);

  const { body } = await submit('property-confirmed', {});

  expect(body.errors[0].messageEn).toContain('cannot be submitted');
  expect(body.errors[0].whatToDoEn).toContain('debtor-payment');
  expect(body.errors[0].whatToDoEn).toContain('mediation-agreed');
  expect(body.errors[0].whatToDoEn).not.toContain('property-confirmed');
});

test.each(messages)('$name is accepted like its example, with additional fields too', async (message) => {
  expect(await submit(message.name, message.example)).toMatchObject({ status: 202, body: { outcome: 'buffered' } });
  expect((await submit(message.name, { ...message.example, remark: { by: '书记员' } })).status).toBe(202);
});

test('the messages of the example cases are accepted', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'examples');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.script.json'));
  const sendings = scripts.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).messages ?? []);

  expect(sendings.length).toBeGreaterThan(0);
  for (const { name, variables } of sendings) expect((await submit(name, variables)).status).toBe(202);
});

test('a message that only a court’s own model knows is accepted with any content', async () => {
  for (const variables of [{}, { payment: '一万元' }, { clue: [1, 2] }])
    expect((await submit('mediation-agreed', variables)).status).toBe(202);
});

test('the description of the API has the schema of every message', async () => {
  const { paths, components }: Description = (await api.app.inject('/docs/json')).json();

  const body = paths['/cases/{id}/messages']?.['post']?.requestBody;

  expect(body?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Submission' });
  const described = Object.values(components.schemas).flatMap(({ properties }) => {
    const values = (properties?.['name'] as { readonly enum?: readonly string[] } | undefined)?.enum ?? [];
    return properties?.['messageId'] ? values : [];
  });
  expect(described.toSorted()).toEqual(messages.map(({ name }) => name).toSorted());
  expect(JSON.stringify(components.schemas)).not.toContain('$data');
});
