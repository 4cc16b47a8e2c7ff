// Dependencies point one way (docs in README's house map): a folder imports only what its row names.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** folder -> what of ours it may import; a file name allows just that file, `types:` only its types. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  engine: [],
  law: ['engine', 'models'],
  registry: [
    'db',
    'engine',
    'law',
    'models/courts.json',
    'types:activities/contract.ts',
    'types:workflows/contract.ts',
  ],
  simulator: [],
  workflows: ['engine', 'types:activities/contract.ts', 'activities/outcomes.ts'],
  db: ['engine', 'law', 'types:activities/contract.ts', 'types:workflows/contract.ts'],
  activities: ['db', 'engine', 'law', 'registry', 'workflows/contract.ts'],
  api: [
    'db',
    'engine',
    'law',
    'registry',
    'workflows/contract.ts',
    'workflows/search-attributes.ts',
    'activities/agencies',
    'activities/codec.ts',
    'activities/job-types.ts',
  ],
  worker: ['activities', 'db', 'engine', 'law', 'registry', 'workflows'],
};

/** Packages that reach the clock, the disk or the network have no place in the core; these are pure as they are used (`croner` is asked for instants alone). */
const enginePackages = ['feelin', 'bpmn-moddle', 'zeebe-bpmn-moddle', 'dmn-moddle', 'luxon', 'croner'];

const importPattern =
  /^\s*(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'|import\s+'([^']+)'|import\('([^']+)'\)/gm;

for (const [folder, targets] of Object.entries(allowed)) {
  test(`${folder}/ imports only ${targets.join(', ') || 'itself'}`, () => {
    const foreign = importsOf(folder)
      .filter((found) => found.target !== folder && !found.target.startsWith(`${folder}/`))
      .filter((found) => !targets.some((target) => permits(target, found)));

    expect(foreign.map((found) => `${found.file} -> ${found.target}`)).toEqual([]);
  });
}

test('engine/ uses only pure packages and no Node module', () => {
  const packages = sources('engine').flatMap((file) => specifiers(file).map(({ name }) => name));
  const outside = packages.filter((name) => !name.startsWith('.')).map((name) => name.split('/')[0]);

  expect([...new Set(outside)].filter((name) => !enginePackages.includes(name ?? ''))).toEqual([]);
});

test('no clock and no chance in engine/ and workflows/', () => {
  const impure = /Date\.now\(|Math\.random\(|new Date\(\)|performance\.now\(/;
  const found = [...sources('engine'), ...sources('workflows')].filter((file) =>
    impure.test(readFileSync(file, 'utf8')),
  );

  expect(found.map((file) => relative(root, file))).toEqual([]);
});

interface Found {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
}

function permits(rule: string, found: Found): boolean {
  const target = rule.replace('types:', '');
  if (rule.startsWith('types:') && !found.isType) return false;
  return found.target === target || found.target.startsWith(`${target}/`);
}

function importsOf(folder: string): Found[] {
  return sources(folder).flatMap((file) =>
    specifiers(file)
      .filter(({ name }) => name.startsWith('.'))
      .map(({ name, isType }) => ({
        file: relative(root, file),
        target: relative(root, join(dirname(file), name))
          .split(sep)
          .join('/'),
        isType,
      })),
  );
}

function specifiers(file: string): { name: string; isType: boolean }[] {
  const matches = readFileSync(file, 'utf8').matchAll(importPattern);
  return [...matches].map((match) => ({ name: (match[2] ?? match[3] ?? match[4])!, isType: match[1] !== undefined }));
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));
}
