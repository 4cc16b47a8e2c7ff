// if, for, some and every (DMN 1.5 §10.3.2.14).
import { duration, FeelRange } from 'feelin';
import { add, negate } from '../arithmetic.ts';
import { say, shown } from '../messages.ts';
import { compare } from '../values.ts';
import type { Compiled, Compilers, Frame, Run, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, within } from './compiled.ts';
import { nameIn } from './names.ts';

type Six = [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];

export const control: Compilers = {
  IfExpression: (node, source) => {
    const [, condition, , whenTrue, , otherwise] = childrenOf(node) as Six;
    const test = source.compile(condition);
    const then = source.compile(whenTrue);
    const other = source.compile(otherwise);
    return (frame, run) => {
      const [holds, hasFailed] = verdict(test, frame, run);
      // DMN takes the other way. But law and money may hang on it: what could not be computed decides nothing.
      if (holds === null && hasFailed) return null;
      return holds === true ? then(frame, run) : other(frame, run);
    };
  },
  ForExpression: (node, source) => {
    const [, iterations, , result] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
    const [loops, body] = [iteratorsOf(iterations, source), source.compile(result)];
    return (frame, run) => {
      const partial: unknown[] = [];
      const isWhole = iterate(loops, within(frame, { partial }), run, (inner) => {
        partial.push(body(inner, run) ?? null);
        return true;
      });
      return isWhole === null ? null : partial;
    };
  },
  QuantifiedExpression: (node, source) => {
    const [quantifier, iterations, , condition] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
    return quantified(quantifier.name === 'some', iteratorsOf(iterations, source), source.compile(condition));
  },
};

/** The condition's value, and whether an operation in it has failed. */
function verdict(test: Compiled, frame: Frame, run: Run): [value: unknown, hasFailed: boolean] {
  let hasFailed = false;
  const warn: Run['warn'] = (reason) => {
    hasFailed = true;
    return run.warn(reason);
  };
  const value = test(frame, { ...run, warn }) ?? null;
  return [value, hasFailed];
}

/** Three-valued: one decisive answer settles it, an unknown one leaves it open. */
function quantified(decisive: boolean, loops: readonly Iterator[], condition: Compiled): Compiled {
  return (frame, run) => {
    let result: boolean | null = !decisive;
    const isWhole = iterate(loops, frame, run, (inner) => {
      const answer = condition(inner, run);
      if (answer === decisive) result = decisive;
      else if (typeof answer !== 'boolean') result = null;
      return result !== decisive;
    });
    return isWhole === null ? null : result;
  };
}

interface Iterator {
  readonly name: string;
  /** The elements; null where there is nothing to iterate over. */
  readonly items: (frame: Frame, run: Run) => Iterable<unknown> | null;
}

function iteratorsOf(node: SyntaxNode, source: Source): Iterator[] {
  return childrenOf(node).map((expression) => {
    const [name, , context] = childrenOf(expression) as [SyntaxNode, SyntaxNode, SyntaxNode];
    const [from, , to] = childrenOf(context);
    const start = source.compile(from as SyntaxNode);
    const end = to && source.compile(to);
    const items: Iterator['items'] = (frame, run) =>
      end ? span(start(frame, run), end(frame, run), run) : itemsOf(start(frame, run), run);
    return { name: nameIn(name, source), items };
  });
}

/**
 * Runs through the loops, the last one innermost, as long as `visit` wants more.
 * @returns whether it ran to the end; null where a loop has nothing to iterate over
 */
function iterate(loops: readonly Iterator[], frame: Frame, run: Run, visit: (frame: Frame) => boolean): boolean | null {
  const [loop, ...inner] = loops;
  if (!loop) return visit(frame);
  const items = loop.items(frame, run);
  if (items === null) return null;
  for (const item of items) {
    if (++run.rounds.count > longest) return run.warn(() => say('run.rounds', { limit: longest }));
    const outcome = iterate(inner, within(frame, { [loop.name]: item }), run, visit);
    if (outcome !== true) return outcome;
  }
  return true;
}

function itemsOf(value: unknown, run: Run): Iterable<unknown> | null {
  if (Array.isArray(value)) return value;
  if (value instanceof FeelRange && isClosed(value)) return span(value.start, value.end, run);
  return value === null || value === undefined ? null : run.warn(() => say('run.iterated'));
}

/** With both its ends, in their order. */
const isClosed = (range: FeelRange): boolean =>
  range['start included'] === true && range['end included'] === true && (compare(range.start, range.end) ?? 1) <= 0;

const longest = 1_000_000;
const day = duration('P1D');

/** Whole numbers or dates from one end to the other, up or down. */
function span(start: unknown, end: unknown, run: Run): unknown[] | null {
  const order = compare(start, end);
  const step = typeof start === 'number' ? 1 : day;
  const items: unknown[] = [];
  const isDown = order !== null && order > 0;
  const isCountable =
    typeof start === 'number' ? Number.isInteger(start) && Number.isInteger(end) : String(start).length === 10;
  if (order === null || typeof start === 'string' || !isCountable)
    return run.warn(() => say('run.span', { start: shown(start), end: shown(end) }));
  for (let item = start; items.length < longest; item = add(item, isDown ? negate(step) : step)) {
    items.push(item);
    if (compare(item, end) === 0) return items;
  }
  return run.warn(() => say('run.steps', { limit: longest, start: shown(start), end: shown(end) }));
}
