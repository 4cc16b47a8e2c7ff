// Most expressions of a model are a literal, a path, or a comparison of the two, perhaps joined by and/or. They need no
// interpreter. A shortcut answers only where the answer is plain, and `missed` for everything else (a missing name, a
// list on the way, values of two types), which feelin then decides. tests/engine/feel holds the two together.
import type { Json, Variables } from '../event.ts';
import { isFault, parse, treeOf } from './parse.ts';

export const missed: unique symbol = Symbol('missed');
export type Shortcut = (variables: Variables) => Json | typeof missed;

type Node = NonNullable<ReturnType<typeof treeOf>['topNode']['firstChild']>;
type Scalar = string | number | boolean | null;

const cache = new Map<string, Shortcut | undefined>();
const cacheSize = 20_000;

export function shortcutOf(source: string): Shortcut | undefined {
  if (cache.has(source)) return cache.get(source);
  if (cache.size >= cacheSize) cache.clear();
  const shortcut = isFault(parse(source)) ? undefined : build(treeOf(source).topNode.firstChild, source);
  cache.set(source, shortcut);
  return shortcut;
}

function build(node: Node | null, source: string): Shortcut | undefined {
  if (!node) return undefined;
  const children = childrenOf(node);
  switch (node.name) {
    case 'Expression':
      return children.length === 1 ? build(children[0]!, source) : undefined;
    case 'ParenthesizedExpression':
      return children.length === 3 ? build(children[1]!, source) : undefined;
    case 'Conjunction':
    case 'Disjunction':
      return children.length === 3
        ? junction(node.name, build(children[0]!, source), build(children[2]!, source))
        : undefined;
    case 'Comparison':
      return children.length === 3 ? comparison(children as [Node, Node, Node], source) : undefined;
    default:
      return operand(node, source);
  }
}

function operand(node: Node, source: string): Shortcut | undefined {
  const literal = literalOf(node, source);
  if (literal !== undefined) return () => literal;
  const path = pathOf(node, source);
  return path && ((variables) => follow(variables, path));
}

function literalOf(node: Node, source: string): Scalar | undefined {
  const text = textOf(node, source);
  switch (node.name) {
    case 'NumericLiteral':
      return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) + 0 : undefined;
    case 'StringLiteral':
      return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : undefined;
    case 'BooleanLiteral':
      return text === 'true';
    case 'null':
      return null;
    default:
      return undefined;
  }
}

/** `caseFile.claim.principalFen` as its names; undefined where a name is spelled in any unusual way. */
function pathOf(node: Node, source: string): string[] | undefined {
  const names = textOf(node, source).split('.');
  if (!names.every((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))) return undefined;
  return node.name === 'PathExpression' || node.name === 'VariableName' ? names : undefined;
}

function follow(variables: Variables, path: readonly string[]): Json | typeof missed {
  let value: Json = variables;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name))
      return missed;
    value = (value as Variables)[name] as Json;
    if (value === undefined) return missed;
  }
  return value;
}

function comparison([left, operator, right]: [Node, Node, Node], source: string): Shortcut | undefined {
  const compare = operator.name === 'CompareOp' ? comparators[textOf(operator, source)] : undefined;
  const a = operand(left, source);
  const b = operand(right, source);
  if (!compare || !a || !b) return undefined;
  return (variables) => {
    const x = a(variables);
    const y = b(variables);
    if (!isScalar(x) || !isScalar(y)) return missed;
    if (x === null || y === null) return compare.null ? compare.null(x === y) : missed;
    if (typeof x !== typeof y || (typeof x === 'boolean' && !compare.null)) return missed;
    return compare.same(x, y);
  };
}

interface Comparator {
  readonly same: (x: string | number | boolean, y: string | number | boolean) => boolean;
  /** What the operator makes of null on one side or both; absent where FEEL has no answer. */
  readonly null?: (both: boolean) => boolean;
}

const comparators: { readonly [operator: string]: Comparator } = {
  '=': { same: (x, y) => x === y, null: (both) => both },
  '!=': { same: (x, y) => x !== y, null: (both) => !both },
  '<': { same: (x, y) => x < y },
  '<=': { same: (x, y) => x <= y },
  '>': { same: (x, y) => x > y },
  '>=': { same: (x, y) => x >= y },
};

function junction(type: 'Conjunction' | 'Disjunction', left?: Shortcut, right?: Shortcut): Shortcut | undefined {
  if (!left || !right) return undefined;
  return (variables) => {
    const x = left(variables);
    const y = right(variables);
    if (typeof x !== 'boolean' || typeof y !== 'boolean') return missed;
    return type === 'Conjunction' ? x && y : x || y;
  };
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}

const isScalar = (value: Json | typeof missed): value is Scalar =>
  value === null || (typeof value !== 'object' && typeof value !== 'symbol');

const textOf = (node: Node, source: string): string => source.slice(node.from, node.to);
