// FEEL as the models use it: JSON in, JSON out; legal time and the calendar are given, no clock is read. On feelin.
import type { Json, Variables } from '../event.ts';
import type { FeelContext } from './expression.ts';
import { run } from './expression.ts';
import { toJson } from './json.ts';
import type { ParseFault, Warning } from './parse.ts';
import { isFault, noNames, parse } from './parse.ts';
import { missed, shortcutOf } from './shortcut.ts';
import { parseTests, passes } from './unary-tests.ts';

export type { FeelContext } from './expression.ts';

export type Evaluation =
  | { readonly value: Json; readonly warnings: readonly string[] }
  /** The source is no FEEL. */
  | ParseFault;

/** Whether the source parses, and which names it reads. All sources come without the leading `=`. */
export function compileExpression(source: string): { readonly names: readonly string[] } | ParseFault {
  const expression = parse(source);
  return isFault(expression) ? { error: expression.error } : { names: expression.names };
}

const noWarnings: readonly string[] = [];

/** Dates in the variables are texts and stay so until `date(x)`; what fails is null, with the reason in `warnings`. */
export function evaluate(source: string, variables: Variables, context: FeelContext): Evaluation {
  const short = shortcutOf(source)?.(variables) ?? missed;
  if (short !== missed) return { value: short, warnings: noWarnings };
  const expression = parse(source);
  if (isFault(expression)) return { error: expression.error };
  const warnings: Warning[] = [];
  const value = toJson(run(expression, variables, context, warnings), warnings);
  return { value, warnings: warnings.map(({ message }) => message) };
}

/** Whether `input` passes a cell of a decision table; null where a test has no answer and none is true. */
export function evaluateTests(source: string, input: Json, variables: Variables, context: FeelContext): Evaluation {
  const tests = parseTests(source, noNames);
  if (isFault(tests)) return tests;
  const warnings: Warning[] = [];
  const bindings = { ...variables, '?': input };
  const value = passes(tests, input, (test) => run(test, bindings, context, warnings));
  return { value, warnings: warnings.map(({ message }) => message) };
}
