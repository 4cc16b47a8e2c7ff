// What a built-in function is here: its parameters' names as FEEL knows them, and a pure function over FEEL values.
import type { Calendar } from '../../calendar.ts';

/** What a function may know of the evaluation it is called in. */
export interface Call {
  /** Legal time, a UTC instant in ISO 8601. */
  readonly at: string;
  readonly calendar: Calendar;
  /** Notes why the result is null, and is that null. */
  readonly warn: (message: string) => null;
  /** As `warn`, of an assertion of the model: the whole expression has no value. */
  readonly unmet: (message: string) => null;
}

export interface Builtin {
  /** The last one takes all that follow if it starts with `...`. */
  readonly parameters: readonly string[];
  readonly apply: (call: Call, ...values: unknown[]) => unknown;
}

export type Builtins = { readonly [name: string]: Builtin };
