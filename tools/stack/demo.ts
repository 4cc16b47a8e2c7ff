// `npm run demo`: plays the example cases at training speed, on a running stack or on one that it starts itself, and
// prints each case's timeline as it happens.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBoth, listed } from '../../engine/catalogue.ts';
import type { World } from '../../examples/clocks.ts';
import { httpWorld } from '../../examples/http-world.ts';
import type { News } from '../../examples/news.ts';
import { loadExample, play } from '../../examples/player.ts';
import { say } from './messages.ts';
import { freePorts, portsFromEnvironment } from './ports.ts';
import { type Stack, startStack } from './stack.ts';

const all = ['1-paid-from-what-was-found', '2-an-assisting-body-refuses', '3-nothing-found-then-something'];
// `npm run demo -- 2b` plays the example whose name begins with 2b.
const wanted = process.argv[2];
const known = [...all, '2b-detained-and-referred'];
const examples = wanted ? known.filter((name) => name.startsWith(wanted)) : all;
if (examples.length === 0) {
  console.error(inBoth(say('demo.unknown', { wanted: wanted ?? '', known: listed(known) })));
  process.exit(2);
}

/** A start in progress is finished before it is stopped, so that no part keeps running. */
let started: Promise<Stack> | undefined;
let folder: string | undefined;

process.on('message', () => void finish(1));
process.on('disconnect', () => void finish(1));

const began = performance.now();
try {
  const { apiUrl, simulatorUrl } = await findStack();
  // The examples run at the same time, as in a court: each line names its case.
  await Promise.all(examples.map((name) => show(name, httpWorld(apiUrl, simulatorUrl))));
  console.log(`\n${inBoth(say('demo.over', { seconds: Math.round((performance.now() - began) / 1000) }))}`);
  await finish(0);
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  await finish(1);
}

async function findStack(): Promise<{ apiUrl: string; simulatorUrl: string }> {
  const defaultPorts = portsFromEnvironment();
  const running = {
    apiUrl: `http://127.0.0.1:${defaultPorts.api}`,
    simulatorUrl: `http://127.0.0.1:${defaultPorts.simulator}`,
  };
  const isUp = await fetch(`${running.apiUrl}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
  if (isUp) return running;
  console.log(inBoth(say('demo.starting')));
  folder = mkdtempSync(join(tmpdir(), 'enforcement-demo-'));
  // PostgreSQL may run as another user than the one who starts it.
  chmodSync(folder, 0o755);
  const ports = await freePorts();
  started = startStack({ dataFolder: folder, ports, say: (line) => console.log(`· ${line}`) });
  return started;
}

async function finish(code: number): Promise<never> {
  await started?.then(
    (stack) => stack.stop(),
    () => {},
  );
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

async function show(name: string, world: World): Promise<void> {
  const example = await loadExample(name);
  console.log(`\n━━ ${example.script.title} ━━`);
  // The external id is new each time, so that the demonstration can be played again.
  const application = { ...example.application, externalId: `${example.application['externalId']}-${Date.now()}` };
  const numbers = await play({ ...example, application }, world, print);
  console.log(`${inBoth(say('demo.ended'))}: ${numbers.join('、')}`);
}

function print(caseNumber: string, { date, text }: News): void {
  console.log(`${date}  ${caseNumber}  ${text}`);
}
