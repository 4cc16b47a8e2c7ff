// Evaluation on a fixed legal instant, for the tests of FEEL and DMN.
import type { Json, Variables } from '../../../engine/event.ts';
import { evaluate, evaluateTests } from '../../../engine/feel/index.ts';
import { calendar } from '../../../law/calendar.ts';

/** 01:00 on March 3 in Shanghai, still March 2 in London. */
export const context = { at: '2026-03-02T17:00:00.000Z', calendar };

export function resultOf(source: string, variables: Variables = {}): Json {
  const evaluation = evaluate(source, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error);
  return evaluation.value;
}

export function warningsOf(source: string, variables: Variables = {}): readonly string[] {
  const evaluation = evaluate(source, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error);
  return evaluation.warnings;
}

export function passes(source: string, input: Json, variables: Variables = {}): Json {
  const evaluation = evaluateTests(source, input, variables, context);
  if ('error' in evaluation) throw new Error(evaluation.error);
  return evaluation.value;
}
