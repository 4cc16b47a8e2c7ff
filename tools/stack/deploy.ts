// Brings a database and a Temporal namespace to this version: schema, the application's role, search attributes,
// models. It may be repeated. The command `npm run deploy` reads its settings from the environment.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { jobTypes } from '../../activities/job-types.ts';
import { importLawTexts } from '../../db/law.ts';
import { prepareDatabase } from '../../db/migrate.ts';
import { createPool } from '../../db/pool.ts';
import { readLawTexts } from '../../law/texts.ts';
import { deployModels } from '../../registry/deploy.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';

export interface Deployment {
  readonly ownerUrl: string;
  readonly appPassword: string;
  readonly temporalAddress: string;
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
  temporalAddress,
  namespace,
}: Deployment): Promise<{ databaseUrl: string }> {
  const databaseUrl = await prepareDatabase({ ownerUrl, appPassword });
  const pool = createPool(ownerUrl);
  try {
    await deployModels(pool, modelsFolder, 'deployment', { jobTypes });
    const laws = process.env['LAW_TEXTS'] ?? join(root, '..', 'shared', 'law');
    if (existsSync(laws)) await importLawTexts(pool, readLawTexts(laws));
  } finally {
    await pool.end();
  }
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
  return { databaseUrl };
}

if (import.meta.main) {
  const needed = ['DATABASE_OWNER_URL', 'APP_DB_PASSWORD', 'TEMPORAL_ADDRESS'] as const;
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.error(`环境变量缺失 / Missing in the environment: ${missing.join(', ')}. See docs/using/operating.md.`);
    process.exit(1);
  }
  await deploy({
    ownerUrl: process.env['DATABASE_OWNER_URL'] ?? '',
    appPassword: process.env['APP_DB_PASSWORD'] ?? '',
    temporalAddress: process.env['TEMPORAL_ADDRESS'] ?? '',
    namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
  });
  console.log('部署完成 / Deployed.');
}
