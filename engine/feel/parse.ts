// A source text is parsed once and becomes closures. The grammar is feelin's; what the tree means is compile/'s.
import type { SyntaxError as FeelSyntaxError } from 'feelin';
import { evaluate, parseExpression, parseUnaryTests, unaryTest } from 'feelin';
import type { Bilingual } from '../catalogue.ts';
import { childrenOf, dialect, hasFault } from './compile/compiled.ts';
import type { Compiled, SyntaxNode, Tests } from './compile/index.ts';
import { compile, compileTests } from './compile/index.ts';
import { namesReadIn, type ReadNames } from './free-names.ts';
import { say } from './messages.ts';
import { type Names, noNames } from './names.ts';
import { isHeldExactly } from './values.ts';

/** A built-in function whose name holds a word of the grammar, and Camunda's names of the two durations. */
const known = { 'get or else': 1, 'day-time-duration': 1, 'year-month-duration': 1 };

/**
 * The source in a form that the grammar reads, of the same length: the grammar has no `range<number>` (DMN 1.5
 * §10.3.1.2, rule 53), which stands for a list's type; and beside a variable `time` it takes `date and time(x)` for a
 * conjunction.
 */
const grammatical = (source: string): string =>
  source.replaceAll(rangeType, 'list ').replaceAll(conjoined, (name) => name.replaceAll(' ', '_'));

const rangeType = /\brange(?=<(Any|number|string|date|time|date and time|(days and time|years and months) duration)>)/g;

/** These names where a function is called or a type is named. */
const conjoined =
  /\b(date and time|years and months duration)(?=\s*\()|(?<=\binstance of |[:<] ?)(date and time|(days and time|years and months) duration)\b/g;

export interface Expression extends ReadNames {
  readonly compiled: Compiled;
}

export type CompiledTests = { readonly tests: Tests } & Pick<Expression, 'unknownCalls'>;

export interface ParseFault {
  readonly error: Bilingual;
}

export const treeOf = (source: string, names: Names = noNames): SyntaxNode =>
  parseExpression(grammatical(source), { ...known, ...names.context }, dialect).topNode;

/** The tree of a decision table's cell. */
export const treeOfTests = (source: string, names: Names = noNames): SyntaxNode =>
  parseUnaryTests(grammatical(source), { ...known, ...names.context }, dialect).topNode;

/** @param source FEEL without the leading `=` of the zeebe dialect */
export const parse = remembered((source, names): Expression | ParseFault => {
  const topNode = treeOf(source, names);
  const fault = faultOf(topNode, source, () => evaluate(source, { ...known, ...names.context }, dialect));
  return fault ?? { compiled: compile(topNode, source), ...namesReadIn(topNode, source) };
});

/** A decision table's cell. */
export const parseTests = remembered((source, names): CompiledTests | ParseFault => {
  const topNode = treeOfTests(source, names);
  const fault = faultOf(topNode, source, () => unaryTest(source, { ...known, ...names.context }, dialect));
  return fault ?? { tests: compileTests(topNode, source), unknownCalls: namesReadIn(topNode, source).unknownCalls };
});

export const isFault = <T extends object>(result: T | ParseFault): result is ParseFault => 'error' in result;

/** Limit of the cache: the expressions of deployed models repeat, and are fewer than this. */
const cacheSize = 20_000;

function remembered<T>(read: (source: string, names: Names) => T): (source: string, names?: Names) => T | ParseFault {
  const cache = new Map<string, T | ParseFault>();
  return (source, names = noNames) => {
    const key = names.signature === '' ? source : `${names.signature}\n${source}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const result = bounded(source, () => read(source, names));
    if (cache.size >= cacheSize) cache.clear();
    cache.set(key, result);
    return result;
  };
}

/** A tree too deep to walk is a fault of the source, not of the engine. */
function bounded<T>(source: string, read: () => T): T | ParseFault {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: say('source.nested', { length: source.length }) };
  }
}

/**
 * @param explain evaluates the source with feelin, which throws the first fault in words before it evaluates anything
 */
function faultOf(node: SyntaxNode, source: string, explain: () => unknown): ParseFault | undefined {
  if (source.trim() === '') return { error: say('source.empty') };
  if (!hasFault(node)) return faultIn(node, source);
  try {
    explain();
  } catch (error) {
    const { message, position } = error as FeelSyntaxError & { position?: { from: number } };
    return { error: say('source.syntax', { detail: message, at: (position?.from ?? 0) + 1, source }) };
  }
  return { error: say('source.unread', { source }) };
}

/** Returns a fault for constructs that the grammar reads but the evaluation does not support. */
function faultIn(node: SyntaxNode, source: string): ParseFault | undefined {
  if (node.name === 'external') return { error: say('source.external', { source }) };
  const fault =
    node.name === 'Comparison'
      ? doubledOperator(node, source)
      : node.name === 'NumericLiteral'
        ? inexactNumber(node, source)
        : undefined;
  if (fault) return fault;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const inner = faultIn(child, source);
    if (inner) return inner;
  }
  return undefined;
}

function inexactNumber({ from, to }: SyntaxNode, source: string): ParseFault | undefined {
  const numeral = source.slice(from, to);
  if (isHeldExactly(numeral)) return undefined;
  return { error: say('source.inexact', { at: from + 1, source, found: numeral }) };
}

/** `a == b`: the grammar reads the range `= b`, which only brackets may make of it (DMN 1.5 §10.3.1.2, rule 7). */
function doubledOperator(node: SyntaxNode, source: string): ParseFault | undefined {
  const [, operator, right] = childrenOf(node);
  if (operator?.name !== 'CompareOp' || right?.firstChild?.name !== 'CompareOp') return undefined;
  const textOf = ({ from, to }: SyntaxNode) => source.slice(from, to);
  return {
    error: say('source.doubled', { operator: textOf(operator), at: right.from + 1, source, found: textOf(right) }),
  };
}
