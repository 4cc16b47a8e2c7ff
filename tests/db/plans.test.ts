// The readings of a case page find their rows by an index. PostgreSQL is told to avoid scans and joins of whole tables,
// so a plan has one only if no index serves the statement.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readings, type Sample } from '../../bench/register/queries.ts';
import { recorder, type Statement } from '../../bench/register/recorder.ts';
import { insertCommittedStep, upsertInstance } from '../../db/instances.ts';
import { caseParties } from '../../db/parties.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { deployedDatabase } from '../support/api-database.ts';
import { fileCase } from '../support/filed-case.ts';
import type { TestDatabase } from '../support/postgres.ts';

/** Tables that stay small however many cases there are. */
const small = ['court', 'process_model', 'decision_model', 'calendar', 'form'];
/** Indexes that hold only the rows with outstanding work. */
const outstanding = ['message_undelivered', 'incident_open', 'incident_open_by_court', 'process_start_pending'];
const indexed = readings.filter(
  ({ group, name }) => group === 'page' || group === 'step' || /(of a court|own cases)$/.test(name),
);

let database: TestDatabase;
let pool: Pool;
let sample: Sample;

beforeAll(async () => {
  database = await deployedDatabase();
  pool = createPool(database.url, {
    max: 1,
    options: '-c timezone=Asia/Shanghai -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off',
  });
  const { id, number, courtCode, workflowId } = await fileCase(pool);
  const at = '2026-03-02T01:00:00.000Z';
  await upsertInstance(pool, {
    ...{ workflowId, caseId: id, parentWorkflowId: null, processId: 'enforcement-case', version: 1 },
    ...{ step: 1, state: 'active', at },
  });
  await insertCommittedStep(pool, workflowId, 1, { starts: [] });
  const debtor = (await caseParties(pool, id))[1]!;
  sample = {
    id,
    number,
    courtCode,
    workflowId,
    handler: 'judge',
    debtorId: debtor.id,
    debtorName: debtor.name,
    documentId: randomUUID(),
  };
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe.each(indexed)('$name', ({ run }) => {
  test('reads no whole table', async () => {
    const recorded = recorder(pool);

    await run(recorded.db, sample);

    const scans: string[] = [];
    for (const statement of recorded.take()) scans.push(...(await wholeTables(statement)));
    expect(scans).toEqual([]);
  });
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

/** The tables that the statement's plan reads from end to end. */
async function wholeTables({ text, values }: Statement): Promise<string[]> {
  const { rows } = await pool.query(`explain (format json) ${text}`, [...values]);
  const found: string[] = [];
  const visit = (node: Node) => {
    const read = node['Index Name'] ?? node['Relation Name'] ?? '';
    const isWhole = /^(Seq|Index|Index Only|Bitmap Index) Scan$/.test(node['Node Type']) && !node['Index Cond'];
    const isFew = outstanding.includes(read) || small.some((table) => read === table || read === `${table}_pkey`);
    if (isWhole && !isFew) found.push(`${node['Node Type']} on ${read} in: ${text}`);
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(rows[0]['QUERY PLAN'][0].Plan);
  return found;
}
