// `npm run bench -- register [cases]`: fills a register and measures each statement of the case page, of the lists and
// of the sweeper on it.
import type { Queryable } from '../../db/pool.ts';
import { openRegister } from './database.ts';
import { type Reading, readings, type Sample } from './queries.ts';
import { recorder, type Statement } from './recorder.ts';

export interface Measured {
  readonly reading: string;
  readonly group: Reading['group'];
  /** Tables of the statement, in its order. */
  readonly tables: string;
  readonly runs: number;
  readonly median: number;
  readonly maximum: number;
  /** Planning and execution when the slowest run is repeated. */
  readonly again: number;
  readonly plan: readonly string[];
}

/** Milliseconds that a statement of a case page may take. */
export const bar = 5;

/** Measures all readings on a register with so many cases, each with `runs` cases. */
export async function measureRegister(cases: number, runs = 100): Promise<Measured[]> {
  const { pool, stop } = await openRegister(cases);
  try {
    const samples = await chooseSamples(pool, runs);
    const measured: Measured[] = [];
    for (const reading of readings) measured.push(...(await measure(pool, reading, samples)));
    return measured;
  } finally {
    await stop();
  }
}

/** Half of the cases have full records; a third of the others resumed a case. */
async function chooseSamples(db: Queryable, count: number): Promise<Sample[]> {
  const { rows } = await db.query<Sample>(
    `select filing.id, number, court_code as "courtCode", workflow_id as "workflowId", handler, debtor.id as "debtorId",
       debtor.name as "debtorName", (select document.id from document where document.case_id = filing.id limit 1) as "documentId"
     from (
       (select id from filing where is_full order by md5(n::text) limit $1 / 2)
       union (select id from filing where resumed_from is not null order by md5(n::text) limit $1 / 6)
       union (select id from filing where not is_full order by md5(n::text) limit $1 / 3)
     ) as filing join enforcement_case using (id)
     join lateral (select id, name from party where case_id = filing.id and role = 'debtor' order by position limit 1) as debtor on true
     order by md5(number)`,
    [count],
  );
  return rows;
}

async function measure(db: Queryable, { name, group, run }: Reading, samples: readonly Sample[]): Promise<Measured[]> {
  const recorded = recorder(db);
  await run(recorded.db, samples.at(-1)!);
  recorded.take();
  for (const sample of samples) await run(recorded.db, sample);
  const statements = recorded.take().sort((a, b) => a.milliseconds - b.milliseconds);
  const measured: Measured[] = [];
  for (const asked of new Set(statements.map(({ text }) => text))) {
    const inOrder = statements.filter(({ text }) => text === asked);
    const slowest = inOrder.at(-1)!;
    const { again, plan } = await explain(db, slowest);
    measured.push({
      reading: name,
      group,
      tables: tablesOf(slowest.text),
      runs: inOrder.length,
      median: inOrder[Math.floor(inOrder.length / 2)]!.milliseconds,
      maximum: slowest.milliseconds,
      again,
      plan,
    });
  }
  return measured;
}

/** Repeats the statement and returns its plan. */
async function explain(db: Queryable, { text, values }: Statement) {
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, [...values]);
  const plan = rows.map((row) => row['QUERY PLAN']);
  const sum = plan.map((line) => /^(?:Planning|Execution) Time: ([\d.]+) ms/.exec(line)?.[1] ?? 0).map(Number);
  return { plan, again: sum.reduce((a, b) => a + b, 0) };
}

function tablesOf(text: string): string {
  const names = [...text.matchAll(/\b(?:from|join|update)\s+([a-z_]+)/g)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !['unnest', 'lateral', 'set'].includes(name)).join(', ');
}

export function printMeasured(measured: readonly Measured[]): void {
  console.log(
    '| reading | tables | runs | median, ms | maximum, ms | slowest again, ms |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const { reading, tables, runs, median, maximum, again } of measured)
    console.log(`| ${[reading, tables, runs, figure(median), figure(maximum), figure(again)].join(' | ')} |`);
  for (const { reading, tables, again, plan } of measured)
    if (again > bar) console.log(`\n${reading}: ${tables}\n${plan.join('\n')}`);
}

const figure = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
