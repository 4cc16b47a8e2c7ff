// Brings a database and a Temporal namespace to this version: schema, the application's role, search attributes,
// models. It may be repeated. The command `npm run deploy` reads its settings from the environment.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { jobTypes } from '../../activities/job-types.ts';
import { importLawTexts } from '../../db/law.ts';
import { prepareDatabase } from '../../db/migrate.ts';
import { createPool } from '../../db/pool.ts';
import { inBoth } from '../../engine/catalogue.ts';
import { readLawTexts } from '../../law/texts.ts';
import { databaseFaults, type TemporalAddress, temporalAddress, temporalFaults } from '../../protocol/connections.ts';
import { isProduction, refuseFaults, required } from '../../protocol/environment.ts';
import { shortest, strongSecret } from '../../protocol/secrets.ts';
import { deployModels } from '../../registry/deploy.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { say } from './messages.ts';

export interface Deployment {
  readonly ownerUrl: string;
  readonly appPassword: string;
  readonly temporal: TemporalAddress;
  readonly namespace: string;
}

const root = join(import.meta.dirname, '..', '..');

/**
 * The sentences of the laws are not part of the product; if `LAW_TEXTS` names a folder of them, they are imported.
 * Throws with every fault of every model when one of them cannot be deployed; then none is deployed.
 */
export async function deploy({
  ownerUrl,
  appPassword,
  temporal,
  namespace,
}: Deployment): Promise<{ databaseUrl: string }> {
  const databaseUrl = await prepareDatabase({ ownerUrl, appPassword }).catch((cause: unknown) => {
    throw new Error(inBoth(say('deploy.database', { host: hostOf(ownerUrl), detail: problemOf(cause) })), { cause });
  });
  const pool = createPool(ownerUrl);
  try {
    await deployModels(pool, modelsFolder, 'deployment', { jobTypes });
    const laws = process.env['LAW_TEXTS'] ?? join(root, '..', 'shared', 'law');
    if (existsSync(laws)) await importLawTexts(pool, readLawTexts(laws));
  } finally {
    await pool.end();
  }
  await prepareTemporal(temporal, namespace).catch((cause: unknown) => {
    const { address } = temporal;
    throw new Error(inBoth(say('deploy.temporal', { address, detail: problemOf(cause) })), { cause });
  });
  return { databaseUrl };
}

async function prepareTemporal(temporal: TemporalAddress, namespace: string): Promise<void> {
  const connection = await Connection.connect(temporal);
  try {
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

/** Host and port of a database; its URL holds a password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '?';
}

/** A refused connection has no message of its own when the host has several addresses. */
const problemOf = (failure: unknown): string => {
  if (failure instanceof AggregateError) return failure.errors.map(problemOf).join('; ');
  return failure instanceof Error ? failure.message : String(failure);
};

if (import.meta.main) {
  try {
    await deploy(deploymentFromEnvironment(process.env));
    console.log(inBoth(say('deploy.done')));
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : failure);
    process.exit(1);
  }
}

/** @throws Error with all faults, one per line */
export function deploymentFromEnvironment(environment: NodeJS.ProcessEnv): Deployment {
  const faults: string[] = [];
  const deployment: Deployment = {
    ownerUrl: required(environment, 'DATABASE_OWNER_URL', faults),
    appPassword: required(environment, 'APP_DB_PASSWORD', faults),
    temporal: temporalAddress(environment, faults),
    namespace: environment['TEMPORAL_NAMESPACE'] ?? 'default',
  };
  if (isProduction(environment)) {
    databaseFaults(environment, 'DATABASE_OWNER_URL', faults);
    strongSecret(environment, 'APP_DB_PASSWORD', shortest.password, faults);
    temporalFaults(deployment.temporal, faults);
  }
  refuseFaults(faults);
  return deployment;
}
