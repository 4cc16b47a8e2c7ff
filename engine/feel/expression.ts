// Evaluates a parsed expression over FEEL values. A failed operation gives null, with the reason in the warnings.
import type { Calendar } from '../calendar.ts';
import type { Reason } from '../catalogue.ts';
import type { Run, Tests, TypeTests } from './compile/index.ts';
import type { Expression } from './parse.ts';

export interface FeelContext {
  /** Legal time: a UTC instant in ISO 8601. */
  readonly at: string;
  readonly calendar: Calendar;
  readonly types?: TypeTests;
}

/** FEEL values by name. */
export type Bindings = { readonly [name: string]: unknown };

export interface Warning {
  readonly reason: Reason;
  /** A name that nothing defines, as opposed to an operation that failed. */
  readonly isMissing: boolean;
  /** A failed assertion: the value must not be used (Camunda 8). */
  readonly isUnmet?: true;
}

export const run = ({ compiled }: Expression, bindings: Bindings, context: FeelContext, warnings: Warning[]): unknown =>
  compiled({ values: bindings }, running(context, warnings)) ?? null;

/** Tells whether the value passes a cell; null if one test has no answer and no test is true. */
export const test = (
  tests: Tests,
  value: unknown,
  bindings: Bindings,
  context: FeelContext,
  warnings: Warning[],
): boolean | null => tests(value, { values: bindings }, running(context, warnings));

function running({ at, calendar, types }: FeelContext, warnings: Warning[]): Run {
  const note =
    (isMissing: boolean) =>
    (reason: Reason): null => {
      warnings.push({ reason, isMissing });
      return null;
    };
  const unmet = (reason: Reason): null => {
    warnings.push({ reason, isMissing: false, isUnmet: true });
    return null;
  };
  const limits = { nesting: { calls: 0 }, rounds: { count: 0 } };
  return { at, calendar, ...(types && { types }), warn: note(false), miss: note(true), unmet, ...limits };
}
