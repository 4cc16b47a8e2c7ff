// Pages that are made from data: a test compares the page with the data, and writes it when WRITE_DOCS is set
// (`WRITE_DOCS=1 npm test -- tests/engine tests/models`).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/** @param page its path from the root, docs/generated/patterns.md for one */
export function expectPage(page: string, text: string): void {
  const file = join(import.meta.dirname, '..', '..', page);
  if (process.env['WRITE_DOCS']) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}
