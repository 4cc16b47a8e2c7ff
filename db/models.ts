// Deployed models: every version stays, and running instances keep theirs. A file of decisions is one row; its key is
// the id of the file's definitions.
import type { Calendar } from '../engine/calendar.ts';
import type { Decision, Decisions } from '../engine/dmn/index.ts';
import type { Graph, Model } from '../engine/graph.ts';
import type { ModelRef } from '../protocol/start.ts';
import type { Queryable } from './pool.ts';
import { deployStartEvents } from './process-starts.ts';

export interface ProcessModel extends ModelRef {
  readonly name: string;
  readonly versionTag: string | null;
  readonly deployedAt: string;
  readonly deployedBy: string;
}

export interface NewProcessModel {
  readonly hash: string;
  readonly xml: string;
  readonly graph: Graph;
}

export interface NewDecisionModel {
  /** Id of the file's `definitions`. */
  readonly definitionsId: string;
  readonly hash: string;
  readonly name: string;
  readonly xml: string;
  readonly decisions: readonly Decision[];
}

/** Lets only one deployment run at a time, so that version numbers have neither gaps nor duplicates. */
export const lockDeployment = (tx: Queryable): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('deployment', 0))`);

/** Inserts a new version unless the newest one has the same hash; returns the newest version. */
export async function deployProcess(tx: Queryable, model: NewProcessModel, deployedBy: string): Promise<ModelRef> {
  const { processId, name, versionTag } = model.graph;
  const known = await newestModel(tx, processId);
  if (known?.hash === model.hash) return refOf(known);
  const ref = { processId, version: (known?.version ?? 0) + 1, hash: model.hash };
  await tx.query(
    `insert into process_model (process_id, version, hash, version_tag, name, xml, graph, deployed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [processId, ref.version, ref.hash, versionTag ?? null, name, model.xml, JSON.stringify(model.graph), deployedBy],
  );
  await deployStartEvents(tx, ref, model.graph);
  return ref;
}

/** Inserts a new version of the file unless the newest one has the same hash; returns the newest version's number. */
export async function deployDecisions(tx: Queryable, model: NewDecisionModel, deployedBy: string): Promise<number> {
  await tx.query(
    `insert into decision_model (definitions_id, version, hash, name, xml, decisions, deployed_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from decision_model where definitions_id = $1
     having coalesce((array_agg(hash order by version desc))[1], '') <> $2`,
    [model.definitionsId, model.hash, model.name, model.xml, JSON.stringify(model.decisions), deployedBy],
  );
  const { rows } = await tx.query<{ version: number }>(
    'select max(version) as version from decision_model where definitions_id = $1',
    [model.definitionsId],
  );
  return rows[0]!.version;
}

/** Inserts a new version of the calendar unless the newest one has the same hash. */
export async function deployCalendar(tx: Queryable, calendar: Calendar, hash: string): Promise<void> {
  await tx.query(
    `insert into calendar (version, hash, ends_on, days)
     select coalesce(max(version), 0) + 1, $1, $2, $3 from calendar
     having coalesce((array_agg(hash order by version desc))[1], '') <> $1`,
    [hash, calendar.until, JSON.stringify(calendar)],
  );
}

const select = `select process_id as "processId", version, hash, name, version_tag as "versionTag", deployed_at as "deployedAt",
  deployed_by as "deployedBy" from process_model`;

/** Every version of every process, the newest of each first. */
export async function listModels(db: Queryable): Promise<ProcessModel[]> {
  const { rows } = await db.query<ProcessModel>(`${select} order by process_id, version desc`);
  return rows;
}

/** The newest version, or the newest with the tag. */
export async function newestModel(
  db: Queryable,
  processId: string,
  versionTag?: string,
): Promise<ProcessModel | undefined> {
  const { rows } = await db.query<ProcessModel>(
    `${select} where process_id = $1 and ($2::text is null or version_tag = $2) order by version desc limit 1`,
    [processId, versionTag ?? null],
  );
  return rows[0];
}

/** The compiled model of a version; undefined when it is not deployed. */
export async function readGraph(
  db: Queryable,
  { processId, version }: Pick<ModelRef, 'processId' | 'version'>,
): Promise<{ graph: Graph; hash: string } | undefined> {
  const { rows } = await db.query<{ graph: Graph; hash: string }>(
    'select graph, hash from process_model where process_id = $1 and version = $2',
    [processId, version],
  );
  return rows[0];
}

/** The BPMN file of a version; undefined when it is not deployed. */
export async function readXml(
  db: Queryable,
  { processId, version }: Pick<ModelRef, 'processId' | 'version'>,
): Promise<string | undefined> {
  const { rows } = await db.query<{ xml: string }>(
    'select xml from process_model where process_id = $1 and version = $2',
    [processId, version],
  );
  return rows[0]?.xml;
}

/** The newest version of every file of decisions. */
export async function newestDecisionFiles(
  db: Queryable,
): Promise<{ readonly definitionsId: string; readonly decisions: readonly Decision[] }[]> {
  const { rows } = await db.query<{ definitionsId: string; decisions: readonly Decision[] }>(
    `select distinct on (definitions_id) definitions_id as "definitionsId", decisions from decision_model order by definitions_id, version desc`,
  );
  return rows;
}

/** The newest version of every decision, by its id. */
export async function readDecisions(db: Queryable): Promise<Decisions> {
  const files = await newestDecisionFiles(db);
  return Object.fromEntries(files.flatMap(({ decisions }) => decisions.map((decision) => [decision.id, decision])));
}

/** The newest calendar; undefined when none is deployed. */
export async function readCalendar(db: Queryable): Promise<Calendar | undefined> {
  const { rows } = await db.query<{ days: Calendar }>('select days from calendar order by version desc limit 1');
  return rows[0]?.days;
}

/**
 * A text that changes with every deployment of decisions or of a calendar. Rows are never deleted, so counts suffice.
 */
export async function countParameters(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ deployed: string }>({
    name: 'count-parameters',
    text: `select (select count(*) from decision_model) || ' ' || (select count(*) from calendar) as deployed`,
  });
  return rows[0]!.deployed;
}

type Parameters = Pick<Model, 'decisions' | 'bound' | 'calendar'>;

/** Inserts decisions and calendar under their digest; changes nothing when the digest is known. */
export async function insertParameters(db: Queryable, hash: string, parameters: Parameters): Promise<void> {
  await db.query('insert into used_parameters (hash, parameters) values ($1, $2) on conflict do nothing', [
    hash,
    JSON.stringify(parameters),
  ]);
}

/** The decisions and the calendar with that digest; undefined when no instance was evaluated with them. */
export async function readParameters(db: Queryable, hash: string): Promise<Parameters | undefined> {
  const { rows } = await db.query<{ parameters: Parameters }>(
    'select parameters from used_parameters where hash = $1',
    [hash],
  );
  return rows[0]?.parameters;
}

const refOf = ({ processId, version, hash }: ModelRef): ModelRef => ({ processId, version, hash });

/** Names of the messages that the newest versions of the deployed processes catch. */
export async function messageNames(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select distinct element.value -> 'event' ->> 'name' as name
     from (select distinct on (process_id) graph from process_model order by process_id, version desc) as newest,
       jsonb_each(newest.graph -> 'elements') as element
     where element.value -> 'event' ->> 'type' = 'message' and element.value ->> 'type' not in ('endEvent', 'intermediateThrowEvent', 'sendTask')
     order by name`,
  );
  return rows.map(({ name }) => name);
}
