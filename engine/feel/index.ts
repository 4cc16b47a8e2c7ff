// FEEL as the models use it: JSON in, JSON out; legal time and the calendar are given, no clock is read.
import type { Json, Variables } from '../event.ts';
import type { FeelContext, Warning } from './expression.ts';
import { run, test } from './expression.ts';
import type { ReadNames } from './free-names.ts';
import { toJson } from './json.ts';
import type { ParseFault } from './parse.ts';
import { isFault, parse, parseTests } from './parse.ts';

export type { FeelContext } from './expression.ts';
export { inexactIn } from './json.ts';

export type Evaluation =
  /** An operation failed; a name that nothing defines is not a failure. */
  | { readonly value: Json; readonly warnings: readonly Warning[]; readonly hasFailed: boolean }
  /** The source is not FEEL, or an assertion in it failed. */
  | ParseFault;

/**
 * Tells whether the source parses, which names it reads and which unknown functions it calls. Sources have no leading
 * `=`.
 */
export function compileExpression(source: string): ReadNames | ParseFault {
  const expression = parse(source);
  if (isFault(expression)) return { error: expression.error };
  const { names, optionalNames, unknownCalls, unfitCalls } = expression;
  return { names, optionalNames, unknownCalls, unfitCalls };
}

/** Dates in the variables stay texts until `date(x)`; a failed operation gives null, with the reason in `warnings`. */
export function evaluate(source: string, variables: Variables, context: FeelContext): Evaluation {
  const expression = parse(source);
  if (isFault(expression)) return { error: expression.error };
  const warnings: Warning[] = [];
  const value = toJson(run(expression, variables, context, warnings), warnings);
  return withWarnings(value, warnings);
}

/** Tells whether `input` passes a cell of a decision table; null if one test has no answer and no test is true. */
export function evaluateTests(source: string, input: Json, variables: Variables, context: FeelContext): Evaluation {
  const parsed = parseTests(source);
  if (isFault(parsed)) return parsed;
  const warnings: Warning[] = [];
  const value = test(parsed.tests, input, variables, context, warnings);
  return withWarnings(value, warnings);
}

function withWarnings(value: Json, warnings: readonly Warning[]): Evaluation {
  const unmet = warnings.find(({ isUnmet }) => isUnmet);
  if (unmet) return { error: unmet.reason() };
  return { value, warnings, hasFailed: warnings.some(({ isMissing }) => !isMissing) };
}
