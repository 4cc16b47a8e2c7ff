// docs/bpmn-support.md says what the engine does, row by row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { supportTable } from './support-table.ts';

test('the table of supported elements is what the reader says', async () => {
  const written = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'bpmn-support.md'), 'utf8');

  expect(await supportTable()).toBe(written);
});
