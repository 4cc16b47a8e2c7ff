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

/** The search attributes that are set at the start. */
export function startAttributes({ search, model }: StartInput): SearchAttributePair[] {
  return [
    { key: attribute.caseNumber, value: search.CaseNumber },
    { key: attribute.court, value: search.Court },
    { key: attribute.process, value: model.processId },
    ...(search.AmountYuan === undefined ? [] : [{ key: attribute.amount, value: search.AmountYuan }]),
  ];
}
