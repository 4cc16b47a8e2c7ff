// The supervisor's view in Temporal: search attributes, and in words where the instances of the workflow stand. Both
// are written when nothing is to be done for now, so that a sequence of steps costs one write.
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type Command, chinaTime, dateOfInstant, describe } from '../engine/index.ts';
import { attribute, longestKeyword, type Shown } from '../protocol/search-attributes.ts';
import type { Committed, NextDeadline, Wait } from '../protocol/steps.ts';
import { rootId } from './host.ts';
import type { Host, Running } from './running.ts';
import { timelineOf } from './timeline.ts';

/** Something that an instance has waited for since a legal instant. */
export interface Waiting extends Wait {
  readonly instanceId: string;
  readonly since: string;
}

/** Takes down what the step adds to the view and to the timeline. */
export function show(running: Running, issued: readonly Command[], { waits = [] }: Committed, at: string): void {
  const { id: instanceId, host } = running;
  host.timeline = timelineOf(host.timeline, instanceId, issued, at);
  for (const command of issued) {
    if (command.type !== 'record') continue;
    const { intent, properties, key, data } = command.record;
    if (intent === 'activated' && properties['stage']) host.shown.stage = properties['stage'];
    if (intent === 'updated' && data?.['dueDate'] !== undefined)
      host.waits = host.waits.map((wait) =>
        wait.instanceId === instanceId && wait.key === key ? { ...wait, until: String(data['dueDate']) } : wait,
      );
  }
  if (waits.length > 0) host.waits = [...host.waits, ...waits.map((wait) => ({ ...wait, instanceId, since: at }))];
}

/** Takes the case's earliest deadline, unless a later value is known. */
export function noteDeadline(host: Host, { due, asOf }: NextDeadline): void {
  if (asOf < host.deadlineAsOf) return;
  host.deadlineAsOf = asOf;
  host.shown.nextDeadline = due;
}

/** The values at the start of a run; those of the run before stay. */
export function shownAtStart(): Shown {
  const { typedSearchAttributes: all } = workflowInfo();
  const [stage, handler, openNode] = [
    all.get(attribute.stage),
    all.get(attribute.handler),
    all.get(attribute.openNode),
  ];
  return {
    ...(stage === undefined ? {} : { stage }),
    ...(handler === undefined ? {} : { handler }),
    ...(openNode === undefined ? {} : { openNode }),
    nextDeadline: all.get(attribute.nextDeadline)?.toISOString() ?? null,
  };
}

/** Writes what has changed; each write of search attributes is an event in the history. */
export function updateVisibility(host: Host): void {
  const open = openWaits(host);
  writeAttributes(host, open);
  setCurrentDetails(details(host, open));
}

function writeAttributes(host: Host, open: readonly Waiting[]): void {
  const { shown, written } = host;
  // A called process that has ended keeps its last one: its row says that it is closed.
  const openNode = (open.find(({ kind }) => kind === 'openTask') ?? open.find(({ kind }) => kind === 'runJob'))?.name;
  const changes = [
    ...(shown.stage === written.stage ? [] : [{ key: attribute.stage, value: shown.stage! }]),
    ...(shown.handler === written.handler
      ? []
      : [{ key: attribute.handler, value: shown.handler!.slice(0, longestKeyword) }]),
    ...(shown.nextDeadline === written.nextDeadline
      ? []
      : [{ key: attribute.nextDeadline, value: shown.nextDeadline === null ? null : new Date(shown.nextDeadline) }]),
    ...(openNode === written.openNode || (openNode === undefined && host.input.parent)
      ? []
      : [{ key: attribute.openNode, value: openNode ?? null }]),
  ];
  if (changes.length === 0) return;
  upsertSearchAttributes(changes);
  const { openNode: _before, ...rest } = shown;
  Object.assign(written, rest);
  if (openNode === undefined) delete written.openNode;
  else written.openNode = openNode;
}

/** The waits that are still open; forgets the others. */
function openWaits(host: Host): readonly Waiting[] {
  const still = new Set(
    [...host.instances.values()].flatMap(({ id, model, state }) => {
      if (!model || state?.status !== 'active') return [];
      const { open, timers, messages } = describe(model, state);
      return [...open, ...timers, ...messages].map(({ key }) => `${key} ${id}`);
    }),
  );
  host.waits = host.waits.filter(({ key, instanceId }) => still.has(`${key} ${instanceId}`));
  return host.waits;
}

function details({ instances, input, shown }: Host, open: readonly Waiting[]): string {
  const root = instances.get(rootId());
  const incidents = [...instances.values()].flatMap(({ model, state }) =>
    model && state ? describe(model, state).incidents : [],
  );
  const of = (...kinds: readonly Wait['kind'][]) => open.filter(({ kind }) => kinds.includes(kind)).map(inWords);
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [`**${title}**`, ...new Set(lines.map((line) => `- ${line}`))] : [];
  return [
    `### ${root?.model?.graph.name ?? ''} ${input.caseNumber}`,
    ...(shown.stage ? [`阶段：${shown.stage}`] : []),
    ...(shown.nextDeadline ? [`全案最近期限：${lastDay(shown.nextDeadline)}`] : []),
    ...list('等待', of('openTask', 'runJob')),
    ...list('期限', of('startTimer')),
    ...list('可以收到的申请、通知和答复', of('subscribe')),
    ...list(
      '异常',
      incidents.map((incident) => `${incident.name}：${incident.messageZh}`),
    ),
  ].join('\n\n');
}

function inWords({ name, for: whom, since, until, articles }: Waiting): string {
  return [
    `${name}：${whom ? `等待${whom}，` : ''}自${dateOfInstant(Date.parse(since))}起`,
    ...(until ? [`，至${lastDay(until)}止`] : []),
    ...(articles.length > 0 ? [`（${articles.join('、')}）`] : []),
  ].join('');
}

/** A period that ends at midnight is shown by its last day, any other instant by date and time in China. */
function lastDay(due: string): string {
  const instant = Date.parse(due);
  const time = chinaTime(instant).slice(11, 16);
  return time === '00:00' ? dateOfInstant(instant - 1) : `${dateOfInstant(instant)} ${time}`;
}
