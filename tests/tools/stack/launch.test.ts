// The launcher of all commands stops its script when the command is ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'launch-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a script is stopped when npm, which signals only its shell, is ended', async () => {
  const script = join(folder, 'script.mjs');
  writeFileSync(
    script,
    `console.log('started'); process.on('message', (asked) => { console.log(asked); process.exit(); });`,
  );
  const command = `"${process.execPath}" tools/stack/launch.mjs ${relative(root, script)}; true`;
  const environment = { ...process.env, npm_lifecycle_event: 'start' };
  const shell = spawn('sh', ['-c', command], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.endsWith('started\n')) shell.kill('SIGTERM');
  });

  await once(shell.stdout, 'end');

  // An installation may print before it.
  expect(output).toMatch(/started\nstop\n$/);
});
