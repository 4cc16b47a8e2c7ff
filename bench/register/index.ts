// `npm run bench -- register [cases]`: fills a register and measures each statement of the case page, of the lists and
// of the sweeper on it.
import type { Queryable } from '../../db/pool.ts';
import { median } from '../table.ts';
import { openRegister } from './database.ts';
import { type Reading, readings, type Sample } from './queries.ts';
import { recorder, type Statement } from './recorder.ts';

export interface Measured {
  readonly reading: string;
  readonly group: Reading['group'];
  /** Tables of the statement, in its order. */
  readonly tables: string;
  readonly runs: number;
  /** Between sending the statement and the parsed answer, which also counts every other process of the machine. */
  readonly client: Times;
  /** Planning and execution in PostgreSQL. */
  readonly server: Times;
  /** The slowest statement in PostgreSQL, repeated. */
  readonly again: Explained;
}

interface Times {
  readonly median: number;
  readonly maximum: number;
}

interface Explained {
  readonly milliseconds: number;
  readonly plan: readonly string[];
}

/** Milliseconds that a statement of a case page may take. */
export const bar = 5;

/** A slow reading is measured with fewer cases: no more after so many milliseconds. */
const longest = 5_000;

/** Measures all readings on a register with so many cases, each with `runs` cases. */
export async function measureRegister(cases: number, runs = 100): Promise<Measured[]> {
  const { pool, stop } = await openRegister(cases);
  try {
    const samples = await chooseSamples(pool, runs);
    const measured: Measured[] = [];
    for (const reading of readings) {
      console.error(`${reading.name} …`);
      measured.push(...(await measure(pool, reading, samples)));
    }
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
  const statements: Statement[] = [];
  const end = performance.now() + longest;
  for (const sample of samples) {
    if (performance.now() > end) break;
    await run(recorded.db, sample);
    statements.push(...recorded.take());
  }
  const measured: Measured[] = [];
  for (const text of new Set(statements.map((one) => one.text))) {
    const asked = statements.filter((one) => one.text === text);
    const times: number[] = [];
    const end = performance.now() + longest;
    for (const one of asked) {
      if (times.length > 0 && performance.now() > end) break;
      times.push((await explain(db, one)).milliseconds);
    }
    const slowest = asked[times.indexOf(Math.max(...times))]!;
    measured.push({
      reading: name,
      group,
      tables: tablesOf(text),
      runs: asked.length,
      client: timesOf(asked.map(({ milliseconds }) => milliseconds)),
      server: timesOf(times),
      again: await explain(db, slowest),
    });
  }
  return measured;
}

const timesOf = (all: readonly number[]): Times => ({ median: median(all, Number), maximum: Math.max(...all) });

async function explain(db: Queryable, { text, values }: Statement): Promise<Explained> {
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, [...values]);
  const plan = rows.map((row) => row['QUERY PLAN']);
  const times = plan.map((line) => Number(/^(?:Planning|Execution) Time: ([\d.]+) ms/.exec(line)?.[1] ?? 0));
  return { plan, milliseconds: times.reduce((sum, time) => sum + time, 0) };
}

function tablesOf(text: string): string {
  const names = [...text.matchAll(/\b(?:from|join|update)\s+([a-z]+_?[a-z_]*)/g)].map(([, name]) => name!);
  return [...new Set(names)]
    .filter(
      (name) => !['unnest', 'lateral', 'set', 'of', 'skip', 'jsonb_array_elements', 'under', 'bound'].includes(name),
    )
    .join(', ');
}

/** Prints the table, and the plan of each statement that takes more than the bar again. */
export function printMeasured(measured: readonly Measured[]): void {
  const columns = [
    'reading',
    'tables',
    'runs',
    'client: median, ms',
    'maximum',
    'server: median, ms',
    'maximum',
    'repeated',
  ];
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => ' --- |').join('')}`);
  for (const { reading, tables, runs, client, server, again } of measured) {
    const times = [client.median, client.maximum, server.median, server.maximum, again.milliseconds];
    console.log(`| ${[reading, tables, runs, ...times.map(figure)].join(' | ')} |`);
  }
  for (const { reading, tables, again } of measured)
    if (again.milliseconds > bar) console.log(`\n${reading}: ${tables}\n${again.plan.join('\n')}`);
}

const figure = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
