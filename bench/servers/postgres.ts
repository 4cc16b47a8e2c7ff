// One PostgreSQL for everything that is measured on one: our archive, the full Temporal server, the peers. It syncs
// each commit to disk, as it does by default.
import { join } from 'node:path';
import { prepareDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../../tools/stack/embedded-postgres.ts';

export interface Postgres {
  /** As the owner of the server. */
  readonly owner: URL;
  /** Our database, as the application connects to it. */
  readonly appUrl: string;
  stop(): Promise<void>;
}

export async function startPostgres(folder: string, port: number): Promise<Postgres> {
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    port,
    // Each service of the full Temporal server has connections of its own.
    settings: { max_connections: '300' },
  });
  const appUrl = await prepareDatabase({ ownerUrl: server.url, appPassword: 'bench' });
  return { owner: new URL(server.url), appUrl, stop: () => server.stop() };
}
