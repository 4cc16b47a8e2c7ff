// feelin's built-in functions. It does not export them, but an expression that calls one is a function of ours:
// `function(a0, a1) contains(a0, a1)`, parsed once for each shape of call.
import { evaluate, parseExpression } from 'feelin';
import type { Reason } from '../../catalogue.ts';
import { hasFault } from '../compile/compiled.ts';
import type { Arguments } from '../compile/functions.ts';
import { say } from '../messages.ts';
import type { Call } from './builtin.ts';

interface Native {
  readonly call: (...values: readonly unknown[]) => unknown;
  /** feelin's warnings of the last calls; emptied when they are passed on. */
  readonly warnings: { readonly message: string }[];
}

const natives = new Map<string, Native>();
const known = new Map<string, readonly string[] | undefined>();

/** Constructors are words of the grammar, not names. */
const constructors = new Set(['date', 'time', 'date and time', 'duration', 'years and months duration', '@']);

export function isNative(name: string): boolean {
  return constructors.has(name) || parametersOf(name) !== undefined;
}

export const nativeParameters = (name: string): readonly string[] => parametersOf(name) ?? [];

export function invokeNative(name: string, given: Arguments, run: Pick<Call, 'warn'>): unknown {
  const values = Object.values(given);
  const { call, warnings } = nativeFor(name, Array.isArray(given) ? given.length : Object.keys(given as object));
  try {
    return call(...values) ?? null;
  } catch (error) {
    // feelin throws where it has not implemented a function; FEEL knows only null.
    return run.warn(failed(name, error));
  } finally {
    for (const { message } of warnings.splice(0)) run.warn(() => say('call.native', { name, detail: message }));
  }
}

/** The reason for a function that throws. */
export const failed =
  (name: string, error: unknown): Reason =>
  () =>
    say('call.failed', { name, detail: error instanceof Error ? error.message : String(error) });

/** feelin's sign that a function refused its arguments. */
export const isRefusal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'template' in value && 'warning' in value;

/** @param shape how many arguments by place, or the names of those given by name */
function nativeFor(name: string, shape: number | readonly string[]): Native {
  const key = `${name}(${shape})`;
  const native = natives.get(key) ?? build(name, shape);
  natives.set(key, native);
  return native;
}

function build(name: string, shape: number | readonly string[]): Native {
  const count = typeof shape === 'number' ? shape : shape.length;
  const parameters = Array.from({ length: count }, (_, index) => `a${index}`);
  const given =
    typeof shape === 'number' ? parameters : parameters.map((parameter, index) => `${shape[index]}: ${parameter}`);
  const { value, warnings } = evaluate(`function(${parameters.join(', ')}) ${name}(${given.join(', ')})`);
  return { call: (value as { fn: Native['call'] }).fn, warnings };
}

function parametersOf(name: string): readonly string[] | undefined {
  if (!known.has(name)) known.set(name, isName(name) ? argumentsOf(evaluate(name).value) : undefined);
  return known.get(name);
}

const argumentsOf = (value: unknown): readonly string[] | undefined =>
  typeof value === 'function' ? (value as unknown as { $args: readonly string[] }).$args : undefined;

/** Tells whether the parser reads the text as one name, so that evaluating it only looks it up. */
function isName(name: string): boolean {
  if (!/^[a-z][a-z ]*$/.test(name)) return false;
  const { topNode } = parseExpression(name, {}, undefined);
  return topNode.firstChild?.name === 'VariableName' && !hasFault(topNode);
}
