// Pages that are generated from data: a test compares the page with the data, and writes it when WRITE_DOCS is set
// (`WRITE_DOCS=1 npm test -- tests/engine tests/models`).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/** @param page the page's path from the root, for example docs/generated/patterns.md */
export function expectPage(page: string, text: string): void {
  const file = join(import.meta.dirname, '..', '..', page);
  if (process.env['WRITE_DOCS']) writeFileSync(file, text);
  const writtenBy = 'WRITE_DOCS=1 npm test -- tests/engine tests/models';
  expect({ page, writtenBy, text: readFileSync(file, 'utf8') }).toEqual({ page, writtenBy, text });
}
