// What a supervisor sees in Temporal: search attributes, and where the case stands in words.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type Command, dateOfInstant, describe } from '../engine/index.ts';
import type { Running } from './run-process.ts';

export interface TimelineLine {
  readonly at: string;
  readonly elementId: string;
  readonly name: string;
  readonly intent: string;
}

const keptLines = 100;
/** What Temporal takes as a keyword. */
const longestKeyword = 255;
const key = {
  caseNumber: defineSearchAttributeKey('CaseNumber', SearchAttributeType.KEYWORD),
  court: defineSearchAttributeKey('Court', SearchAttributeType.KEYWORD),
  handler: defineSearchAttributeKey('Handler', SearchAttributeType.KEYWORD),
  process: defineSearchAttributeKey('Process', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  openNode: defineSearchAttributeKey('OpenNode', SearchAttributeType.KEYWORD),
  nextDeadline: defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME),
  amount: defineSearchAttributeKey('AmountYuan', SearchAttributeType.DOUBLE),
};

/** The last lines of what happened; the whole of it is in the archive. */
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
  return [...before, ...lines].slice(-keptLines);
}

/** Attributes are written at the start and when the stage changes: each writing is an event in history. */
export function show(running: Running, issued: readonly Command[], handler?: string): void {
  const stage = stageOf(issued);
  const isFirst = running.step <= 1;
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
  const { search, model } = running.input;
  const { open, timers } = describe(running.model!, running.state!);
  const due = timers.map((timer) => timer.due).sort()[0];
  upsertSearchAttributes([
    { key: key.caseNumber, value: search.CaseNumber },
    { key: key.court, value: search.Court },
    { key: key.process, value: model.processId },
    ...(handler ? [{ key: key.handler, value: handler.slice(0, longestKeyword) }] : []),
    ...(search.AmountYuan === undefined ? [] : [{ key: key.amount, value: search.AmountYuan }]),
    ...(stage ? [{ key: key.stage, value: stage }] : []),
    ...(open[0] ? [{ key: key.openNode, value: open[0].name }] : []),
    ...(due ? [{ key: key.nextDeadline, value: new Date(due) }] : []),
  ]);
}

function details(running: Running, stage: string | undefined): string {
  const { open, timers, incidents, name } = describe(running.model!, running.state!);
  const known = stage ?? workflowInfo().typedSearchAttributes.get(key.stage);
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [`**${title}**`, ...lines.map((line) => `- ${line}`)] : [];
  return [
    `### ${name} ${running.input.caseNumber}`,
    ...(known ? [`阶段：${known}`] : []),
    ...list(
      '进行中',
      // An activity for several items stands for itself and for each of them.
      [...new Set(open.map((element) => element.name))],
    ),
    ...list(
      '期限',
      timers.map((timer) => `${timer.name}：${inWords(timer.due)}`),
    ),
    ...list(
      '异常',
      incidents.map((incident) => `${incident.name}：${incident.message}`),
    ),
  ].join('\n\n');
}

const millisecondsToShanghai = 8 * 3_600_000;

/** A period that ends with its last day is named by that day; any other instant also by its hour in China. */
function inWords(due: string): string {
  const instant = Date.parse(due);
  const time = new Date(instant + millisecondsToShanghai).toISOString().slice(11, 16);
  return time === '00:00' ? `至${dateOfInstant(instant - 1)}` : `${dateOfInstant(instant)} ${time}`;
}
