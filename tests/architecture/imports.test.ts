// Dependencies point one way (docs/architecture.md): a folder imports only what its row names. rules.ts has the rules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  cycles,
  cyclesOfRows,
  type Files,
  foldersWithoutRow,
  foreignImports,
  imports,
  type Rows,
  sqlIn,
  wideLines,
} from './rules.ts';

const root = join(import.meta.dirname, '..', '..');

/** The product, from the ground up: the imports allowed to each folder. No folder may import tests/ or tools/. */
const product: Rows = {
  engine: [],
  // Data, read by law/ and registry/.
  models: [],
  law: ['engine', 'models'],
  protocol: ['engine'],
  db: ['engine', 'law', 'protocol'],
  registry: ['engine', 'models/courts.json', 'law', 'protocol', 'db'],
  archive: ['engine', 'law', 'protocol', 'db'],
  activities: ['engine', 'law', 'protocol', 'db', 'registry', 'archive'],
  // Workflows run in Temporal's sandbox.
  workflows: ['engine', 'protocol'],
  api: [
    ...['engine', 'law', 'protocol', 'db', 'registry', 'archive'],
    // The agencies' callbacks, and the list of job types.
    ...['activities/agencies/channel/callback.ts', 'activities/agencies/validate.ts', 'activities/job-types.ts'],
  ],
  worker: ['engine', 'law', 'protocol', 'db', 'registry', 'archive', 'activities', 'workflows'],
  simulator: [],
};

/** The folders that are built on the product. */
const around: Rows = {
  examples: ['engine'],
  tools: [...Object.keys(product), 'examples'],
  bench: [...Object.keys(product), 'examples', 'tools'],
  tests: ['*'],
};

/**
 * Cycles of values that are accepted, each with its reason. A cycle that no longer exists must be removed from the
 * list.
 */
const knownCycles: readonly { readonly reason: string; readonly files: readonly string[] }[] = [
  {
    reason:
      'The lifecycle starts loops, listeners and compensation handlers, which activate and complete elements themselves; a triggered event ends one element and starts the next.',
    files: [
      ...['compensation', 'listeners', 'multi-instance', 'triggering'].map((name) => `engine/behaviors/${name}.ts`),
      'engine/lifecycle.ts',
    ],
  },
];

/** Folders without SQL; they run the SQL of db/. */
const withoutSql = [
  'engine',
  'models',
  'law',
  'protocol',
  'registry',
  'archive',
  'activities',
  'workflows',
  'api',
  'worker',
];
/** Pages made from data, whose lines may be longer than 120 columns. */
const generated = ['docs/generated/', 'models/procedures/'];

/**
 * Packages that reach the clock, the disk or the network may not be used in the core; only the arithmetic of `croner`
 * is used.
 */
const enginePackages = ['feelin', 'bpmn-moddle', 'zeebe-bpmn-moddle', 'dmn-moddle', 'luxon', 'croner'];

const files = readTree();

/** Named in every failure: the page that says where the code belongs. */
const page = 'docs/architecture.md';

test('every folder with sources has a row, here and in the page', () => {
  const withoutRow = foldersWithoutRow(files, { ...product, ...around });
  const notInPage = Object.keys({ ...product, ...around }).filter((name) => !files.get(page)!.includes(`\`${name}/\``));

  expect({ page, withoutRow, notInPage }).toEqual({ page, withoutRow: [], notInPage: [] });
});

test('the rows themselves allow imports in one direction only', () => {
  expect({ page, cycles: cyclesOfRows({ ...product, ...around }) }).toEqual({ page, cycles: [] });
});

describe.each(Object.entries({ ...product, ...around }))('%s/', (folder, row) => {
  test(`imports only ${row.join(', ') || 'itself'}`, () => {
    expect({ page, notAllowed: foreignImports(files, folder, row) }).toEqual({ page, notAllowed: [] });
  });
});

test('no files import each other’s values in a cycle, except those listed with the reason', () => {
  const known = knownCycles.map((cycle) => cycle.files.toSorted()).sort(byFirst);

  expect({ page, cycles: cycles(files) }).toEqual({ page, cycles: known });
});

test('SQL stands in db/ only', () => {
  expect({ page, withSql: sqlIn(files, withoutSql) }).toEqual({ page, withSql: [] });
});

test('no comment and no page has a line over 120 columns', () => {
  const wide = wideLines(files).filter((place) => !generated.some((folder) => place.startsWith(folder)));

  expect(wide).toEqual([]);
});

test('engine/ uses only pure packages and no Node module', () => {
  const packages = imports(files)
    .filter(({ file, isOurs }) => file.startsWith('engine/') && !isOurs)
    .map(({ target }) => target.split('/')[0]!);

  expect([...new Set(packages)].filter((name) => !enginePackages.includes(name))).toEqual([]);
});

test('the product and its deployment run without development packages', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  // web/ is built before it runs.
  const folders = Object.keys(product).filter((folder) => folder !== 'web');
  const runs = (file: string) => folders.includes(file.split('/')[0]!) || file === 'tools/stack/deploy.ts';
  const missing = imports(files)
    .filter(({ file, isOurs, isType }) => runs(file) && !isOurs && !isType)
    .filter(({ target }) => !target.startsWith('node:') && !(packageOf(target) in dependencies));

  expect(missing.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test('engine/ and workflows/ use no clock and no randomness', () => {
  const impure = /Date\.now\(|Math\.random\(|new Date\(\)|performance\.now\(/;
  const found = [...files].filter(([file, text]) => /^(engine|workflows)\/.*\.ts$/.test(file) && impure.test(text));

  expect(found.map(([file]) => file)).toEqual([]);
});

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function byFirst([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a.localeCompare(b);
}

/** All sources and pages of the repository. */
function readTree(): Files {
  const found = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !['node_modules', 'var'].includes(path)) walk(path);
      } else if (/\.(ts|tsx|mjs|md)$/.test(entry.name)) found.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return found;
}
