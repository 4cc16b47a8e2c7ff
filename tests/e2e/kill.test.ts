// A worker and an API killed in the middle of example 1: nothing is lost, and no agency does anything twice.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../examples/clocks.ts';
import { httpWorld } from '../../examples/http-world.ts';
import { loadExample, play } from '../../examples/player.ts';
import { freePorts } from '../../tools/stack/ports.ts';
import type { ProcessName } from '../../tools/stack/processes.ts';
import { type Stack, startStack } from '../../tools/stack/stack.ts';

let folder: string;
let stack: Stack;
let world: World;
let number: string;
const killed: ProcessName[] = [];

/** The process is killed when the case's timeline first shows this text. */
const kills: readonly { readonly when: string; readonly name: ProcessName }[] = [
  { when: '制作查封、扣押、冻结裁定', name: 'worker' },
  { when: '拍卖公告', name: 'api' },
  { when: '成交裁定书', name: 'worker' },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'enforcement-kill-'));
  chmodSync(folder, 0o755);
  stack = await startStack({ dataFolder: folder, ports: await freePorts(), say: () => {} });
  world = httpWorld(stack.apiUrl, stack.simulatorUrl);
  const { application, script } = await loadExample('1-paid-from-what-was-found');
  const due = [...kills];
  [number = ''] = await play({ application, script }, world, (_number, { text }) => {
    if (!due[0] || !text.includes(due[0].when)) return;
    const { name } = due.shift()!;
    stack.process(name).kill('SIGKILL');
    killed.push(name);
  });
}, 240_000);

afterAll(async () => {
  await stack?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}, 60_000);

const read = async (path: string) =>
  (await world.call('judge', 'GET', `/cases/${encodeURIComponent(number)}${path}`)) as Record<string, unknown>;

test('the case ends fully performed although worker and API were killed on the way', async () => {
  expect(killed).toEqual(['worker', 'api', 'worker']);
  expect(await read('')).toMatchObject({ status: 'closed', closingWay: 'fullyPerformed', incidents: [] });
});

test('every request reached its agency, and no agency did anything twice', async () => {
  const { items } = (await (await fetch(`${stack.simulatorUrl}/control/effects`)).json()) as {
    items: { id: string; effects: number }[];
  };

  expect(items.length).toBeGreaterThan(10);
  expect(items.filter(({ effects }) => effects !== 1)).toEqual([]);
});

test('the archive verifies as complete', async () => {
  expect(await read('/archive/verification')).toMatchObject({ ok: true });
});
