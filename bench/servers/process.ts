// Runs a server as a child process. If it does not start, the error contains its last messages.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from '../../tools/stack/ports.ts';
import { ended } from '../../tools/stack/processes.ts';

export interface Started {
  stop(): Promise<void>;
}

/** Starts the server; resolves when a connection to the port succeeds. */
export async function startServer(command: string, args: readonly string[], port: number): Promise<Started> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    if (await answers(port)) return { stop: () => ended(child, 'SIGTERM') };
    await sleep(100);
  }
  await ended(child, 'SIGTERM');
  throw new Error(`${command} did not come up: ${said.trim().split('\n').slice(-5).join('\n')}`);
}
