// `npm test`: finds the servers that the tests need, runs every level of tests, and ends with `N passed, N failed`.
// `npm run test:outside` does the same with the tests that need tools which npm does not install.
// Arguments go to jest: `npm test -- tests/engine`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporal } from './temporal-binaries.ts';

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const root = join(import.meta.dirname, '..', '..');
// Each run has its own file, because two runs may happen at the same time.
const summaryFile = join(root, 'var', `test-summary-${process.pid}.json`);

process.on('message', () => stop());
process.on('disconnect', () => stop());
mkdirSync(join(root, 'var'), { recursive: true });

// Set here once, so that no test file searches for servers or installs them.
process.env['TEMPORAL_CLI_PATH'] = await findTemporal('cli');
process.env['TEMPORAL_TEST_SERVER_PATH'] = await findTemporal('test-server');

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${summaryFile}`,
    ...process.argv.slice(2),
  ],
  // jest's JSON also goes to standard output and its report to standard error; only the report is shown.
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);

// jest waits without limit for handles that a test has left open, for example a server.
const afterlifeMs = 20_000;
const watch = setInterval(() => {
  if (!existsSync(summaryFile)) return;
  clearInterval(watch);
  setTimeout(() => {
    console.log('A test left a handle open; jest is stopped.');
    jest.kill('SIGKILL');
  }, afterlifeMs).unref();
}, 1000);

jest.on('exit', (code) => {
  if (!existsSync(summaryFile)) {
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
  const summary = JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary;
  rmSync(summaryFile);
  // A file that could not be loaded counts as failed, even though none of its tests ran.
  const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
  const tests = summary.testResults.flatMap(({ assertionResults }) => assertionResults);
  const notRun = tests.filter(({ status }) => status === 'pending');
  for (const { fullName } of notRun) console.log(`not run: ${fullName}`);
  if (notRun.length > 0) console.log(`${notRun.length} not run`);
  console.log(`${summary.numPassedTests} passed, ${failed} failed`);
  process.exit(code ?? 1);
});

function stop() {
  jest.kill('SIGTERM');
}
