// A fault that prevents the start is reported at once, in one line.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePorts } from '../../tools/stack/ports.ts';
import { startStack } from '../../tools/stack/stack.ts';

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'enforcement-start-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true, force: true });
});

const start = async () => startStack({ dataFolder: folder, ports: await freePorts(), say: () => {} });

test('the training environment does not start in production mode', async () => {
  process.env['NODE_ENV'] = 'production';

  await expect(start()).rejects.toThrow('does not start with NODE_ENV=production');
});

test('a part that did not start is named with the file of its messages', async () => {
  process.env['AGENCY_PROVIDERS'] = join(folder, 'no-such-file.json');

  await expect(start()).rejects.toThrow(/^worker .* did not start; its messages are in .*worker\.log\.$/);
}, 240_000);
