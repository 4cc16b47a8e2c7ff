// Literals: their value is known when the tree is compiled.
import { evaluate } from 'feelin';
import type { Compilers } from './compiled.ts';
import { childrenOf, dialect, textOf } from './compiled.ts';

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
  // feelin knows the escapes of a text and the forms of a date.
  StringLiteral: (node, source) => {
    const { value } = evaluate(textOf(node, source), {}, dialect);
    return () => value;
  },
  AtLiteral: (node, source) => {
    const [text] = childrenOf(node);
    const { value } = temporal(textOf(node, source));
    return (_, run) => value ?? run.warn(`Expected a date, time or duration; found ${text && textOf(text, source)}.`);
  },
};

function temporal(source: string): { readonly value: unknown } {
  try {
    return evaluate(source);
  } catch {
    // feelin throws at years before 0 instead of answering null.
    return { value: null };
  }
}
