// An agency is a file, a line in the list, its providers, and its operations in the simulator. These tests name a
// forgotten step.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { agencies, agencyJobTypes } from '../../../activities/agencies/index.ts';
import { loadProviders } from '../../../activities/agencies/providers.ts';
import { answerFault, requestFault } from '../../../activities/agencies/validate.ts';
import { operations } from '../../../simulator/operations.ts';

const page = 'docs/add-agency.md';
const root = join(import.meta.dirname, '..', '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const providers = loadProviders('http://base');

/** Fails with a message that names the page with the steps. */
function expectNoneForgotten(forgotten: readonly string[]): void {
  expect({ see: page, forgotten }).toEqual({ see: page, forgotten: [] });
}

const models = readdirSync(join(root, 'models'), { recursive: true, encoding: 'utf8' });
const texts = (extension: string) =>
  models
    .filter((file) => file.endsWith(extension))
    .map((file) => ({ file, text: read('models', file).replace(/&#34;|&quot;/g, '"') }));

test('every file that declares an agency is in the list', () => {
  const folder = join(root, 'activities', 'agencies');
  const declared = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => /export const (\w+): Agency\b/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? []);

  const forgotten = declared.filter((name) => !(name in agencies));
  expectNoneForgotten(forgotten.map((name) => `${name} in activities/agencies/index.ts`));
});

test('every job type that a model names is an operation of an agency in the list', () => {
  const forgotten = texts('.bpmn').flatMap(({ file, text }) =>
    [...text.matchAll(/"agency:(\w+):(\w+)"/g), ...text.matchAll(/\{agency: "(\w+)",[^}]*?operation: "(\w+)"/g)]
      .map(([, agency, operation]) => `agency:${agency}:${operation}`)
      .filter((jobType) => !agencyJobTypes.includes(jobType))
      .map((jobType) => `${jobType} (${file}) in activities/agencies`),
  );

  expectNoneForgotten(forgotten);
});

test('every body that a decision table names is among the providers', () => {
  const forgotten = texts('.dmn').flatMap(({ file, text }) => {
    const outputs = [...text.matchAll(/<output [^>]*name="(\w+)"/g)].map((output) => output[1]);
    const [agencyAt, providerAt] = [outputs.indexOf('agency'), outputs.indexOf('provider')];
    if (agencyAt < 0 || providerAt < 0) return [];
    return [...text.matchAll(/<rule [\s\S]*?<\/rule>/g)]
      .map(([rule]) => [...rule.matchAll(/<outputEntry[^>]*>\s*<text>"?([^<"]*)"?<\/text>/g)].map((entry) => entry[1]))
      .map((row) => ({ agency: row[agencyAt], provider: row[providerAt] }))
      .filter((row) => !providers.some(({ agency, provider }) => agency === row.agency && provider === row.provider))
      .map(({ agency, provider }) => `${agency}/${provider} (${file}) in activities/agencies/providers.json`);
  });

  expectNoneForgotten(forgotten);
});

test('every agency has a provider', () => {
  const forgotten = Object.keys(agencies).filter((name) => !providers.some(({ agency }) => agency === name));

  expectNoneForgotten(forgotten.map((name) => `${name} in activities/agencies/providers.json`));
});

test('every operation has a request schema, and the schema reports each fault', () => {
  for (const jobType of agencyJobTypes) {
    const [, agency = '', operation = ''] = jobType.split(':');
    expect(requestFault({ agency, operation }, 'no object')).toEqual({
      zh: `“${agency}:${operation}”的请求不符合约定：字段 / 须为对象。`,
      en: `The request of ${agency}:${operation} does not fit: / must be object.`,
    });
  }
});

test('an amount in an answer that JSON may have rounded is refused', () => {
  const answered = (frozenFen: number) => ({ state: 'answered', answer: { frozenFen, position: 1 } });
  const freeze = { agency: 'bank', operation: 'freeze' };

  expect(answerFault(freeze, answered(1_000_000_000_000_000))).toBeUndefined();
  expect(answerFault(freeze, answered(JSON.parse('9007199254740993')))?.zh).toContain('/frozenFen');
});

test('every operation is carried out by the simulator', () => {
  const forgotten = agencyJobTypes.map((type) => type.slice('agency:'.length)).filter((name) => !(name in operations));

  expectNoneForgotten(forgotten.map((name) => `${name} in simulator/operations.ts`));
});

test('the simulator carries out only operations that an agency offers', () => {
  expect(Object.keys(operations).filter((name) => !agencyJobTypes.includes(`agency:${name}`))).toEqual([]);
});

/** The rows of the table, by `<agency>:<operation>`; a bare operation has the agency of the one before. */
function describedOperations(): ReadonlyMap<string, string> {
  const [, table = ''] = read('docs', 'modelling.md').split('| operation | request | answer |');
  const rows = /^[\s\S]*?\n\n/.exec(table)?.[0].split('\n') ?? [];
  return new Map(
    rows.flatMap((row) => {
      let agency = '';
      return [...(row.split('|')[1] ?? '').matchAll(/`(?:(\w+):)?(\w+)`/g)].map(([, named, operation]) => {
        agency = named ?? agency;
        return [`${agency}:${operation}`, row] as const;
      });
    }),
  );
}

test('every operation stands in the table of docs/modelling.md, with the fields of its request and answer', () => {
  const described = describedOperations();
  const forgotten = Object.entries(agencies).flatMap(([agency, { operations }]) =>
    Object.entries(operations).flatMap(([name, { request, answer }]) => {
      const row = described.get(`${agency}:${name}`);
      if (row === undefined) return [`${agency}:${name} in docs/modelling.md`];
      const fields = [request, answer].flatMap(({ properties }) => Object.keys(properties ?? {}));
      return fields
        .filter((field) => !new RegExp(`\\b${field}\\b`).test(row))
        .map((field) => `the field ${field} of ${agency}:${name} in docs/modelling.md`);
    }),
  );

  expectNoneForgotten(forgotten);
  expect([...described.keys()].filter((name) => !agencyJobTypes.includes(`agency:${name}`))).toEqual([]);
});
