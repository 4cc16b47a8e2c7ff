// Compiler, linter, formatter and knip as tests. `engine/` is compiled a second time with no ambient types at all.
import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
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
  'every source is formatted, its imports are in order, and the linter finds no fault (`npx biome check --write`)',
  () => expect(output('biome', 'check', '--error-on-warnings')).resolves.toBe(''),
  3 * minutes,
);

test(
  'no file, export or dependency is unused (`npx knip`; knip.jsonc lists what is started by name)',
  () => expect(output('knip', '--no-progress')).resolves.toBe(''),
  3 * minutes,
);

/** The tool's complaints; empty when there are none. */
async function output(tool: string, ...args: string[]): Promise<string> {
  const command = promisify(execFile)(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    // The tools' launchers look for `node`; this makes them use the project's own.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}` },
    maxBuffer: 2 ** 26,
  });
  return command.then(
    () => '',
    (failure: { stdout: string; stderr: string }) => `${failure.stdout}${failure.stderr}`,
  );
}
