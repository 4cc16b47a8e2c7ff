// The page of the laws, and the command that makes it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { articles, laws } from '../../../law/laws.ts';
import { lawMap } from '../../../tools/law-index/law-map.ts';
import { expectPage } from '../../support/pages.ts';

test('the law map agrees with models/law', () => {
  expectPage('docs/generated/law-map.md', lawMap(articles));
});

test('the command lists the texts that are missing, and writes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  const script = join(import.meta.dirname, '..', '..', '..', 'tools', 'law-index', 'main.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });

  const files = laws.flatMap(({ versions }) => versions.flatMap(({ file }) => file ?? []));
  expect(status).toBe(1);
  expect(stderr).toContain(`Expected the text of every version in ${folder}; missing, so nothing was written:`);
  expect(files.filter((file) => !stderr.includes(`  ${file}.md`))).toEqual([]);
  expect(stderr).not.toContain('at main');
});
