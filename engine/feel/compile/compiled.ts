// A syntax tree becomes closures: parsed and walked once, run many times.
import type { parseExpression } from 'feelin';
import type { Call } from '../builtins/builtin.ts';

/** Names in sight, the innermost first. */
export interface Frame {
  readonly values: { readonly [name: string]: unknown };
  readonly outer?: Frame;
}

/** What tells whether a value is of the type that a model defines under the name. */
export type TypeTests = (name: string) => ((value: unknown) => boolean) | undefined;

export interface Run extends Call {
  /** Notes a name that stands for nothing. */
  readonly miss: (message: string) => null;
  readonly types?: TypeTests;
  /** Calls under way, one inside another. */
  readonly nesting: { calls: number };
  /** Of all its loops so far. */
  readonly rounds: { count: number };
}

/** With names between backticks and texts of several lines, as the zeebe dialect writes them. */
export const dialect = 'camunda';

export type Compiled = (frame: Frame, run: Run) => unknown;
export type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** What a compiler of one kind of node works with. */
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

/** Somewhere in it is what the parser could not read. */
export function hasFault(node: SyntaxNode): boolean {
  if (node.type.isError) return true;
  for (let child = node.firstChild; child; child = child.nextSibling) if (hasFault(child)) return true;
  return false;
}
