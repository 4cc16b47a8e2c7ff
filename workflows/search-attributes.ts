// Search attributes as Temporal takes them. Those that never change come with the start, which costs the history nothing.
import { defineSearchAttributeKey, type SearchAttributePair, SearchAttributeType } from '@temporalio/common';
import type { StartInput } from './contract.ts';

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

export function startAttributes({ search, model }: StartInput): SearchAttributePair[] {
  return [
    { key: attribute.caseNumber, value: search.CaseNumber },
    { key: attribute.court, value: search.Court },
    { key: attribute.process, value: model.processId },
    ...(search.AmountYuan === undefined ? [] : [{ key: attribute.amount, value: search.AmountYuan }]),
  ];
}
