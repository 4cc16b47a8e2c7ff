// The API's OpenAPI description, as a client generator reads it. support/described-answers.ts checks in all tests that
// every answer matches it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Pool } from '../../db/pool.ts';
import { fakeTemporal, type TestApi, testApi } from '../support/api.ts';
import type { Content, Description, Operation, Schema } from '../support/described-answers.ts';

const guide = 'docs/add-resource.md';
let api: TestApi;
let description: Description;

beforeAll(async () => {
  const config = { payloadKey: Buffer.alloc(32, 1).toString('base64') };
  api = await testApi({ pool: {} as Pool, temporal: fakeTemporal(), config });
  description = (await api.app.inject('/docs/json')).json();
});
afterAll(() => api.app.close());

const operations = (): [name: string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
const successes = ({ responses }: Operation) =>
  Object.entries(responses).flatMap(([status, response]) => (/^2\d\d$/.test(status) ? [response] : []));
const schemasOf = (contents: readonly Content[]) =>
  contents.flatMap(({ content }) => Object.values(content).map(({ schema }) => schema));

test('the description is an OpenAPI document, and every reference in it leads somewhere', async () => {
  const validator = new Validator();

  expect(await validator.validate({ ...structuredClone(description) })).toEqual({ valid: true });
  expect(() => validator.resolveRefs()).not.toThrow();
});

test('every schema in the description is valid JSON Schema 2020-12, without keywords that a generator does not know', () => {
  const ajv = formats.default(
    new Ajv2020({ strict: true, allowUnionTypes: true, keywords: ['components', 'example'] }),
  );
  const { components } = description;
  const all = operations().flatMap(([, { responses, requestBody }]) =>
    schemasOf([...Object.values(responses), ...(requestBody ? [requestBody] : [])]),
  );

  for (const schema of new Set(all.map((one) => JSON.stringify({ ...one, components }))))
    expect(() => ajv.compile(JSON.parse(schema))).not.toThrow();
});

test('every operation describes its answer of success', () => {
  const isSilent = (operation: Operation) => {
    const schemas = schemasOf(successes(operation));
    return schemas.length === 0 || schemas.some((schema) => Object.keys(schema).length === 0);
  };

  expect(operations().flatMap(([name, operation]) => (isSilent(operation) ? [name] : []))).toEqual([]);
});

test('every operation that is done once under an Idempotency-Key says so', () => {
  const takesKey = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'Idempotency-Key');

  expect(operations().flatMap(([name, operation]) => (takesKey(operation) ? [name] : []))).toEqual([
    'post /cases/{id}/cancel',
    'post /cases/{id}/suspend',
    'post /cases/{id}/resume',
    'post /cases/{id}/modify',
    'post /cases/{id}/migrate',
    'patch /user-tasks/{id}',
    'post /user-tasks/{id}/claim',
    'post /user-tasks/{id}/unclaim',
    'post /user-tasks/{id}/complete',
    'post /incidents/{id}/resolve',
  ]);
});

test('every component and every value in the description is explained in Chinese', () => {
  const isDumb = ({ type, description = '' }: Schema) =>
    (type === undefined || !['array', 'object'].includes(String(type))) && !/\p{Script=Han}/u.test(description);
  const isReference = (schema: Schema) => '$ref' in schema || 'anyOf' in schema;

  for (const [name, component] of Object.entries(description.components.schemas)) {
    const dumb = Object.entries(component.properties ?? {}).filter(([, field]) => !isReference(field) && isDumb(field));
    const expected = { guide, name, description: expect.stringMatching(/\p{Script=Han}/u), dumb: [] };
    expect({ guide, name, description: component.description, dumb }).toEqual(expected);
  }
});

test('every parameter of every operation is explained in Chinese and English', () => {
  const isBilingual = (text = '') => /\p{Script=Han}/u.test(text) && /\/ .*[a-z]/.test(text);

  const dumb = operations().flatMap(([operation, { parameters = [] }]) =>
    parameters.filter((one) => !isBilingual(one.description)).map(({ name }) => `${operation}: ${name}`),
  );

  expect({ guide, dumb }).toEqual({ guide, dumb: [] });
});

test('every parameter in a path is one of its address', () => {
  const foreign = operations().flatMap(([operation, { parameters = [] }]) =>
    parameters.filter((one) => one.in === 'path' && !operation.includes(`{${one.name}}`)).map(({ name }) => name),
  );

  expect({ guide, foreign }).toEqual({ guide, foreign: [] });
});

test('every route is described in Chinese, and the API serves the page itself', async () => {
  const page = await api.app.inject('/docs');

  expect(operations().length).toBeGreaterThan(25);
  const dumb = operations().filter(([, { summary }]) => !/\p{Script=Han}/u.test(summary));
  expect({ guide, dumb: dumb.map(([name]) => name) }).toEqual({ guide, dumb: [] });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/(src|href)="https?:/);
  expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  expect((await api.app.inject('/')).headers['location']).toBe('/docs');
});
