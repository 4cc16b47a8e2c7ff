// Each rule of direction finds a violation: a few made-up files break it on purpose.
import { expect, test } from '@jest/globals';
import {
  cycles,
  cyclesOfRows,
  type Files,
  foldersWithoutRow,
  foreignImports,
  imports,
  sqlIn,
  wideLines,
} from './rules.ts';

const tree = (files: { readonly [file: string]: string }): Files => new Map(Object.entries(files));

test('imports are found in every form in which TypeScript writes them', () => {
  const files = tree({
    'api/a.ts': `import { x } from '../db/x.ts';
import {
  y,
} from '../db/y.ts';
import type { Z } from '../db/z.ts';
export type { W } from './w.ts';
export * from './v.ts';
import '../db/side.ts';
const later = await import('../db/later.ts');
import { join } from 'node:path';`,
  });

  expect(imports(files).map(({ target, isType, isDynamic }) => [target, isType, isDynamic])).toEqual([
    ['db/x.ts', false, false],
    ['db/y.ts', false, false],
    ['db/z.ts', true, false],
    ['api/w.ts', true, false],
    ['api/v.ts', false, false],
    ['db/side.ts', false, false],
    ['db/later.ts', false, true],
    ['node:path', false, false],
  ]);
});

test('an import uphill is found', () => {
  const files = tree({ 'db/a.ts': `import { b } from '../api/b.ts';\nimport { c } from '../engine/c.ts';` });

  expect(foreignImports(files, 'db', ['engine'])).toEqual(['db/a.ts -> api/b.ts']);
});

test('a product folder that imports tests/ or tools/ is found', () => {
  const files = tree({ 'api/a.ts': `import '../tests/support/a.ts';\nimport { b } from '../tools/stack/b.ts';` });

  expect(foreignImports(files, 'api', ['db'])).toEqual([
    'api/a.ts -> tests/support/a.ts',
    'api/a.ts -> tools/stack/b.ts',
  ]);
});

test('a row may allow one file only, or types only', () => {
  const files = tree({
    'api/a.ts': `import { b } from '../db/b.ts';\nimport type { C } from '../db/c.ts';\nimport { D } from '../db/d.ts';`,
  });

  expect(foreignImports(files, 'api', ['db/b.ts', 'types:db'])).toEqual(['api/a.ts -> db/d.ts']);
});

test('a folder without a row is found; files at the root and folders without sources need none', () => {
  const files = tree({ 'db/a.ts': '', 'extra/b.ts': '', 'jest.config.mjs': '', 'docs/page.md': '' });

  expect(foldersWithoutRow(files, { db: [] })).toEqual(['extra']);
});

test('rows that allow a cycle are found; type imports may point back', () => {
  expect(cyclesOfRows({ db: ['api/b.ts'], api: ['activities'], activities: ['db'], worker: ['db'] })).toEqual([
    ['activities', 'api', 'db'],
  ]);
  expect(cyclesOfRows({ db: ['types:api'], api: ['db'] })).toEqual([]);
});

test('a cycle of values is found, also through a third file; type imports and dynamic imports make none', () => {
  const files = tree({
    'engine/a.ts': `import { b } from './b.ts';`,
    'engine/b.ts': `export { c } from './c.ts';`,
    'engine/c.ts': `import { a } from './a.ts';`,
    'engine/d.ts': `import { a } from './a.ts';\nimport type { E } from './e.ts';`,
    'engine/e.ts': `import { d } from './d.ts';\nconst f = () => import('./f.ts');`,
    'engine/f.ts': `import { e } from './e.ts';`,
  });

  expect(cycles(files)).toEqual([['engine/a.ts', 'engine/b.ts', 'engine/c.ts']]);
});

test.each([
  ["pool.query('select id from court')"],
  ['pool.query(`\n  select id,\n    name\n  from court`)'],
  ["tx.query('insert into court values ($1)')"],
  ['tx.query(`update court set name = $1`)'],
  ["tx.query('delete from court')"],
  ['tx.query(`with latest as (select 1) table latest`)'],
  ['tx.query(`table head;\n select id from court`)'],
  ["pool.query('SELECT id FROM court')"],
  ['tx.query(`INSERT INTO court VALUES ($1)`)'],
  ["tx.query('release savepoint part')"],
  ["tx.query('truncate court')"],
])('SQL outside db/ is found: %s', (text) => {
  expect(sqlIn(tree({ 'api/a.ts': text, 'db/b.ts': text }), ['api'])).toEqual(['api/a.ts']);
});

test.each([
  ['// select a case from the list'],
  ["import { select } from './select.ts';"],
  ["const advice = 'Select it from the list.';"],
  ['await update(set);'],
])('text that only resembles SQL is not reported: %s', (text) => {
  expect(sqlIn(tree({ 'api/a.ts': text }), ['api'])).toEqual([]);
});

test('lines over 120 columns in comments and Markdown are found; code, tables and long addresses are not', () => {
  const long = 'word '.repeat(30);
  const files = tree({
    'db/a.ts': `// ${long}\nconst a = '${long}';\n/**\n * ${long}\n */`,
    'docs/a.md': `# short\n${long}\n| ${long} |\n\`\`\`\n${long}\n\`\`\`\n![](${'x'.repeat(130)})`,
    'docs/a.json': long,
  });

  expect(wideLines(files)).toEqual(['db/a.ts:1', 'db/a.ts:4', 'docs/a.md:2']);
});
