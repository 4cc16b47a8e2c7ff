// docs/generated/bpmn-support.md states what the engine does, row by row.
import { test } from '@jest/globals';
import { expectPage } from '../support/pages.ts';
import { supportTable } from './support-table.ts';

test('the table of supported elements agrees with the reader', async () => {
  expectPage('docs/generated/bpmn-support.md', await supportTable());
});
