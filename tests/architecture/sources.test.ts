// What the compiler and the linter say, as tests: `engine/` is checked a second time with no ambient types at all.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const minutes = 60_000;

test('every source type-checks', () => expect(output('tsc', '-p', '.')).resolves.toBe(''), 3 * minutes);

test(
  'engine/ type-checks with no ambient types',
  () => expect(output('tsc', '-p', 'engine')).resolves.toBe(''),
  3 * minutes,
);

test(
  'every source passes the linter',
  () => expect(output('biome', 'lint', '--error-on-warnings')).resolves.toBe(''),
  3 * minutes,
);

/** What the tool complains of; empty when it has nothing to say. */
async function output(tool: string, ...args: string[]): Promise<string> {
  const command = promisify(execFile)(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  return command.then(
    () => '',
    (failure: { stdout: string; stderr: string }) => `${failure.stdout}${failure.stderr}`,
  );
}
