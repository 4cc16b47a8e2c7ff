// A Temporal server for tests: the time-skipping one, or the dev server for tests that need its additional functions.
import { resolve } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  type WorkflowBundle,
} from '@temporalio/worker';
import { searchAttributes } from '../../protocol/search-attributes.ts';
import { bundling } from '../../worker/bundling.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { findTemporal } from './temporal-binaries.ts';

const quiet = new DefaultLogger('ERROR');
let runtimeInstalled = false;
let bundle: Promise<WorkflowBundle> | undefined;

function installRuntime(): void {
  if (runtimeInstalled) return;
  // The time-skipping server lacks what the newest SDK warns about; its warnings would go to standard output.
  const telemetryOptions = { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), console: {} } };
  Runtime.install({ logger: quiet, telemetryOptions });
  runtimeInstalled = true;
}

/** One environment for each test file: time skips for all open workflows at once. Close it with `teardown()`. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  installRuntime();
  const path = await findTemporal('test-server');
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
  return environment;
}

/** The dev server, in memory: real time. */
export async function devServer(): Promise<TestWorkflowEnvironment> {
  installRuntime();
  const path = await findTemporal('cli');
  const attributes = Object.entries(searchAttributes).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: attributes,
      log: { format: 'pretty', level: 'error' },
    },
  });
}

/** The workflows' bundle, built once for a test file. */
export function workflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: resolve(import.meta.dirname, '../../workflows/index.ts'),
    ...bundling,
    logger: quiet,
  });
  return bundle;
}
