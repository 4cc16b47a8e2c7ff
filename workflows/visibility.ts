// The supervisor's view in Temporal: search attributes, and the state of the case in words.

import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type Command, chinaTime, dateOfInstant, describe } from '../engine/index.ts';
import { attribute } from '../protocol/search-attributes.ts';
import type { Running } from './running.ts';

export interface TimelineLine {
  readonly at: string;
  readonly elementId: string;
  readonly name: string;
  readonly intent: string;
}

const maxLines = 100;
/** Temporal's limit for a keyword, in characters. */
const longestKeyword = 255;

/** The timeline with the step's lines added, cut to the last lines; the archive has all of them. */
export function timelineOf(
  before: readonly TimelineLine[],
  issued: readonly Command[],
  at: string,
): readonly TimelineLine[] {
  const lines = issued.flatMap((command) => {
    if (command.type !== 'record' || command.record.intent === 'taken') return [];
    const { elementId, name, intent } = command.record;
    return [{ at, elementId, name, intent }];
  });
  return [...before, ...lines].slice(-maxLines);
}

/**
 * Updates the details, and after the first step or a change of stage the search attributes; each write of those is an
 * event in the history.
 */
export function updateVisibility(
  running: Running,
  issued: readonly Command[],
  isFirst: boolean,
  handler?: string,
): void {
  const stage = stageOf(issued);
  if (stage !== undefined || isFirst) writeAttributes(running, stage, handler);
  setCurrentDetails(details(running, stage));
}

function stageOf(issued: readonly Command[]): string | undefined {
  let stage: string | undefined;
  for (const command of issued) {
    if (command.type === 'record' && command.record.intent === 'activated')
      stage = command.record.properties['stage'] ?? stage;
  }
  return stage;
}

function writeAttributes(running: Running, stage: string | undefined, handler: string | undefined): void {
  const { open, timers } = describe(running.model!, running.state!);
  const due = timers.map((timer) => timer.due).sort()[0];
  const attributes = [
    ...(handler ? [{ key: attribute.handler, value: handler.slice(0, longestKeyword) }] : []),
    ...(stage ? [{ key: attribute.stage, value: stage }] : []),
    ...(open[0] ? [{ key: attribute.openNode, value: open[0].name }] : []),
    ...(due ? [{ key: attribute.nextDeadline, value: new Date(due) }] : []),
  ];
  if (attributes.length > 0) upsertSearchAttributes(attributes);
}

function details(running: Running, stage: string | undefined): string {
  const { open, timers, incidents, name } = describe(running.model!, running.state!);
  const known = stage ?? workflowInfo().typedSearchAttributes.get(attribute.stage);
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [`**${title}**`, ...lines.map((line) => `- ${line}`)] : [];
  return [
    `### ${name} ${running.input.caseNumber}`,
    ...(known ? [`阶段：${known}`] : []),
    ...list(
      '进行中',
      // A multi-instance activity has an element instance of its own and one per item, all with the same name.
      [...new Set(open.map((element) => element.name))],
    ),
    ...list(
      '期限',
      timers.map((timer) => `${timer.name}：${inWords(timer.due)}`),
    ),
    ...list(
      '异常',
      incidents.map((incident) => `${incident.name}：${incident.messageZh}`),
    ),
  ].join('\n\n');
}

/** A period that ends at midnight is shown by its last day, any other instant by date and time in China. */
function inWords(due: string): string {
  const instant = Date.parse(due);
  const time = chinaTime(instant).slice(11, 16);
  return time === '00:00' ? `至${dateOfInstant(instant - 1)}` : `${dateOfInstant(instant)} ${time}`;
}
