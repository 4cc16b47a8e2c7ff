// Kept histories of Temporal. The current workflow code replays them (tests/workflows/replay.test.ts), so a change that
// would break a running case fails there.
// Recorded by: RECORD_HISTORIES=1 npm test -- tests/examples tests/workflows/large-steps
// Until a release is tagged only the current histories are kept; from then on those of each release stay as long as a
// case of it may run (workflows/compatibility.ts).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Client, WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Pool } from '../../db/pool.ts';
import { workflowOf } from '../../protocol/instance-id.ts';

const { History } = proto.temporal.api.history.v1;
const folder = join(import.meta.dirname, '..', 'histories');

/** Keeps the histories of all runs of all workflows that took part, if the environment asks for it. */
export async function recordHistories(name: string, pool: Pool, client: Client): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const { rows } = await pool.query<{ id: string }>(
    `select workflow_id as id from process_instance order by started_at, workflow_id`,
  );
  const histories: Kept[] = [];
  for (const workflowId of new Set(rows.map(({ id }) => workflowOf(id))))
    for (const { history } of await runsOf(client, workflowId))
      histories.push({ workflowId, history: Buffer.from(History.encode(history).finish()).toString('base64') });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json.gz`), gzipSync(JSON.stringify(histories), { level: 9 }));
}

type Fetched = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** All runs of a workflow in order. */
export async function runsOf(
  { workflow }: Client,
  workflowId: string,
): Promise<{ readonly runId: string; readonly history: Fetched }[]> {
  const runs: { readonly runId: string; readonly history: Fetched }[] = [];
  let runId: string | undefined;
  do {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    const started = history.events![0]!.workflowExecutionStartedEventAttributes!;
    runs.unshift({ runId: started.originalExecutionRunId!, history });
    runId = started.continuedExecutionRunId || undefined;
  } while (runId);
  return runs;
}

interface Kept {
  readonly workflowId: string;
  /** Temporal's protobuf message, in base64. */
  readonly history: string;
}

export function keptHistories(): { readonly name: string; readonly workflowId: string; readonly history: unknown }[] {
  return readdirSync(folder).flatMap((file) => {
    const histories = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as Kept[];
    return histories.map(({ workflowId, history }) => ({
      name: file.replace('.json.gz', ''),
      workflowId,
      history: History.decode(Buffer.from(history, 'base64')),
    }));
  });
}
