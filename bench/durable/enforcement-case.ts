// Measures the project's own case, from filing to payout, with the product itself: API, worker, agencies over HTTP,
// everything encrypted. It has no counterpart written by hand, so it is measured alone.

import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import { createPool, type Pool } from '../../db/pool.ts';
import { httpWorld } from '../../examples/http-world.ts';
import { type Example, loadExample, play } from '../../examples/player.ts';
import { workflowOf } from '../../protocol/instance-id.ts';
import { deployModels } from '../../registry/deploy.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { inProcess } from '../../tools/stack/in-process.ts';
import type { Postgres } from '../servers/postgres.ts';
import type { Line } from '../table.ts';

const cases = 2;

export interface Environment {
  readonly postgres: Postgres;
  readonly pool: Pool;
  readonly client: Client;
  readonly native: NativeConnection;
  readonly address: string;
  readonly dataConverter: DataConverter;
}

/** Plays several cases in parallel, each with its own debtor and assets. */
export async function enforcementCases(name: string, beneath: Environment): Promise<Line> {
  const what = `the enforcement case, ${name}`;
  console.error(`  ${what}`);
  const { postgres, pool, client, native, address, dataConverter } = beneath;
  const root = join(import.meta.dirname, '..', '..');
  const owner = createPool(postgres.owner.href, { max: 1 });
  await deployModels(owner, modelsFolder, 'bench');
  await owner.end();
  const { stop, apiUrl, simulatorUrl } = await inProcess({
    pool,
    client,
    address,
    dataConverter,
    databaseUrl: postgres.appUrl,
    connection: native,
    namespace: 'default',
    pollMs: 100,
    workflows: { workflowsPath: join(root, 'workflows', 'index.ts') },
  });
  const example = await loadExample('1-paid-from-what-was-found');
  const startedAt = performance.now();
  const numbers = await Promise.all(
    Array.from({ length: cases }, (_, index) =>
      play(withOwnNumbers(example, index + 1), httpWorld(apiUrl, simulatorUrl)),
    ),
  );
  const perSecond = (cases * 1000) / (performance.now() - startedAt);
  const sizes = await sizesOf(client, pool, numbers[0]![0]!);
  await stop();
  return { what, who: 'ours', unit: 'cases', perSecond, ...sizes };
}

/** Gives debtor, account, flat and car numbers of their own by changing the last digits. */
function withOwnNumbers(example: Example, index: number): Example {
  const own = ['999999198210150037', '6222020402000031186', '第0086201号', '冀A8K2P6'].reduce(
    (text, number) => text.replaceAll(number, number.replace(/\d(?=\D*$)/, String(index))),
    JSON.stringify(example),
  );
  const { application, script } = JSON.parse(own) as Example;
  return { application: { ...application, externalId: `${application['externalId']}-${index}` }, script };
}

/** Events and bytes of all histories of a case: its own, and one for each asset and order. */
async function sizesOf(client: Client, pool: Pool, number: string): Promise<{ events: number; bytes: number }> {
  const { rows } = await pool.query<{ id: string }>(
    `select workflow_id as id from process_instance where case_id = (select id from enforcement_case where number = $1)`,
    [number],
  );
  const all: { readonly historyLength: number; readonly historySize?: number }[] = [];
  for (const workflowId of new Set(rows.map(({ id }) => workflowOf(id))))
    for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) all.push(run);
  return {
    events: all.reduce((sum, { historyLength }) => sum + historyLength, 0),
    bytes: all.reduce((sum, { historySize = 0 }) => sum + historySize, 0),
  };
}
