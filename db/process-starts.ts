// Starts of processes by messages and signals (table `process_start`). A process starts in the case of the message and
// in its newest version. The caller has locked the case, so that only one instance runs per process and correlation
// key. Each decision is a row; carrying it out twice is harmless.
import type { Actor, Variables } from '../engine/event.ts';
import type { Graph } from '../engine/graph.ts';
import type { ModelRef, StartInput } from '../protocol/start.ts';
import { caseFileOf } from './case-file.ts';
import { readCase } from './cases.ts';
import type { Pair } from './messages.ts';
import { caseParties } from './parties.ts';
import type { Queryable } from './pool.ts';

/** A process instance to be started. */
export interface ProcessStart {
  readonly workflowId: string;
  readonly input: StartInput;
}

/** The case in which messages and signals start processes; the caller has locked it. */
export interface StartContext {
  readonly caseId: string;
  /** Legal time. */
  readonly at: string;
  /** Workflow id of the instance that ends or is resumed in this transaction. */
  readonly endedOrResumed?: string;
  /** True when that instance ends because a person canceled it. */
  readonly isCancelled?: boolean;
}

/** Inserts the message and signal names of the start events of a process version. */
export async function deployStartEvents(
  tx: Queryable,
  { processId, version }: ModelRef,
  { elements }: Graph,
): Promise<void> {
  const events = Object.values(elements).flatMap(({ id, type, scope, event }) =>
    type === 'startEvent' && scope === processId && (event?.type === 'message' || event?.type === 'signal')
      ? [{ id, ...event }]
      : [],
  );
  if (events.length === 0) return;
  await tx.query(
    `insert into start_event (process_id, version, element_id, type, name)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[])`,
    [processId, version, events.map(({ id }) => id), events.map(({ type }) => type), events.map(({ name }) => name)],
  );
}

/** Locks the case if a start event of some process catches the message. */
export async function lockForStart(tx: Queryable, caseId: string, messageName: string): Promise<void> {
  await tx.query(
    `select from archive_head where case_id = $1
       and exists (select from newest_start_event where type = 'message' and name = $2) for update`,
    [caseId, messageName],
  );
}

/** The pairs of name and key under which messages that can start a process are buffered in the case. */
export async function bufferedStarts(tx: Queryable, caseId: string): Promise<Pair[]> {
  const { rows } = await tx.query<Pair>({
    name: 'buffered-starts',
    text: `select distinct message_name as "messageName", correlation_key as "correlationKey" from message
      where case_id = $1 and workflow_id is null
        and message_name in (select name from newest_start_event where type = 'message')`,
    values: [caseId],
  });
  return rows;
}

interface NewStart extends ModelRef {
  readonly elementId: string;
  readonly variables: Variables;
  readonly actor: Actor | null;
  readonly correlationKey: string;
  readonly messageId?: string;
}

/**
 * Starts processes by the buffered messages of the pairs, the oldest message first. A message starts each process that
 * catches it, unless an instance of that process runs with the same correlation key. The caller has locked the pairs.
 */
export async function startByMessages(
  tx: Queryable,
  pairs: readonly Pair[],
  where: StartContext,
): Promise<ProcessStart[]> {
  const { caseId, at } = where;
  const { rows } = await tx.query<NewStart & { readonly messageId: string }>({
    name: 'start-by-messages',
    text: `select m.id as "messageId", m.variables, m.actor, m.correlation_key as "correlationKey", s.process_id as "processId",
        s.version, s.hash, s.element_id as "elementId"
      from unnest($1::text[], $2::text[]) as pair(message_name, correlation_key)
        join message m using (message_name, correlation_key)
        join newest_start_event s on s.type = 'message' and s.name = m.message_name
      where m.case_id = $3 and m.workflow_id is null and (m.expires_at is null or m.expires_at > $4)
      order by m.position, s.process_id`,
    values: [
      pairs.map(({ messageName }) => messageName),
      pairs.map(({ correlationKey }) => correlationKey),
      caseId,
      at,
    ],
  });
  if (rows.length === 0 || (await areStartsBlocked(tx, where))) return [];
  const starts: ProcessStart[] = [];
  for (const candidate of rows) {
    if (candidate.correlationKey !== '' && (await isRunning(tx, candidate, where))) continue;
    const start = await createStart(tx, candidate, where);
    await markReceived(tx, candidate.messageId, start.workflowId, at);
    starts.push(start);
  }
  return starts;
}

/** Starts every process that catches one of the signals. */
export async function startBySignals(
  tx: Queryable,
  sent: readonly { readonly signalName: string; readonly variables: Variables }[],
  actor: Actor | null,
  where: StartContext,
): Promise<ProcessStart[]> {
  const { rows } = await tx.query<Omit<NewStart, 'variables'> & { readonly name: string }>(
    `select process_id as "processId", version, hash, element_id as "elementId", name from newest_start_event
     where type = 'signal' and name = any($1) order by process_id`,
    [sent.map(({ signalName }) => signalName)],
  );
  if (rows.length === 0 || (await areStartsBlocked(tx, where))) return [];
  const starts: ProcessStart[] = [];
  for (const { signalName, variables } of sent)
    for (const row of rows.filter(({ name }) => name === signalName))
      starts.push(await createStart(tx, { ...row, variables, actor, correlationKey: '' }, where));
  return starts;
}

/** Starts that are decided and not yet carried out; the sweeper carries them out. */
export async function pendingStarts(
  db: Queryable,
  { olderThanSeconds = 10, limit = 100 } = {},
): Promise<ProcessStart[]> {
  const { rows } = await db.query<ProcessStart>(
    `select workflow_id as "workflowId", input from process_start
     where first_step_at is null and decided_at < now() - make_interval(secs => $1) order by decided_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

/** Tells whether a start in the case is decided and not yet carried out. */
export async function hasPendingStart(db: Queryable, caseId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from process_start where case_id = $1 and first_step_at is null', [
    caseId,
  ]);
  return rowCount !== 0;
}

/** Workflow ids of the running instances that a message or a signal started. */
export async function runningStarted(db: Queryable, caseId: string): Promise<string[]> {
  const { rows } = await db.query<{ workflowId: string }>(
    `select workflow_id as "workflowId" from process_start join process_instance using (workflow_id)
     where process_start.case_id = $1 and state = 'active' order by decided_at`,
    [caseId],
  );
  return rows.map(({ workflowId }) => workflowId);
}

/** Marks the start as carried out: the instance commits its first step. */
export function markInstanceStarted(tx: Queryable, workflowId: string) {
  return tx.query('update process_start set first_step_at = now() where workflow_id = $1', [workflowId]);
}

async function createStart(tx: Queryable, candidate: NewStart, { caseId }: StartContext): Promise<ProcessStart> {
  const { processId, version, hash, elementId, variables, actor, correlationKey, messageId } = candidate;
  const [found, parties, turn] = [
    (await readCase(tx, caseId))!,
    await caseParties(tx, caseId),
    await nextTurn(tx, caseId, processId),
  ];
  const input: StartInput = {
    model: { processId, version, hash },
    caseId,
    caseNumber: found.number,
    variables: { caseFile: caseFileOf(found, parties), ...variables },
    actor: actor ?? { id: 'case', role: 'system' },
    startElementId: elementId,
    ...(found.clock ? { clock: found.clock } : {}),
    search: { CaseNumber: found.number, Court: found.courtCode },
  };
  const workflowId = `${processId}/${found.number}/${turn}`;
  await tx.query(
    `insert into process_start (workflow_id, case_id, process_id, correlation_key, message_id, input) values ($1, $2, $3, $4, $5, $6)`,
    [workflowId, caseId, processId, correlationKey, messageId ?? null, JSON.stringify(input)],
  );
  return { workflowId, input };
}

async function nextTurn(tx: Queryable, caseId: string, processId: string): Promise<number> {
  const { rows } = await tx.query<{ turn: number }>(
    'select count(*)::int + 1 as turn from process_start where case_id = $1 and process_id = $2',
    [caseId, processId],
  );
  return rows[0]!.turn;
}

async function isRunning(
  tx: Queryable,
  { processId, correlationKey }: NewStart,
  { caseId, endedOrResumed }: StartContext,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from process_start left join process_instance using (workflow_id)
     where process_start.case_id = $1 and process_start.process_id = $2 and correlation_key = $3
       and workflow_id is distinct from $4 and coalesce(state, 'active') = 'active'`,
    [caseId, processId, correlationKey, endedOrResumed ?? null],
  );
  return rowCount !== 0;
}

/** True when the case is suspended, or its own procedure was canceled: then no process may start. */
async function areStartsBlocked(
  tx: Queryable,
  { caseId, endedOrResumed, isCancelled = false }: StartContext,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from process_instance
     where case_id = $1 and state = 'active' and workflow_id is distinct from $2 and 'suspended' = (
       select intent from archive_record
       where archive_record.workflow_id = process_instance.workflow_id and intent in ('suspended', 'resumed')
       order by step desc limit 1)
     union all
     select from enforcement_case left join process_instance using (workflow_id)
     where enforcement_case.id = $1 and (state = 'cancelled' or $3 and workflow_id = $2)`,
    [caseId, endedOrResumed ?? null, isCancelled],
  );
  return rowCount !== 0;
}

function markReceived(tx: Queryable, messageId: string, workflowId: string, at: string) {
  return tx.query('update message set workflow_id = $2, matched_at = now(), delivered_at = $3 where id = $1', [
    messageId,
    workflowId,
    at,
  ]);
}
