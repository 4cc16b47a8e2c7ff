// Running a parsed expression over FEEL values: our functions are bound by name, what throws becomes null with a warning.
import type { Calendar } from '../calendar.ts';
import type { Call } from './functions.ts';
import { bind, functions } from './functions.ts';
import type { Bindings, Expression, Warning } from './parse.ts';

export interface FeelContext {
  /** Legal time: a UTC instant in ISO 8601. */
  readonly at: string;
  readonly calendar: Calendar;
}

/** @param bindings FEEL values by name; only those that the expression reads are looked at */
export function run(expression: Expression, bindings: Bindings, context: FeelContext, warnings: Warning[]): unknown {
  const call: Call = {
    ...context,
    warn: (message) => {
      warnings.push({ message, isMissing: false });
      return null;
    },
  };
  try {
    return expression.run(bound(expression.names, bindings, call), warnings);
  } catch (error) {
    // feelin throws where an operation is not defined for its values; FEEL knows only null (DMN 1.5 §10.3.2.13).
    return call.warn(error instanceof Error ? error.message : String(error));
  }
}

function bound(names: readonly string[], bindings: Bindings, call: Call): Bindings {
  const read: { [name: string]: unknown } = {};
  for (const name of names) {
    const own = functions[name];
    if (Object.hasOwn(bindings, name)) read[name] = bindings[name];
    else if (own) read[name] = bind(own, call);
  }
  return read;
}
