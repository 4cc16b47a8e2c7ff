// Built-in functions by name: ours first, then feelin's. Ours are the legal ones, `now` and `today` (feelin's read the
// machine's clock), and those that feelin lacks or gets wrong.
import { FeelFunction } from 'feelin';
import type { Run } from '../compile/compiled.ts';
import type { Arguments } from '../compile/functions.ts';
import { say } from '../messages.ts';
import type { Builtin, Builtins } from './builtin.ts';
import { camunda } from './camunda.ts';
import { contexts } from './contexts.ts';
import { conversions } from './conversions.ts';
import { lists } from './lists.ts';
import { money } from './money.ts';
import { failed, invokeNative, isNative, nativeParameters } from './natives.ts';
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

/** The number of arguments by place, or the names of those given by name. */
export type CallShape = number | readonly string[];

/** Tells whether a call of that shape can fit the parameters of the function (DMN 1.5 §10.3.2.13). */
export function mayFit(name: string, shape: CallShape): boolean {
  const parameters = own[name]?.parameters ?? nativeParameters(name);
  // The constructors of feelin's grammar have several signatures, which feelin itself tells apart.
  if (!own[name] && parameters.length === 0) return true;
  const isVariadic = parameters.at(-1)?.startsWith('...') ?? false;
  if (typeof shape !== 'number')
    return shape.every((key) => parameters.includes(key) || parameters.includes(`...${key}`)) && mayHave(shape.length);
  return mayHave(shape) && (isVariadic || shape <= parameters.length);

  function mayHave(count: number): boolean {
    return count >= (own[name]?.required ?? parameters.length);
  }
}

/** A call that fits no parameters gives null, and so does a function that throws: FEEL has no other failure. */
export function invokeBuiltin(name: string, given: Arguments, run: Run): unknown {
  const builtin = own[name];
  if (!mayFit(name, isList(given) ? given.length : Object.keys(given)))
    return refuse(name, builtin?.parameters ?? nativeParameters(name), run);
  if (!builtin) return invokeNative(name, given, run);
  try {
    return invokeOwn(builtin, given, run);
  } catch (error) {
    return run.warn(failed(name, error));
  }
}

/** The function itself, to be handed to another one. */
export function builtinValue(name: string, run: Run): FeelFunction {
  const parameters = own[name]?.parameters ?? nativeParameters(name);
  return new FeelFunction((...values: unknown[]) => invokeBuiltin(name, values, run), [...parameters]);
}

function invokeOwn({ parameters, apply }: Builtin, given: Arguments, run: Run): unknown {
  if (isList(given)) return apply(run, ...given);
  return apply(run, ...parameters.flatMap((parameter) => named(parameter, given)));
}

function named(parameter: string, given: { readonly [name: string]: unknown }): unknown[] {
  if (!parameter.startsWith('...')) return [given[parameter]];
  const values = given[parameter.slice(3)];
  return Array.isArray(values) ? values : [values];
}

const refuse = (name: string, parameters: readonly string[], run: Run): null =>
  run.warn(() => say('call.shape', { name, parameters: parameters.join(', ') }));

const isList = (given: Arguments): given is readonly unknown[] => Array.isArray(given);
