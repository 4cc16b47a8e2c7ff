// Worker, API and the agencies' simulator in this process, on an existing Temporal server and database.
import type { Client } from '@temporalio/client';
import type { Provider } from '../../activities/agencies/providers.ts';
import { startWorker, type WorkerParts } from '../../worker/start.ts';
import { type InProcess, type Parts, startParts } from './parts.ts';

export interface Infrastructure extends Omit<WorkerParts, 'providers'>, Omit<Parts, 'start' | 'now' | 'namespace'> {
  readonly client: Client;
  /** Changes how some providers are reached. */
  readonly changeProviders?: (all: Provider[]) => Provider[];
}

/** The system with a worker on a Temporal server. */
export function inProcess(infrastructure: Infrastructure): Promise<InProcess> {
  const { client, pool, databaseUrl, address, onApi, changeProviders = (all) => all, ...worker } = infrastructure;
  return startParts({
    pool,
    databaseUrl,
    ...(address === undefined ? {} : { address }),
    namespace: worker.namespace,
    ...(onApi ? { onApi } : {}),
    start: async (all) => {
      const running = await startWorker({ ...worker, pool, providers: changeProviders(all) });
      return { ...running, temporal: client };
    },
  });
}
