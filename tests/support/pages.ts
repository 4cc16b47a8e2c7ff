// Pages of docs/ that are made from data: a test compares the page with the data, and writes it when WRITE_DOCS is set.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/** @param page below docs/ */
export function expectPage(page: string, text: string): void {
  const file = join(import.meta.dirname, '..', '..', 'docs', page);
  if (process.env['WRITE_DOCS']) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}
