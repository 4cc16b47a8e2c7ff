// The Temporal servers on which the durable part is measured.
import { devServer } from './dev-server.ts';
import { fullServer } from './full-server.ts';
import type { Postgres } from './postgres.ts';

export interface TemporalServer {
  readonly address: string;
  stop(): Promise<void>;
}

interface Kind {
  readonly name: string;
  /** True when its histories are in the same PostgreSQL as our archive. */
  readonly isOnPostgres: boolean;
  start(postgres: Postgres, folder: string): Promise<TemporalServer>;
}

export const temporalServers = {
  memory: {
    name: 'dev server in memory',
    isOnPostgres: false,
    start: (_postgres, folder) => devServer({ folder, isOnFile: false }),
  },
  file: {
    name: 'dev server on file',
    isOnPostgres: false,
    start: (_postgres, folder) => devServer({ folder, isOnFile: true }),
  },
  full: { name: 'full server on PostgreSQL', isOnPostgres: true, start: fullServer },
} satisfies { readonly [section: string]: Kind };
