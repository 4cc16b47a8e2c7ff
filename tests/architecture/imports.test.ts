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

/** The product, from the ground up: who may import whom. None may import tests/ or tools/. */
const product: Rows = {
  engine: [],
  models: ['engine/calendar.ts'],
  law: ['engine', 'models'],
  protocol: ['engine'],
  db: ['engine', 'models', 'law', 'protocol'],
  registry: ['engine', 'models', 'law', 'protocol', 'db'],
  archive: ['engine', 'models', 'law', 'protocol', 'db'],
  activities: ['engine', 'models', 'law', 'protocol', 'db', 'registry', 'archive'],
  // Workflows run in Temporal's sandbox: of activities they know the types.
  workflows: ['engine', 'protocol', 'types:activities'],
  api: [
    ...['engine', 'models', 'law', 'protocol', 'db', 'registry', 'archive'],
    ...['activities/agencies', 'activities/job-types.ts'],
  ],
  worker: ['engine', 'models', 'law', 'protocol', 'db', 'registry', 'archive', 'activities', 'workflows'],
  web: ['engine/form'],
  simulator: [],
};

/** What stands on the product. */
const around: Rows = {
  scripts: [...Object.keys(product), 'tools/bpmn'],
  examples: [],
  tools: [...Object.keys(product), 'scripts', 'examples'],
  bench: [...Object.keys(product), 'examples', 'tools'],
  tests: ['*'],
};

/** Imports that go when the folders above are filled. */
const notYet: Rows = {
  db: ['types:activities/contract.ts', 'types:workflows/contract.ts'],
  activities: ['workflows/contract.ts'],
  workflows: ['activities/outcomes.ts'],
  api: ['workflows/contract.ts', 'workflows/search-attributes.ts', 'activities/codec.ts'],
};

/** Cycles of values that stay, each with its reason; a cycle that is no longer there has to go from the list. */
const knownCycles: readonly { readonly reason: string; readonly files: readonly string[] }[] = [
  {
    reason: 'Evaluating an expression reads variables, and reading a variable evaluates mappings.',
    files: ['engine/behaviors/expressions.ts', 'engine/behaviors/variables.ts'],
  },
  {
    reason: 'An element that completes activates the next one, whose type decides how, and scopes hold elements.',
    files: [
      ...[
        'compensation',
        'jobs',
        'listeners',
        'multi-instance',
        'publishing',
        'throwing',
        'triggering',
        'user-tasks',
      ].map((name) => `engine/behaviors/${name}.ts`),
      ...['ad-hoc', 'events', 'gateways', 'index', 'scopes', 'tasks'].map((name) => `engine/elements/${name}.ts`),
      'engine/lifecycle.ts',
    ],
  },
  {
    reason: 'FEEL expressions nest: a function, a name or a filter holds expressions again.',
    files: [
      ...['control', 'functions', 'index', 'names', 'type-names'].map((name) => `engine/feel/compile/${name}.ts`),
      ...['free-names', 'names', 'parse'].map((name) => `engine/feel/${name}.ts`),
    ],
  },
  {
    reason: 'Walking the tree collects complaints, whose places are found in the tree.',
    files: ['engine/read/complaints.ts', 'engine/read/tree.ts'],
  },
];

/** SQL is written in db/; these run it through db/. */
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
/** Files that still hold SQL. */
const sqlNotYet: readonly string[] = [];

/** Folders whose comments and pages are still wider than 120 columns. */
const wideNotYet: readonly string[] = [
  ...['README.md', 'activities', 'api', 'db', 'docs', 'engine', 'law', 'models', 'registry', 'scripts', 'simulator'],
  ...['tests', 'worker', 'workflows'],
];

/**
 * Packages that reach the clock, the disk or the network have no place in the core; of `croner` only its arithmetic is
 * used.
 */
const enginePackages = ['feelin', 'bpmn-moddle', 'zeebe-bpmn-moddle', 'dmn-moddle', 'luxon', 'croner'];

const files = readTree();

test('every folder with sources has a row', () => {
  expect(foldersWithoutRow(files, { ...product, ...around })).toEqual([]);
});

test('the rows themselves point one way', () => {
  const { scripts: _, ...rest } = around;
  expect(cyclesOfRows({ ...product, ...rest })).toEqual([]);
});

describe.each(Object.entries({ ...product, ...around }))('%s/', (folder, row) => {
  test(`imports only ${row.join(', ') || 'itself'}`, () => {
    expect(foreignImports(files, folder, [...row, ...(notYet[folder] ?? [])])).toEqual([]);
  });
});

test('no files import each other’s values in a circle, but those listed with the reason', () => {
  expect(cycles(files)).toEqual(knownCycles.map((cycle) => cycle.files.toSorted()).sort(byFirst));
});

test('SQL stands in db/ only', () => {
  expect(sqlIn(files, withoutSql)).toEqual(sqlNotYet);
});

test('no comment and no page has a line over 120 columns', () => {
  const wide = wideLines(files).filter((place) => !wideNotYet.includes(place.split(/[/:]/)[0]!));

  expect(wide).toEqual([]);
});

test('engine/ uses only pure packages and no Node module', () => {
  const packages = imports(files)
    .filter(({ file, isOurs }) => file.startsWith('engine/') && !isOurs)
    .map(({ target }) => target.split('/')[0]!);

  expect([...new Set(packages)].filter((name) => !enginePackages.includes(name))).toEqual([]);
});

test('no clock and no chance in engine/ and workflows/', () => {
  const impure = /Date\.now\(|Math\.random\(|new Date\(\)|performance\.now\(/;
  const found = [...files].filter(([file, text]) => /^(engine|workflows)\/.*\.ts$/.test(file) && impure.test(text));

  expect(found.map(([file]) => file)).toEqual([]);
});

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
