// One PostgreSQL for our archive, the full Temporal server and the peers. It syncs each commit to disk, as by default.
import { join } from 'node:path';
import { prepareDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../../tools/stack/embedded-postgres.ts';

export interface Postgres {
  /** Connects as the owner of the server. */
  readonly owner: URL;
  /** URL of our database for the application's role. */
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
