// A built-in function: the names of its parameters in FEEL, and a pure function over FEEL values.
import type { Calendar } from '../../calendar.ts';
import type { Reason } from '../../catalogue.ts';

/** The part of the evaluation that a built-in function can see. */
export interface Call {
  /** Legal time, a UTC instant in ISO 8601. */
  readonly at: string;
  readonly calendar: Calendar;
  /** Adds a warning that says why the result is null, and returns null. */
  readonly warn: (reason: Reason) => null;
  /** Like `warn`, for an assertion of the model that failed: the whole expression has no value. */
  readonly unmet: (reason: Reason) => null;
}

export interface Builtin {
  /** The last name takes all remaining arguments if it starts with `...`. */
  readonly parameters: readonly string[];
  /** The least number of arguments of a call; absent: all parameters, and one of those that the last name takes. */
  readonly required?: number;
  readonly apply: (call: Call, ...values: unknown[]) => unknown;
}

export type Builtins = { readonly [name: string]: Builtin };
