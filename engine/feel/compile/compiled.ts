// A syntax tree becomes closures: parsed and walked once, run many times.
import type { parseExpression } from 'feelin';
import type { Call } from '../builtins/builtin.ts';

/** Names in sight, the innermost first. */
export interface Frame {
  readonly values: { readonly [name: string]: unknown };
  readonly outer?: Frame;
}

/** Tests whether a value has the type that a model defines under the name. */
export type TypeTests = (name: string) => ((value: unknown) => boolean) | undefined;

export interface Run extends Call {
  /** Adds a warning for a name that nothing defines. */
  readonly miss: Call['warn'];
  readonly types?: TypeTests;
  /** The current depth of nested calls. */
  readonly nesting: { calls: number };
  /** The number of iterations of all loops so far. */
  readonly rounds: { count: number };
}

/** Accepts names in backticks and texts of several lines, as the zeebe dialect writes them. */
export const dialect = 'camunda';

export type Compiled = (frame: Frame, run: Run) => unknown;
export type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** The context that a compiler of one kind of node receives. */
export interface Source {
  readonly text: string;
  readonly compile: (node: SyntaxNode) => Compiled;
}

type Compiler = (node: SyntaxNode, source: Source) => Compiled;
export type Compilers = { readonly [nodeName: string]: Compiler };

export const textOf = (node: SyntaxNode, { text }: Source): string => text.slice(node.from, node.to);

/** The node's children, comments apart. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}

/** Between the brackets that open and close the node. */
export const innerOf = (node: SyntaxNode): SyntaxNode[] => childrenOf(node).slice(1, -1);

export const within = (outer: Frame, values: Frame['values']): Frame => ({ values, outer });

/** Tells whether the node contains a part that the parser could not read. */
export function hasFault(node: SyntaxNode): boolean {
  if (node.type.isError) return true;
  for (let child = node.firstChild; child; child = child.nextSibling) if (hasFault(child)) return true;
  return false;
}
