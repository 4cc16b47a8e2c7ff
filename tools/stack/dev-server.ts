// Temporal's dev server as a child process; its histories are in a file of the data folder.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';
import { answers, type Ports } from './ports.ts';
import { logFile, spawnLogged } from './processes.ts';
import { findTemporal } from './temporal-binaries.ts';

/** Resolves when the server answers. The UI asks the API's codec endpoint to decode payloads. */
export async function startDevServer(dataFolder: string, ports: Ports): Promise<ChildProcess> {
  const log = logFile(dataFolder, 'temporal');
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'error'],
    ...['--db-filename', join(dataFolder, 'temporal.db')],
    ...['--port', String(ports.temporal), '--ui-port', String(ports.temporalUi)],
    ...['--ui-codec-endpoint', `http://127.0.0.1:${ports.api}/codec`],
  ];
  const child = spawnLogged(await findTemporal('cli'), args, log);
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if (await answers(ports.temporal)) return child;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(inBoth(say('temporal.failed', { log })));
}
