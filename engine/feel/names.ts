// FEEL lets names hold spaces and operators (`Monthly Salary`, `a-b`); the parser reads them only if it knows them.
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import type { Bindings } from './expression.ts';

/** Names whose spelling the parser must know before it can read them (`Monthly Salary`), as a context of any depth. */
export interface Names {
  readonly signature: string;
  readonly context: { readonly [name: string]: unknown };
}

export const noNames: Names = { signature: '', context: {} };

interface Shape {
  [name: string]: Shape | 1;
}

const plain = /^[\p{L}_?][\p{L}\p{N}_]*$/u;

export const isPlainName = (name: string): boolean => plain.test(name);

/** The names among the bindings, at any depth, that the parser must be told of. */
export function namesOf(bindings: Bindings): Names {
  const shape = shapeOf(bindings);
  if (shape === 1) return noNames;
  return { signature: JSON.stringify(shape), context: shape };
}

function shapeOf(value: unknown): Shape | 1 {
  if (typeof value !== 'object' || value === null || isAtomic(value)) return 1;
  const parts = Array.isArray(value)
    ? value.map(shapeOf)
    : Object.entries(value).map(([name, entry]): Shape | 1 => {
        const inner = shapeOf(entry);
        return isPlainName(name) && inner === 1 ? 1 : { [name]: inner };
      });
  return parts.reduce(join, 1);
}

function join(a: Shape | 1, b: Shape | 1): Shape | 1 {
  if (a === 1) return b;
  if (b === 1) return a;
  const joined: Shape = { ...a };
  for (const [name, inner] of Object.entries(b)) joined[name] = join(joined[name] ?? 1, inner);
  return joined;
}

const isAtomic = (value: object): boolean =>
  [FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime].some((type) => value instanceof type);
