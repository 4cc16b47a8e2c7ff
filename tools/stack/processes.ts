// Child processes of the stack: started with a log file, restarted when they end by themselves, stopped in order.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inBoth } from '../../engine/catalogue.ts';
import { say as message } from './messages.ts';

const root = join(import.meta.dirname, '..', '..');

/** The product's own processes, in the order of their start; each is `<name>/main.ts`. */
export const processNames = ['simulator', 'worker', 'api'] as const;
export type ProcessName = (typeof processNames)[number];

export const logFile = (dataFolder: string, name: string): string => join(dataFolder, 'log', `${name}.log`);

export function spawnLogged(
  command: string,
  args: readonly string[],
  log: string,
  environment: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  return child;
}

export interface Supervised {
  process(name: ProcessName): ChildProcess;
  stop(): Promise<void>;
}

export interface Supervision {
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** An address that answers with 200 when the process is ready. */
  readonly readiness: { readonly [name in ProcessName]: string };
  readonly say: (line: string) => void;
  /** Called before any process is started, so that a failed start can be stopped too. */
  readonly onStarting: (supervised: Supervised) => void;
}

/**
 * Resolves when all processes are ready. Rejects when one ends before that: its configuration is wrong, and a restart
 * would not help.
 */
export async function supervise(options: Supervision): Promise<Supervised> {
  const { dataFolder, environment, readiness, say, onStarting } = options;
  const children = new Map<ProcessName, ChildProcess>();
  let state: 'starting' | 'up' | 'stopping' = 'starting';
  let fail: (failure: Error) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const supervised = {
    process: (name: ProcessName) => children.get(name)!,
    stop: async () => {
      state = 'stopping';
      await Promise.all([...children.values()].map((child) => ended(child, 'SIGTERM')));
    },
  };
  onStarting(supervised);
  for (const name of processNames) keepRunning(name);
  const allReady = Promise.all(processNames.map((name) => ready(name)));
  await Promise.race([failed, allReady]);
  state = 'up';
  return supervised;

  function keepRunning(name: ProcessName): void {
    const log = logFile(dataFolder, name);
    const main = join(root, name, 'main.ts');
    const child = spawnLogged(process.execPath, ['--disable-warning=ExperimentalWarning', main], log, environment);
    children.set(name, child);
    child.once('exit', (code, signal) => {
      const how = `${signal ?? code}`;
      if (state === 'stopping') return;
      if (state === 'starting') return fail(new Error(inBoth(message('start.failed', { name, how, log }))));
      say(inBoth(message('start.restarted', { name, how, log })));
      setTimeout(() => state !== 'stopping' && keepRunning(name), 1000);
    });
  }

  async function ready(name: ProcessName): Promise<void> {
    for (let tries = 0; tries < 600 && state !== 'stopping'; tries++) {
      const isUp = await fetch(readiness[name]).then(
        (response) => response.ok,
        () => false,
      );
      if (isUp) return;
      await sleep(100);
    }
    if (state !== 'stopping') throw new Error(inBoth(message('start.slow', { name, log: logFile(dataFolder, name) })));
  }
}

/** Resolves when the process has ended; after 20 seconds it is killed. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await exit;
  clearTimeout(timer);
}
