// Our own FEEL functions. Each is pure: legal time and the calendar come with the call. A wrong argument gives null and a warning.
import type { Calendar } from '../calendar.ts';
import { money } from './money.ts';
import { periods } from './periods.ts';

/** What a function may know of the evaluation it is called in. */
export interface Call {
  /** Legal time, a UTC instant in ISO 8601. */
  readonly at: string;
  readonly calendar: Calendar;
  readonly warn: (message: string) => null;
}

export interface FeelBuiltin {
  readonly parameters: readonly string[];
  readonly apply: (call: Call, ...parameters: unknown[]) => unknown;
}

export const functions: { readonly [name: string]: FeelBuiltin } = { ...periods, ...money };

/** As feelin takes it: a function that carries the names of its parameters. */
export function bind({ parameters, apply }: FeelBuiltin, call: Call): (...parameters: unknown[]) => unknown {
  return Object.assign((...values: unknown[]) => apply(call, ...values), { $args: parameters });
}
