// The examples of the description: every request, answer and parameter has one, each fits its schema, and those that
// can be sent are accepted.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { answerFault, requestFault } from '../../activities/agencies/validate.ts';
import { demoUsers } from '../../api/auth/demo-users.ts';
import { tags } from '../../api/http/tags.ts';
import { callbackExample, requestExample } from '../../api/resources/agency-callbacks/examples.ts';
import { applicationExample, summaryExample } from '../../api/resources/cases/examples.ts';
import { courtExample } from '../../api/resources/courts/examples.ts';
import { citationExample, dayExample, resolvedExample } from '../../api/resources/law/examples.ts';
import { messageExample } from '../../api/resources/messages/examples.ts';
import { deploymentExample } from '../../api/resources/models/examples.ts';
import { formExample, resultsExample, taskExample } from '../../api/resources/user-tasks/examples.ts';
import { formFaults, readForm } from '../../engine/form/index.ts';
import { readDocumentation } from '../../engine/read/documentation.ts';
import { calendar } from '../../law/calendar.ts';
import { modelFiles } from '../../registry/folder.ts';
import { fakeTemporal, type TestApi, testApi } from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import {
  type Content,
  closed,
  type Description,
  type Media,
  type Operation,
  type Parameter,
} from '../support/described-answers.ts';
import type { TestDatabase } from '../support/postgres.ts';

const guide = 'docs/add-resource.md';
let database: TestDatabase;
let api: TestApi;
let description: Description;

beforeAll(async () => {
  database = await deployedDatabase();
  const config = { payloadKey: Buffer.alloc(32, 1).toString('base64') };
  const now = () => new Date('2026-03-02T02:00:00.000Z');
  api = await testApi({ pool: database.pool, temporal: fakeTemporal(), config, now });
  description = (await api.app.inject('/docs/json')).json();
});
afterAll(() => database.drop());

interface Described {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly operation: Operation;
}
const operations = (): Described[] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Described['method'],
      path,
      operation,
    })),
  );

/** Every request body, answer and parameter, by its place in the description. */
const shown = (): [place: string, Media | Parameter][] =>
  operations().flatMap(({ operation: { operationId, parameters = [], requestBody, responses } }) => {
    const media = (place: string, { content }: Content) =>
      Object.values(content).map((one): [string, Media] => [`${operationId} ${place}`, one]);
    return [
      ...parameters.map((one): [string, Parameter] => [`${operationId} ${one.name}`, one]),
      ...(requestBody ? media('body', requestBody) : []),
      ...Object.entries(responses).flatMap(([status, response]) => media(status, response)),
    ];
  });
const examplesOf = ({ example, examples }: Media | Parameter): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples ?? {}).map(({ value }) => value),
];

const isBilingual = (text = '') => /\p{Script=Han}.*\/ .*[a-z]/u.test(text);

test('every request body, answer and parameter has an example', () => {
  const silent = shown().filter(([, one]) => examplesOf(one).length === 0);

  expect(shown().length).toBeGreaterThan(200);
  expect({ guide, silent: silent.map(([place]) => place) }).toEqual({ guide, silent: [] });
});

test('every example fits its schema, and has no field that the schema does not name', () => {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  for (const size of [1, 2, 3, 4]) ajv.addFormat(`place-${size}`, true);
  const { components } = description;
  const parts = [
    ...shown().map(([place, one]) => ({ place, schema: one.schema, examples: examplesOf(one) })),
    ...Object.entries(components.schemas).map(([place, schema]) => ({
      place,
      schema,
      examples: schema.examples ?? [],
    })),
  ];

  const faults = parts.flatMap(({ place, schema, examples }) => {
    const fits = ajv.compile(closed({ ...schema, components }) as object);
    return examples.flatMap((example) => (fits(example) ? [] : [{ place, errors: fits.errors }]));
  });

  expect({ guide, faults }).toEqual({ guide, faults: [] });
});

test('every operation has a name of its own, a summary in both languages, and one group', () => {
  const names = operations().map(({ operation }) => operation.operationId);
  const groups: readonly string[] = description.tags.map(({ name }) => name);

  const incomplete = operations().filter(
    ({ operation: { operationId, summary, tags } }) =>
      !/^[a-z]+([A-Z][a-z]+)*$/.test(operationId ?? '') ||
      !isBilingual(summary) ||
      tags?.length !== 1 ||
      !groups.includes(tags[0]!),
  );

  expect({ guide, incomplete: incomplete.map(({ path, method }) => `${method} ${path}`) }).toEqual({
    guide,
    incomplete: [],
  });
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the groups begin with the cases, the metrics stand last, and each group is explained in both languages', () => {
  const explained = description.tags.filter((tag) => isBilingual(tag.description));

  expect(description.tags.map(({ name }) => name)).toEqual(Object.values(tags).map(({ name }) => name));
  expect(description.tags[0]).toMatchObject({ name: '案件 cases' });
  expect(explained).toEqual(description.tags);
  expect(Object.keys(description.paths)[0]).toBe('/cases');
  expect(Object.keys(description.paths).at(-1)).toBe('/metrics');
});

/** Sends the example body with an added query, as a user whose role permits it. */
async function send(
  { method, path, operation }: Described,
  body?: object,
  query = '',
): Promise<LightMyRequestResponse> {
  const url = `${path.replace(/\{(\w+)\}/g, (_all, name) => exampleOfParameter(operation, name))}${query}`;
  for (const { user } of demoUsers) {
    const headers = { authorization: `Bearer ${api.token(user)}` };
    const response = await api.app.inject({ method, url, headers, ...(body && { payload: body }) });
    if (response.statusCode !== 403) return response;
  }
  throw new Error(`No role may call ${method} ${path}.`);
}
const exampleOfParameter = ({ parameters = [] }: Operation, name: string) =>
  encodeURIComponent(String(parameters.find((one) => one.name === name && one.in === 'path')?.example));
const bodyOf = ({ requestBody }: Operation) =>
  requestBody && (examplesOf(requestBody.content['application/json']!)[0] as object);

test('an unknown query parameter is refused by every operation, before anything else is done', async () => {
  for (const described of operations()) {
    const { statusCode, body } = await send(described, bodyOf(described.operation), '?asOf=2026-03-02');

    expect({ ...described, statusCode, errors: JSON.parse(body).errors }).toMatchObject({
      statusCode: 422,
      errors: [{ field: '/query/asOf', rule: 'additionalProperties', whatToDo: expect.any(String) }],
    });
  }
});

test('a body without its first required field is refused as the example of the operation shows', async () => {
  const withBody = operations().filter(({ operation }) => operation.requestBody);
  for (const described of withBody) {
    const answer = await send(described, {});

    const { examples } = described.operation.responses['4XX']!.content['application/problem+json']!;
    const { errors } = examples!['INVALID']!.value as { readonly errors: readonly unknown[] };
    expect(answer.json()).toMatchObject({ code: 'INVALID', errors: expect.arrayContaining([...errors]) });
  }
});

test('the example application is filed, and its case takes the example message', async () => {
  const filed = await api.call('judge', 'POST', '/cases', applicationExample);
  const received = await api.call('clerk', 'POST', `/cases/${filed.body.id}/messages`, messageExample);

  const { id, recordedAt, claimFen, ...answered } = summaryExample;
  expect(filed).toMatchObject({ status: 201, body: { ...answered, claimFen: Number(claimFen) } });
  expect(received).toMatchObject({ status: 202, body: { messageId: messageExample.messageId } });
});

test('the example model is deployed', async () => {
  expect(await api.call('admin', 'POST', '/models', deploymentExample)).toMatchObject({
    status: 201,
    body: { deployed: [{ processId: 'receipt-registration', version: 1 }] },
  });
});

test('the court, the citation and the demonstration token are as the API answers them', async () => {
  const courts = await api.call('judge', 'GET', '/courts');
  const citation = await api.call('judge', 'GET', `/law/${encodeURIComponent(citationExample)}?date=${dayExample}`);
  const token = await api.call('judge', 'POST', '/auth/demo-token', { user: 'judge' });

  expect(courts.body.items).toContainEqual(courtExample);
  expect(citation.body).toEqual({ ...resolvedExample, date: dayExample });
  expect(token.body).toMatchObject({ sub: 'judge', role: 'judge' });
});

test('the agency’s request and answer fit what the agencies declare', () => {
  expect(requestFault(requestExample, requestExample.request)).toBeUndefined();
  expect(answerFault(requestExample, callbackExample)).toBeUndefined();
  expect(answerFault(requestExample, requestExample)).toBeUndefined();
});

test('the example task and its form are those of the model, and the example results complete it', async () => {
  const contentOf = (name: string) => modelFiles().find((file) => file.name.endsWith(`/${name}`))!.content;
  const form = contentOf(`${taskExample.formId}.form`);
  const { zh, en } = (await readDocumentation(contentOf(`${taskExample.processId}.bpmn`)))[taskExample.elementId]!;
  const context = { at: taskExample.openedAt, calendar };

  expect(taskExample).toMatchObject({ instructions: zh, instructionsEn: en });
  expect(formExample).toEqual(JSON.parse(form));
  expect(formFaults(readForm(form).form!, resultsExample.variables, taskExample.variables, context)).toEqual([]);
});
