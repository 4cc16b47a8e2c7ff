// Literals: their value is known when the tree is compiled.
import { say } from '../messages.ts';
import { readTemporal } from '../temporals.ts';
import type { Compilers, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf } from './compiled.ts';

export const literals: Compilers = {
  null: () => () => null,
  NumericLiteral: (node, source) => {
    const value = Number(textOf(node, source).replaceAll(/\s/g, ''));
    return () => value;
  },
  BooleanLiteral: (node, source) => {
    const value = textOf(node, source) === 'true';
    return () => value;
  },
  StringLiteral: (node, source) => {
    const value = unescaped(textOf(node, source));
    return () => value;
  },
  AtLiteral: (node, source) => {
    const [literal] = childrenOf(node) as [SyntaxNode];
    const text = unescaped(textOf(literal, source));
    const value = readTemporal(text);
    return (_, run) => value ?? run.warn(() => say('run.literal', { text }));
  },
};

/**
 * The text between the quotes (DMN 1.5 §10.3.1.2, rule 64); a backslash before any other character stays, for regular
 * expressions.
 */
export const unescaped = (literal: string): string =>
  literal
    .slice(1, -1)
    .replaceAll(
      /\\(?:u([\dA-Fa-f]{4})|U(0[\dA-Fa-f]{5}|10[\dA-Fa-f]{4})|([nrt"'\\]))/g,
      (_, short, long, mark: string) =>
        mark ? (marks[mark] ?? mark) : String.fromCodePoint(Number.parseInt(short ?? long, 16)),
    );

const marks: { readonly [mark: string]: string } = { n: '\n', r: '\r', t: '\t' };
