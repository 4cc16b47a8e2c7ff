// Built-in functions by name: ours first, then feelin's. Ours are the legal ones, `now` and `today` (feelin's read the
// machine's clock), and those that feelin lacks or gets wrong.
import { FeelFunction } from 'feelin';
import type { Run } from '../compile/compiled.ts';
import type { Arguments } from '../compile/functions.ts';
import type { Builtin, Builtins } from './builtin.ts';
import { camunda } from './camunda.ts';
import { contexts } from './contexts.ts';
import { conversions } from './conversions.ts';
import { lists } from './lists.ts';
import { money } from './money.ts';
import { invokeNative, isNative, nativeParameters } from './natives.ts';
import { numbers } from './numbers.ts';
import { periods } from './periods.ts';
import { positions } from './positions.ts';
import { ranges } from './ranges.ts';
import { texts } from './texts.ts';

const own: Builtins = {
  ...camunda,
  ...contexts,
  ...conversions,
  ...lists,
  ...money,
  ...numbers,
  ...periods,
  ...positions,
  ...ranges,
  ...texts,
};

export { isRefusal } from './natives.ts';

export const hasBuiltin = (name: string): boolean => Object.hasOwn(own, name) || isNative(name);

/** A function that throws returns null: FEEL has no other failure. */
export function invokeBuiltin(name: string, given: Arguments, run: Run): unknown {
  const builtin = own[name];
  if (!builtin) return invokeNative(name, given, run);
  try {
    return invokeOwn(name, builtin, given, run);
  } catch (error) {
    return run.warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The function itself, to be handed to another one. */
export function builtinValue(name: string, run: Run): FeelFunction {
  const parameters = own[name]?.parameters ?? nativeParameters(name);
  return new FeelFunction((...values: unknown[]) => invokeBuiltin(name, values, run), [...parameters]);
}

function invokeOwn(name: string, { parameters, apply }: Builtin, given: Arguments, run: Run): unknown {
  if (isList(given)) {
    const isTooLong = given.length > parameters.length && !parameters.at(-1)?.startsWith('...');
    return isTooLong ? refuse(name, parameters, run) : apply(run, ...given);
  }
  const unknown = Object.keys(given).some((key) => !parameters.includes(key) && !parameters.includes(`...${key}`));
  if (unknown) return refuse(name, parameters, run);
  return apply(run, ...parameters.flatMap((parameter) => named(parameter, given)));
}

function named(parameter: string, given: { readonly [name: string]: unknown }): unknown[] {
  if (!parameter.startsWith('...')) return [given[parameter]];
  const values = given[parameter.slice(3)];
  return Array.isArray(values) ? values : [values];
}

const refuse = (name: string, parameters: readonly string[], run: Run): null =>
  run.warn(`Expected ${name}(${parameters.join(', ')}); found other arguments.`);

const isList = (given: Arguments): given is readonly unknown[] => Array.isArray(given);
