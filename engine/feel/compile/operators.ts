// Arithmetic, comparison, conjunction and disjunction (DMN 1.5 §10.3.2.11 to §10.3.2.13).

import type { Reason } from '../../catalogue.ts';
import { add, divide, multiply, negate, power, subtract } from '../arithmetic.ts';
import { kindName, kindsOf, say } from '../messages.ts';
import { includes, rangeOf } from '../ranges.ts';
import { compare, equals, kindOf } from '../values.ts';
import type { Compiled, Compilers, Run, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf } from './compiled.ts';
import { testsOf } from './tests.ts';

export const operators: Compilers = {
  ArithmeticExpression: (node, source) => {
    const children = childrenOf(node);
    if (children.length === 2) return unary(source.compile(children[1] as SyntaxNode));
    const [left, operator, right] = children as [SyntaxNode, SyntaxNode, SyntaxNode];
    return arithmetic(textOf(operator, source), source.compile(left), source.compile(right));
  },
  Comparison: (node, source) => {
    const children = childrenOf(node);
    const [left, operator, right] = children as [SyntaxNode, SyntaxNode, SyntaxNode];
    if (operator.name === 'in') return membership(source.compile(left), testsOf(children.slice(2), source));
    if (operator.name === 'between') {
      return between(source.compile(left), source.compile(right), source.compile(children[4] as SyntaxNode));
    }
    return comparison(textOf(operator, source), source.compile(left), source.compile(right));
  },
  Conjunction: (node, source) => junction(false, ...sides(node, source)),
  Disjunction: (node, source) => junction(true, ...sides(node, source)),
};

const sides = (node: SyntaxNode, source: Parameters<Compilers[string]>[1]): [Compiled, Compiled] => {
  const [left, , right] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  return [source.compile(left), source.compile(right)];
};

type Operation = (a: unknown, b: unknown) => unknown;

const operations: { readonly [operator: string]: Operation } = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
  '^': power,
};

function arithmetic(operator: string, left: Compiled, right: Compiled): Compiled {
  const operation = operations[operator] as Operation;
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    const result = operation(a, b);
    if (result !== null && result !== undefined) return result;
    return isBeyond(operator, a, b)
      ? run.unmet(() => say('run.inexact', { a: Number(a), operator, b: Number(b) }))
      : run.warn(unfit(operator, a, b));
  };
}

/** A whole result that no number holds exactly must not pass as a missing value. */
function isBeyond(operator: string, a: unknown, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  // Division by zero, and the even root of a negative number, have no value at all.
  return operator === '/' ? b !== 0 : !Number.isNaN(operator === '**' || operator === '^' ? a ** b : 0);
}

const unfit =
  (operator: string, a: unknown, b: unknown): Reason =>
  () =>
    typeof a === 'number' && typeof b === 'number'
      ? say('run.noResult', { a, operator, b })
      : say('run.operands', { operator, kinds: kindsOf(a, b) });

function unary(operand: Compiled): Compiled {
  return (frame, run) => {
    const value = operand(frame, run);
    return negate(value) ?? run.warn(() => say('run.negated', { kind: kindName(kindOf(value)) }));
  };
}

const verdicts: { readonly [operator: string]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function comparison(operator: string, left: Compiled, right: Compiled): Compiled {
  const verdict = verdicts[operator];
  if (!verdict) return equality(operator === '!=', left, right);
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    const order = compare(a, b);
    return order === null ? incomparable(operator, a, b, run) : verdict(order);
  };
}

function equality(isNegated: boolean, left: Compiled, right: Compiled): Compiled {
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    const equal = equals(a, b);
    if (equal === null) return incomparable(isNegated ? '!=' : '=', a, b, run);
    return equal !== isNegated;
  };
}

/** A missing value makes the comparison unknown; two kinds of value are a fault of the model. */
function incomparable(operator: string, a: unknown, b: unknown, run: Run): null {
  const reason = () => say('run.compared', { operator, kinds: kindsOf(a, b) });
  return kindOf(a) === 'null' || kindOf(b) === 'null' ? run.miss(reason) : run.warn(reason);
}

const membership =
  (value: Compiled, tests: (value: unknown, ...where: Parameters<Compiled>) => boolean | null): Compiled =>
  (frame, run) =>
    tests(value(frame, run), frame, run);

const between =
  (value: Compiled, start: Compiled, end: Compiled): Compiled =>
  (frame, run) => {
    const bounds = { start: start(frame, run), end: end(frame, run), startIncluded: true, endIncluded: true };
    const range = bounds.start === null || bounds.end === null ? null : rangeOf(bounds);
    return range && includes(range, value(frame, run));
  };

/** Three-valued: `decisive` on one side settles it, whatever the other is. */
function junction(decisive: boolean, left: Compiled, right: Compiled): Compiled {
  return (frame, run) => {
    const a = left(frame, run);
    if (a === decisive) return decisive;
    const b = right(frame, run);
    if (b === decisive) return decisive;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !decisive : null;
  };
}
