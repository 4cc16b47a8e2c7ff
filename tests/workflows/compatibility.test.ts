// The list of changes under running cases (workflows/compatibility.ts) follows its own rules.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { changes } from '../../workflows/compatibility.ts';

test('every change of behavior under running cases names a kept history, and no number is used twice', () => {
  const missing = changes.filter(({ history }) => !existsSync(join(import.meta.dirname, '..', 'histories', history)));
  const numbers = changes.map(({ number }) => number);

  expect(missing).toEqual([]);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
