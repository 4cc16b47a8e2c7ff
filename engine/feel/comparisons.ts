// Comparisons of a plain condition: enough to evaluate it with every value that changes its result.
import type { Json } from '../event.ts';
import { childrenOf, hasFault, type SyntaxNode, textOf } from './compile/compiled.ts';
import { treeOf } from './parse.ts';

export interface Compared {
  /** `order.amount` */
  readonly path: string;
  /** For a name that stands alone: true. */
  readonly value: Json;
  /** Tests equality only. */
  readonly isEquality: boolean;
}

/** Comparisons of variables with literals, joined by and, or, not; undefined where there is anything else. */
export function comparisonsIn(source: string): readonly Compared[] | undefined {
  const topNode = treeOf(source);
  return hasFault(topNode) ? undefined : comparisonsOf(topNode, source);
}

function comparisonsOf(node: SyntaxNode, source: string): readonly Compared[] | undefined {
  const children = childrenOf(node);
  const text = (one: SyntaxNode) => textOf(one, { text: source, compile: () => () => null });
  const [first, second, third] = children;
  switch (node.name) {
    case 'Expression':
      return comparisonsOf(first!, source);
    case 'ParenthesizedExpression':
      return comparisonsOf(second!, source);
    case 'Conjunction':
    case 'Disjunction':
      return both(comparisonsOf(first!, source), comparisonsOf(third!, source));
    case 'FunctionInvocation':
      return text(first!) === 'not' && third && childrenOf(third).length === 1
        ? comparisonsOf(childrenOf(third)[0]!, source)
        : undefined;
    case 'Comparison': {
      const [name, literal] = isPath(first!) ? [first, third] : [third, first];
      const value = literal && literalIn(text(literal));
      return second?.name === 'CompareOp' && name && isPath(name) && value !== undefined
        ? [{ path: text(name), value, isEquality: /^!?=$/.test(text(second)) }]
        : undefined;
    }
    default:
      return isPath(node) ? [{ path: text(node), value: true, isEquality: true }] : undefined;
  }
}

const both = (one: readonly Compared[] | undefined, other: readonly Compared[] | undefined) =>
  one && other && [...one, ...other];

/** Names that are spelled as one expects. */
const isPath = (node: SyntaxNode): boolean =>
  node.name === 'VariableName'
    ? childrenOf(node).length === 1
    : node.name === 'PathExpression' && isPath(childrenOf(node)[0]!);

function literalIn(literal: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'object' && value !== null ? undefined : (value as Json);
  } catch {
    return undefined;
  }
}
