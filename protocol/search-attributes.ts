// Temporal's search attributes. Values that never change are set at the start, which adds no event to the history.
import { defineSearchAttributeKey, type SearchAttributePair, SearchAttributeType } from '@temporalio/common';
import type { StartInput } from './start.ts';

/**
 * Search attributes to register: name -> Temporal type. The workflow writes Handler, Stage, OpenNode and NextDeadline;
 * the others are set at the start.
 */
export const searchAttributes = {
  CaseNumber: 'Keyword',
  Court: 'Keyword',
  Handler: 'Keyword',
  Process: 'Keyword',
  Stage: 'Keyword',
  OpenNode: 'Keyword',
  NextDeadline: 'Datetime',
  AmountYuan: 'Double',
} as const;

/** Temporal's limit for a keyword, in characters. */
export const longestKeyword = 255;

export const attribute = {
  caseNumber: defineSearchAttributeKey('CaseNumber', SearchAttributeType.KEYWORD),
  court: defineSearchAttributeKey('Court', SearchAttributeType.KEYWORD),
  handler: defineSearchAttributeKey('Handler', SearchAttributeType.KEYWORD),
  process: defineSearchAttributeKey('Process', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  openNode: defineSearchAttributeKey('OpenNode', SearchAttributeType.KEYWORD),
  nextDeadline: defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME),
  amount: defineSearchAttributeKey('AmountYuan', SearchAttributeType.DOUBLE),
};

/** Values that change; a workflow that another starts begins with those of the other. */
export interface Shown {
  stage?: string;
  handler?: string;
  openNode?: string;
  /** UTC, ISO 8601. */
  nextDeadline: string | null;
}

/** The search attributes that are set at the start. */
export function startAttributes(
  { search, model }: Pick<StartInput, 'search' | 'model'>,
  { stage, handler, nextDeadline = null }: Partial<Shown> = {},
): SearchAttributePair[] {
  return [
    { key: attribute.caseNumber, value: search.CaseNumber },
    { key: attribute.court, value: search.Court },
    { key: attribute.process, value: model.processId },
    ...(stage === undefined ? [] : [{ key: attribute.stage, value: stage }]),
    ...(handler === undefined ? [] : [{ key: attribute.handler, value: handler.slice(0, longestKeyword) }]),
    ...(nextDeadline === null ? [] : [{ key: attribute.nextDeadline, value: new Date(nextDeadline) }]),
    ...(search.AmountYuan === undefined ? [] : [{ key: attribute.amount, value: search.AmountYuan }]),
  ];
}
