// Lists, contexts and filters (DMN 1.5 §10.3.2.5, §10.3.2.6).
import { say } from '../messages.ts';
import { isContext } from '../values.ts';
import type { Compiled, Compilers, Frame, Run, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, innerOf, textOf, within } from './compiled.ts';
import { unescaped } from './literals.ts';

export const collections: Compilers = {
  List: (node, source) => {
    const items = innerOf(node).map(source.compile);
    return (frame, run) => items.map((item) => item(frame, run) ?? null);
  },
  Context: (node, source) => {
    const entries = innerOf(node).map((entry) => {
      const [key, value] = childrenOf(entry) as [SyntaxNode, SyntaxNode];
      const [inner] = childrenOf(key) as [SyntaxNode];
      const name = inner.name === 'StringLiteral' ? unescaped(textOf(inner, source)) : keyIn(inner, source);
      return { name, value: source.compile(value) };
    });
    return context(entries);
  },
  FilterExpression: (node, source) => {
    const [list, , condition] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
    const [target, filter] = [source.compile(list), source.compile(condition)];
    return predicates.has(condition.name) ? select(target, filter) : selectOrIndex(target, filter);
  },
};

/** The key as it is spelled: `foo+bar` keeps its spelling, although the parser splits it. */
const keyIn = (node: SyntaxNode, source: Source): string =>
  textOf(node, source).replaceAll('`', '').replaceAll(/\s+/g, ' ');

/** Each entry sees those before it. A name given twice has no meaning. */
function context(entries: readonly { readonly name: string; readonly value: Compiled }[]): Compiled {
  const isDouble = new Set(entries.map(({ name }) => name)).size < entries.length;
  return (frame, run) => {
    if (isDouble) return run.warn(() => say('run.sameNames'));
    const values: { [name: string]: unknown } = {};
    const inner = within(frame, values);
    for (const { name, value } of entries) values[name] = value(inner, run) ?? null;
    return values;
  };
}

/** The form shows that it is a condition; any other expression may also result in a number, which is an index. */
const predicates = new Set([
  'Comparison',
  'Conjunction',
  'Disjunction',
  'QuantifiedExpression',
  'InstanceOfExpression',
  'SimplePositiveUnaryTest',
]);

function select(target: Compiled, filter: Compiled): Compiled {
  return (frame, run) => {
    const value = target(frame, run) ?? null;
    return value === null ? null : selected(listOf(value), filter, frame, run);
  };
}

function selectOrIndex(target: Compiled, filter: Compiled): Compiled {
  return (frame, run) => {
    const value = target(frame, run) ?? null;
    if (value === null) return null;
    const index = filter(frame, silent(run));
    return typeof index === 'number' ? at(listOf(value), index) : selected(listOf(value), filter, frame, run);
  };
}

/** Inside, the element is `item`, and its entries go by their own names. */
function selected(list: readonly unknown[], filter: Compiled, frame: Frame, run: Run): unknown[] {
  return list.filter((item) => filter(within(frame, isContext(item) ? { item, ...item } : { item }), run) === true);
}

/** Counted from 1, or from the end with -1. */
function at(list: readonly unknown[], index: number): unknown {
  return list[index < 0 ? list.length + index : index - 1] ?? null;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * To find out whether a filter is an index it is evaluated once outside of the list, where its names may be missing.
 */
const silent = (run: Run): Run => ({ ...run, warn: () => null, miss: () => null });
