// The projection: writes a step's commands as rows into the tables that people, supervisors and other instances read.

import type { NewRecord } from '../../db/archive.ts';
import {
  type ClosedDeadline,
  changeDueDate,
  closeDeadlines,
  type OpenedDeadline,
  openDeadlines,
} from '../../db/deadlines.ts';
import { raiseIncidents, resolveIncidents } from '../../db/incidents.ts';
import type { ClosedSubscription, NewMessage, NewSubscription } from '../../db/messages.ts';
import type { PoolClient } from '../../db/pool.ts';
import { assignTask, closeTasks, moveTask, openTasks, updateTask } from '../../db/user-tasks.ts';
import { addDuration } from '../../engine/behaviors/timers.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Command } from '../../engine/command.ts';
import { citations } from '../../law/citation-text.ts';
import type { StepBatch } from '../../protocol/steps.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

function of<T extends Command['type']>({ commands }: Pick<StepBatch, 'commands'>, type: T): Of<T>[] {
  return commands.filter((command): command is Of<T> => command.type === type);
}

/** The step's archive records, still without number and hashes. */
export function recordsOf(batch: StepBatch, inputDigest: string): NewRecord[] {
  const legalDate = dateOfInstant(Date.parse(batch.at));
  return of(batch, 'record').map(({ record }) => {
    const actor = record.actor ?? batch.actor;
    return {
      workflowId: batch.workflowId,
      step: batch.step,
      processId: batch.model.processId,
      processVersion: batch.model.version,
      elementId: record.elementId,
      elementType: record.elementType,
      elementKey: record.key,
      scopeKey: record.scopeKey,
      name: record.name,
      intent: record.intent,
      actorId: actor?.id ?? null,
      actorRole: actor?.role ?? null,
      legalBasis: basis(record.properties),
      data: record.data ?? {},
      inputDigest,
      legalAt: batch.at,
      legalDate,
    };
  });
}

/** The stage of the element that the step activated last; undefined when it activated none with a stage. */
export function stageOf(commands: StepBatch['commands']): string | undefined {
  return of({ commands }, 'record')
    .filter(({ record }) => record.intent === 'activated' && record.properties['stage'])
    .at(-1)?.record.properties['stage'];
}

/** Opens, closes, assigns, changes and maps the step's user tasks; returns the queries under way. */
export function projectTasks(tx: PoolClient, batch: StepBatch): Promise<unknown>[] {
  const { workflowId, caseId, at } = batch;
  const opened = of(batch, 'openTask').map((task) => ({
    workflowId,
    key: task.key,
    caseId,
    elementId: task.elementId,
    name: task.name,
    assignee: task.assignee ?? null,
    candidateGroups: task.candidateGroups,
    candidateUsers: task.candidateUsers,
    due: task.dueDate ?? null,
    followUp: task.followUpDate ?? null,
    priority: task.priority,
    formId: task.formId ?? null,
    properties: task.properties,
    variables: task.variables,
    openedAt: at,
  }));
  const closed = of(batch, 'closeTask').map(({ key, reason }) => ({ workflowId, key, state: reason }));
  const moved = of(batch, 'moveTask');
  const updated = of(batch, 'record').filter(({ record }) => record.intent === 'updated');
  const assigned = of(batch, 'record').filter(({ record }) => record.intent === 'assigned');
  return [
    ...(opened.length > 0 ? [openTasks(tx, opened)] : []),
    ...moved.map((task) => moveTask(tx, workflowId, task)),
    ...(closed.length > 0 ? [closeTasks(tx, closed, at, batch.actor ?? null)] : []),
    ...updated.map(({ record }) => updateTask(tx, workflowId, record.key, record.data!)),
    ...assigned.map(({ record }) => assignTask(tx, workflowId, record.key, text(record.data?.['assignee']))),
  ];
}

/**
 * Writes deadlines for timers and tasks with the property `deadline`. A fired timer means a missed period and a
 * canceled timer a met one, unless the model says otherwise (`deadlineMet`, `deadlineCancelled`).
 */
export function projectDeadlines(tx: PoolClient, batch: StepBatch): Promise<unknown>[] {
  const opened = [
    ...of(batch, 'startTimer').map((timer) => deadline(batch, timer, timer.due)),
    ...of(batch, 'openTask').map((task) => deadline(batch, task, task.dueDate)),
  ].filter((row) => row !== undefined);
  const moved = of(batch, 'record').filter(
    ({ record }) => record.intent === 'updated' && record.data?.['dueDate'] !== undefined,
  );
  const triggered = of(batch, 'record').filter(({ record }) => record.intent === 'triggered');
  const closed = [
    ...triggered.map(({ record }) => ({ ...record, how: 'fired' as const })),
    ...of(batch, 'closeTask').map(
      (task) => ({ ...task, how: task.reason === 'completed' ? 'done' : 'cancelled' }) as const,
    ),
    ...of(batch, 'cancelTimer').map((timer) => ({ ...timer, how: withdrawn(batch, timer.properties) })),
  ]
    .filter(({ properties }) => properties['deadline'] !== undefined)
    .map(({ key, how }): ClosedDeadline => ({ workflowId: batch.workflowId, key, how }));
  return [
    ...(opened.length > 0 ? [openDeadlines(tx, opened)] : []),
    ...moved.map(({ record }) =>
      changeDueDate(tx, batch.workflowId, record.key, text(record.data!['dueDate']), batch.at),
    ),
    ...(closed.length > 0 ? [closeDeadlines(tx, closed, batch.at)] : []),
  ];
}

function deadline(
  batch: StepBatch,
  command: Of<'startTimer'> | Of<'openTask'>,
  due: string | undefined,
): OpenedDeadline | undefined {
  const label = command.properties['deadline'];
  if (label === undefined || due === undefined) return undefined;
  return {
    workflowId: batch.workflowId,
    key: command.key,
    caseId: batch.caseId,
    elementId: command.elementId,
    label,
    due,
    legalBasis: basis(command.properties),
    whenFired: command.properties['deadlineMet'] === 'true' ? 'met' : 'missed',
    openedAt: batch.at,
  };
}

function withdrawn(batch: StepBatch, properties: { readonly [name: string]: string }): ClosedDeadline['how'] {
  return batch.cause === 'cancelled' || properties['deadlineCancelled'] === 'true' ? 'cancelled' : 'met';
}

/** Resolves and raises the step's incidents; returns the queries under way. */
export function projectIncidents(tx: PoolClient, batch: StepBatch): Promise<unknown>[] {
  const { workflowId, caseId, at, step } = batch;
  const raised = of(batch, 'raiseIncident').map((incident) => ({
    workflowId,
    key: incident.key,
    caseId,
    elementId: incident.elementId,
    name: incident.name,
    type: incident.incidentType,
    message: incident.message,
    messageZh: incident.messageZh,
    raisedStep: step,
    raisedAt: at,
  }));
  const resolved = of(batch, 'resolveIncident').map(({ key }) => key);
  return [
    // First resolve, then raise: a retry may raise the incident again within the step.
    ...(resolved.length > 0 ? [resolveIncidents(tx, workflowId, resolved, at)] : []),
    ...(raised.length > 0 ? [raiseIncidents(tx, raised)] : []),
  ];
}

export const signalsOf = (batch: StepBatch) => ({
  opened: of(batch, 'subscribeSignal'),
  closed: of(batch, 'unsubscribeSignal').map(({ key }) => key),
  sent: of(batch, 'broadcast'),
});

/** Subscriptions that the step opens and closes, and messages that it publishes. */
export function messagesOf(batch: StepBatch): {
  readonly open: readonly NewSubscription[];
  readonly close: readonly ClosedSubscription[];
  readonly publish: readonly NewMessage[];
} {
  const { workflowId, caseId, actor, at } = batch;
  const closedKeys = new Set(of(batch, 'unsubscribe').map(({ key }) => key));
  return {
    // A subscription that opens and closes within the step never waits.
    open: of(batch, 'subscribe')
      .filter(({ key }) => !closedKeys.has(key))
      .map(({ key, messageName, correlationKey }) => ({ workflowId, key, messageName, correlationKey })),
    close: of(batch, 'unsubscribe').map(({ key, reason }) => ({ workflowId, key, reason })),
    publish: of(batch, 'publish').map(({ key, messageName, correlationKey, variables, timeToLive }) => ({
      id: `${workflowId}/${key}`,
      caseId,
      messageName,
      correlationKey,
      variables,
      ...(actor ? { actor } : {}),
      publishedAt: at,
      expiresAt: addDuration(at, timeToLive) ?? null,
    })),
  };
}

const basis = (properties: { readonly [name: string]: string }) => citations(properties['legalBasis'] ?? '');
const text = (value: unknown) => (typeof value === 'string' ? value : null);
