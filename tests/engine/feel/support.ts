// Evaluation on a fixed legal instant, for the tests of FEEL and DMN.
import { expect } from '@jest/globals';
import type { Json, Variables } from '../../../engine/event.ts';
import { evaluate, evaluateTests } from '../../../engine/feel/index.ts';
import { calendar } from '../../../law/calendar.ts';

/** A reason by its English text; what it says in Chinese: reasons.test.ts. */
export const inEnglish = (en: unknown) => expect.objectContaining({ en });

/** 01:00 on March 3 in Shanghai, still March 2 in London. */
export const context = { at: '2026-03-02T17:00:00.000Z', calendar };

export function resultOf(source: string, variables: Variables = {}): Json {
  const evaluation = evaluate(source, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error.en);
  return evaluation.value;
}

export function warningsOf(source: string, variables: Variables = {}): readonly string[] {
  const evaluation = evaluate(source, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error.en);
  return evaluation.warnings.map(({ reason }) => reason().en);
}

export function passes(source: string, input: Json, variables: Variables = {}): Json {
  const evaluation = evaluateTests(source, input, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error.en);
  return evaluation.value;
}
