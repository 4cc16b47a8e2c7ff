// docs/generated/bpmn-support.md states what the engine does, row by row.
import { test } from '@jest/globals';
import { expectPage } from '../support/pages.ts';
import { supportTable } from './support-table.ts';

test('the table of elements agrees with the reader: WRITE_DOCS=1 npm test -- tests/engine/support-table', async () => {
  expectPage('docs/generated/bpmn-support.md', await supportTable());
});
