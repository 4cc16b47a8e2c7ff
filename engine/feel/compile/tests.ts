// Unary tests: after `in` and in a cell of a decision table (DMN 1.5 §7.3.14, §10.3.2.7).
import { FeelFunction, FeelRange } from 'feelin';
import { say, shown } from '../messages.ts';
import { includes, rangeOf } from '../ranges.ts';
import { compare, equals } from '../values.ts';
import type { Compiled, Compilers, Frame, Run, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf, within } from './compiled.ts';

/** True, false, or null if one test has no answer and no test is true. */
export type Tests = (value: unknown, frame: Frame, run: Run) => boolean | null;

export const tests: Compilers = {
  /** Outside of a test `[1..5]` and `> 3` are ranges. */
  SimplePositiveUnaryTest: (node, source) => {
    const [first, operand] = childrenOf(node) as [SyntaxNode, SyntaxNode | undefined];
    return operand ? openRange(textOf(first, source), source.compile(operand)) : source.compile(first);
  },
  Interval: (node, source) => {
    const [open, start, , end, close] = childrenOf(node) as [
      SyntaxNode,
      SyntaxNode,
      SyntaxNode,
      SyntaxNode,
      SyntaxNode,
    ];
    const [from, to] = [source.compile(start), source.compile(end)];
    const startIncluded = textOf(open, source) === '[';
    const endIncluded = textOf(close, source) === ']';
    const isConstant = [start, end].every(({ name }) => constants.has(name));
    let known: FeelRange | null = null;
    return (frame, run) => {
      if (known) return known;
      const bounds = { start: from(frame, run) ?? null, end: to(frame, run) ?? null };
      const range = rangeOf({
        ...bounds,
        startIncluded: startIncluded && bounds.start !== null,
        endIncluded: endIncluded && bounds.end !== null,
      });
      if (isConstant) known = range;
      return range ?? run.warn(() => say('run.rangeEnds', { start: shown(bounds.start), end: shown(bounds.end) }));
    };
  },
};

/** A range between such ends is made once: tables are full of them. */
const constants = new Set(['NumericLiteral', 'StringLiteral', 'AtLiteral']);

/** @param nodes what follows `in`, or stands in a cell: one test, or tests between brackets */
export function testsOf(nodes: readonly SyntaxNode[], source: Source): Tests {
  const lists = nodes.flatMap((node) => (node.name === 'PositiveUnaryTests' ? childrenOf(node) : node));
  return anyOf(lists.filter(({ name }) => name === 'PositiveUnaryTest').map((node) => testOf(node, source)));
}

function anyOf(tests: readonly Tests[]): Tests {
  return (value, frame, run) => {
    let result: boolean | null = false;
    for (const test of tests) {
      const passed = test(value, frame, run);
      if (passed === true) return true;
      if (passed === null) result = null;
    }
    return result;
  };
}

function testOf(node: SyntaxNode, source: Source): Tests {
  const inner = bare(childrenOf(node)[0] as SyntaxNode);
  const [first, operand] = childrenOf(inner);
  if (inner.name === 'SimplePositiveUnaryTest' && first && operand) {
    return compared(textOf(first, source), source.compile(operand));
  }
  if (mentionsInput(inner)) return answered(source.compile(inner));
  return met(source.compile(inner), conditions.has(inner.name));
}

const verdicts: { readonly [operator: string]: (a: unknown, b: unknown) => boolean | null } = {
  '<': (a, b) => ordered(compare(a, b), (order) => order < 0),
  '<=': (a, b) => ordered(compare(a, b), (order) => order <= 0),
  '>': (a, b) => ordered(compare(a, b), (order) => order > 0),
  '>=': (a, b) => ordered(compare(a, b), (order) => order >= 0),
  '=': equals,
  '!=': (a, b) => ordered(equals(a, b), (equal) => !equal),
};

const ordered = <T>(order: T | null, verdict: (order: T) => boolean): boolean | null =>
  order === null ? null : verdict(order);

function compared(operator: string, operand: Compiled): Tests {
  const verdict = verdicts[operator];
  return (value, frame, run) => verdict?.(value, operand(frame, run)) ?? null;
}

/** A test that names `?` says itself whether the value passes. */
const answered =
  (expression: Compiled): Tests =>
  (value, frame, run) => {
    const answer = expression(within(frame, { '?': value }), run);
    return typeof answer === 'boolean' ? answer : null;
  };

/** Expressions that can only be meant as a condition of their own where the value tested is no boolean. */
const conditions = new Set([
  'Comparison',
  'Conjunction',
  'Disjunction',
  'FunctionInvocation',
  'InstanceOfExpression',
  'QuantifiedExpression',
]);

/** A value: the tested value equals it or lies in it. */
const met =
  (expression: Compiled, isCondition: boolean): Tests =>
  (value, frame, run) => {
    const found = expression(frame, run);
    return isCondition && typeof found === 'boolean' && typeof value !== 'boolean' ? found : meets(value, found, run);
  };

function meets(value: unknown, found: unknown, run: Run): boolean | null {
  if (found instanceof FeelRange) return value instanceof FeelRange ? equals(value, found) : includes(found, value);
  if (found instanceof FeelFunction) return answerOf(found.invoke([value]), run);
  // Values of two kinds are not equal, which is an answer here (DMN 1.5 table 55).
  const equal = equals(value, found) ?? false;
  return !equal && Array.isArray(found) ? isAmong(value, found, run) : equal;
}

function isAmong(value: unknown, list: readonly unknown[], run: Run): boolean | null {
  const answers = list.map((item) =>
    item instanceof FeelRange ? meets(value, item, run) : equals(value, item) === true,
  );
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

const answerOf = (answer: unknown, run: Run): boolean | null =>
  typeof answer === 'boolean' ? answer : run.warn(() => say('run.answer'));

/** `in (= true)`: the brackets round a single test mean nothing. */
function bare(node: SyntaxNode): SyntaxNode {
  const inner = node.name === 'ParenthesizedExpression' ? childrenOf(node)[1] : undefined;
  return inner?.name === 'SimplePositiveUnaryTest' ? inner : node;
}

function mentionsInput(node: SyntaxNode): boolean {
  return node.name === '?' || childrenOf(node).some(mentionsInput);
}

function openRange(operator: string, operand: Compiled): Compiled {
  return (frame, run) => {
    const end = operand(frame, run) ?? null;
    const isUpper = operator.startsWith('<');
    const included = operator.endsWith('=');
    const bounds =
      operator === '='
        ? { start: end, end, startIncluded: true, endIncluded: true }
        : isUpper
          ? { start: null, end, startIncluded: false, endIncluded: included }
          : { start: end, end: null, startIncluded: included, endIncluded: false };
    const range = operator === '!=' ? null : rangeOf(bounds, true);
    return range ?? run.warn(() => say('run.rangeEnd', { operator, end: shown(end) }));
  };
}
