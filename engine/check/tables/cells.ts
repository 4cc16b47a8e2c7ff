// The values that a cell of a decision table matches, for cells made of constants only: values, lists, comparisons,
// ranges, `not(...)`. Between two neighboring constants such a cell always gives the same answer, so one sample stands
// for all values between them.
import { FeelDate } from 'feelin';
import type { SyntaxNode } from '../../feel/compile/compiled.ts';
import { childrenOf } from '../../feel/compile/compiled.ts';
import type { FeelContext } from '../../feel/expression.ts';
import { run, test } from '../../feel/expression.ts';
import { isFault, parse, parseTests, treeOfTests } from '../../feel/parse.ts';
import { textOf } from '../../feel/temporals.ts';
import { anyInstant, noDays } from '../constant.ts';

/** Dates are counted in days since 1970-01-01. */
export type Kind = 'number' | 'date' | 'string' | 'boolean';

export interface Constant {
  readonly kind: Kind;
  readonly value: number | string | boolean;
}

export interface Cell {
  readonly text: string;
  /** `-`: the cell matches every value, also values that the column does not name. */
  readonly isDash: boolean;
  readonly constants: readonly Constant[];
  /** @param value a FEEL value */
  readonly takes: (value: unknown) => boolean;
}

/** Returns undefined if the cell depends on more than its own constants. */
export function readCell(text: string): Cell | undefined {
  const parsed = parseTests(text);
  if (isFault(parsed)) return undefined;
  const tree = treeOfTests(text);
  if (tree.firstChild?.name === 'Wildcard') return { text, isDash: true, constants: [], takes: () => true };
  const constants = constantsIn(tree, text);
  if (!constants || (hasOrder(tree, text) && constants.some(({ kind }) => kind === 'string'))) return undefined;
  return { text, isDash: false, constants, takes: (value) => test(parsed.tests, value, {}, context, []) === true };
}

const context: FeelContext = { at: anyInstant, calendar: noDays };

const literals = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'DateTimeLiteral']);
const structure = new Set([
  'UnaryTests',
  'PositiveUnaryTests',
  'PositiveUnaryTest',
  'SimplePositiveUnaryTest',
  'CompareOp',
  'Interval',
  'List',
  'not',
  ...['(', ')', '[', ']', '..', ','],
]);

function constantsIn(node: SyntaxNode, text: string): Constant[] | undefined {
  if (literals.has(node.name)) {
    const constant = constantOf(text.slice(node.from, node.to));
    return constant && [constant];
  }
  if (!structure.has(node.name)) return undefined;
  const found = childrenOf(node).map((child) => constantsIn(child, text));
  return found.includes(undefined) ? undefined : (found as Constant[][]).flat();
}

function constantOf(source: string): Constant | undefined {
  const expression = parse(source);
  if (isFault(expression)) return undefined;
  const value = run(expression, {}, context, []);
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  const day = value instanceof FeelDate ? dayOf(textOf(value)) : Number.NaN;
  return Number.isNaN(day) ? undefined : { kind: 'date', value: day };
}

/** Tells whether the cell orders its values. Texts have no sample between them, so only equality is supported. */
const hasOrder = (node: SyntaxNode, text: string): boolean =>
  node.name === 'Interval' ||
  (node.name === 'CompareOp' && !['=', '!='].includes(text.slice(node.from, node.to))) ||
  childrenOf(node).some((child) => hasOrder(child, text));

const dayMs = 86_400_000;
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
