// Operaton on the same PostgreSQL, in a database of its own: built by Maven on demand, controlled over standard input.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Postgres } from '../../servers/postgres.ts';
import { NotAvailable, peersFolder } from '../folder.ts';

const target = join(peersFolder, 'operaton-1.0.3');

export interface Operaton {
  /** Instances per second. */
  measure(process: string, instances: number): Promise<number>;
  stop(): Promise<void>;
}

/** @throws NotAvailable without Java 17 and Maven, or when its packages cannot be fetched */
export async function startOperaton({ owner }: Postgres): Promise<Operaton> {
  build();
  const client = new pg.Client({ connectionString: owner.href });
  await client.connect();
  await client.query('create database operaton');
  await client.end();
  const path = [join(target, 'operaton-1.jar'), join(target, 'lib', '*')].join(':');
  const url = `jdbc:postgresql://${owner.host}/operaton`;
  const child = spawn('java', ['-Xmx2g', '-cp', path, 'Bench', url, owner.username, owner.password]);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const next = answersOf(child);
  await next();
  child.kill('SIGSTOP');
  return {
    // Between its turns it looks for jobs and compiles code. A pause of a second lets it finish, so that this does not
    // slow the next contender.
    measure: async (model, instances) => {
      child.kill('SIGCONT');
      await sleep(1_000);
      child.stdin.write(`${model} ${instances}\n`);
      const perSecond = Number(await next());
      child.kill('SIGSTOP');
      return perSecond;
    },
    stop: async () => {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGCONT');
      child.stdin.end();
      await exit;
    },
  };
}

function build(): void {
  const jar = join(target, 'operaton-1.jar');
  const source = join(import.meta.dirname, 'src', 'Bench.java');
  if (existsSync(jar) && statSync(jar).mtimeMs > statSync(source).mtimeMs) return;
  rmSync(jar, { force: true });
  const { status, stdout, error } = spawnSync(
    'mvn',
    ['-q', '-B', '-f', join(import.meta.dirname, 'pom.xml'), `-Dtarget=${target}`, 'package'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new NotAvailable(error ? 'no Maven' : `mvn failed: ${stdout.trim().split('\n')[0]}`);
}

/** Reads the next line of the process's output; rejects when the process ends instead. */
function answersOf(child: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2000);
  });
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`Operaton ended: ${complaints}`);
    return value;
  };
}
