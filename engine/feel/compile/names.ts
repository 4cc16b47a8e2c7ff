// Names and paths (DMN 1.5 §10.3.2.2, §10.3.2.5).
import { builtinValue, hasBuiltin } from '../builtins/index.ts';
import { kindName, say } from '../messages.ts';
import { isPlainName } from '../names.ts';
import type { Context, Kind } from '../values.ts';
import { isContext, kindOf } from '../values.ts';
import type { Compiled, Compilers, Frame, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf } from './compiled.ts';

export const names: Compilers = {
  VariableName: (node, source) => variable(nameIn(node, source)),
  '?': () => variable('?'),
  PathExpression: (node, source) => {
    const [target, , property] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
    return path(source.compile(target), nameIn(property, source));
  },
};

/** A name's tokens joined as the parser tells them apart: `Monthly  Salary` is `Monthly Salary`. */
export function nameIn(node: SyntaxNode, source: Source): string {
  const children = childrenOf(node);
  const text = children.length > 0 ? children.map((child) => nameIn(child, source)).join(' ') : textOf(node, source);
  return text.replaceAll('`', '').replaceAll(/\s{2,}/g, ' ');
}

function variable(name: string): Compiled {
  return (frame, run) => {
    const value = lookUp(frame, name);
    if (value !== undefined) return value;
    if (hasBuiltin(name)) return builtinValue(name, run);
    return run.miss(() => say('run.variable', { name }));
  };
}

export function lookUp(frame: Frame, name: string): unknown {
  for (let scope: Frame | undefined = frame; scope; scope = scope.outer) {
    const value = entryOf(scope.values, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The entry under the name, in whatever spacing the context spells it. */
function entryOf(values: Context, name: string): unknown {
  if (Object.hasOwn(values, name)) return values[name];
  if (isPlainName(name)) return undefined;
  const wanted = spacing(name);
  const key = Object.keys(values).find((key) => spacing(key) === wanted);
  return key === undefined ? undefined : values[key];
}

/** Spaces around an operator in a name do not count. */
const spacing = (name: string): string =>
  name
    .replaceAll(/\s*([./\-'+]|\*\*?)\s*/g, ' $1 ')
    .replaceAll(/\s{2,}/g, ' ')
    .trim();

function path(target: Compiled, name: string): Compiled {
  return (frame, run) => {
    const value = target(frame, run);
    return Array.isArray(value) ? value.map((item) => property(item, name, run)) : property(value, name, run);
  };
}

type Misses = Parameters<Compiled>[1];

function property(value: unknown, name: string, run: Misses): unknown {
  const found = isContext(value) ? entryOf(value, name) : ownProperty(value, name);
  if (found !== undefined) return found;
  return run.miss(() => say('run.entry', { name, kind: kindName(kindOf(value)) }));
}

function ownProperty(value: unknown, name: string): unknown {
  if (!properties[kindOf(value)]?.includes(name)) return undefined;
  return (value as Context)[name] ?? null;
}

const days = ['year', 'month', 'day', 'weekday'];
const hours = ['hour', 'minute', 'second', 'time offset', 'timezone'];

/** DMN 1.5 table 65. */
const properties: { readonly [kind in Kind]?: readonly string[] } = {
  date: days,
  time: hours,
  'date and time': [...days, ...hours],
  'days and time duration': ['days', 'hours', 'minutes', 'seconds'],
  'years and months duration': ['years', 'months'],
  range: ['start', 'end', 'start included', 'end included'],
};
