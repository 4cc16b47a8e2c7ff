// Temporal's dev server, with histories on file as in `npm start`, or in memory.
import { join } from 'node:path';
import { freePorts } from '../../tools/stack/ports.ts';
import { findTemporal } from '../../tools/stack/temporal-binaries.ts';
import type { TemporalServer } from './index.ts';
import { startServer } from './process.ts';

export async function devServer({ folder, isOnFile }: { folder: string; isOnFile: boolean }): Promise<TemporalServer> {
  const { temporal: port } = await freePorts();
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'error',
  ];
  const file = isOnFile ? ['--db-filename', join(folder, 'temporal.db')] : [];
  const server = await startServer(await findTemporal('cli'), [...args, ...file], port);
  return { address: `127.0.0.1:${port}`, stop: () => server.stop() };
}
