// A resource of the API is a folder and a line in the list. These tests name a forgotten step, and the page that lists
// all steps.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { registerAuthentication } from '../../api/auth/authenticate.ts';
import { registerDocumentation } from '../../api/http/openapi.ts';
import { resources } from '../../api/resources/index.ts';
import { testConfig } from '../support/api.ts';

const folder = join(import.meta.dirname, '..', '..', 'api', 'resources');
const page = 'docs/add-resource.md';
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));

test('the list names every folder of a resource, and no other', () => {
  const unlisted = folders.filter((name) => !(name in resources));
  const missing = Object.keys(resources).filter((name) => !folders.includes(name));

  expect({ page, unlisted, missing }).toEqual({ page, unlisted: [], missing: [] });
});

test.each(folders)('the resource %s has routes and schemas', (name) => {
  const missing = ['routes.ts', 'schemas.ts'].filter((file) => !existsSync(join(folder, name, file)));

  expect({ page, missing }).toEqual({ page, missing: [] });
});

test('no resource uses the pool; its SQL runs in the scope of the request', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const touching = files.filter((name) =>
    /\bpool\b/i.test(readFileSync(join(folder, name), 'utf8').replace(/'[./]+db\/pool\.ts'/g, '')),
  );

  expect({ page, touching }).toEqual({ page, touching: [] });
});

test('a route without a permission of the table or without a schema for its answers prevents the start', async () => {
  const app = Fastify();
  await registerAuthentication(app, testConfig);
  await registerDocumentation(app);

  expect(() => app.get('/a', { config: { answers: {} } }, async () => ({}))).toThrow(page);
  const config = { permission: 'case.dream' as 'case.read', answers: {} };
  expect(() => app.get('/c', { config }, async () => ({}))).toThrow(`found 'case.dream'. See ${page}`);
  expect(() => app.get('/b', { config: { isPublic: true } }, async () => ({}))).toThrow(page);
});
