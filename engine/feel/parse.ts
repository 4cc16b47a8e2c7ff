// A source text is parsed once and becomes closures. The grammar is feelin's; what the tree means is compile/'s.
import type { SyntaxError as FeelSyntaxError } from 'feelin';
import { evaluate, parseExpression, parseUnaryTests, unaryTest } from 'feelin';
import { dialect, hasFault } from './compile/compiled.ts';
import type { Compiled, SyntaxNode, Tests } from './compile/index.ts';
import { compile, compileTests } from './compile/index.ts';
import { namesReadIn, type ReadNames } from './free-names.ts';

/** Names whose spelling the parser must know before it can read them (`Monthly Salary`), as a context of any depth. */
export interface Names {
  readonly signature: string;
  readonly context: { readonly [name: string]: unknown };
}

/** A built-in function whose name holds a word of the grammar. */
const known = { 'get or else': 1 };

export const noNames: Names = { signature: '', context: {} };

export interface Expression extends ReadNames {
  readonly compiled: Compiled;
}

export interface ParseFault {
  readonly error: string;
}

/** @param source FEEL without the leading `=` of the zeebe dialect */
export const parse = remembered((source, names): Expression | ParseFault => {
  const { topNode } = parseExpression(source, { ...known, ...names.context }, dialect);
  const fault = faultOf(topNode, source, () => evaluate(source, { ...known, ...names.context }, dialect));
  return fault ?? { compiled: compile(topNode, source), ...namesReadIn(topNode, source) };
});

/** A decision table's cell. */
export const parseTests = remembered((source, names): { readonly tests: Tests } | ParseFault => {
  const { topNode } = parseUnaryTests(source, { ...known, ...names.context }, dialect);
  const fault = faultOf(topNode, source, () => unaryTest(source, { ...known, ...names.context }, dialect));
  return fault ?? { tests: compileTests(topNode, source) };
});

export const isFault = <T extends object>(result: T | ParseFault): result is ParseFault => 'error' in result;

/** Deployed models repeat their expressions; whoever sees more than this many is fed by something else. */
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
    return { error: `Expected an expression that is not nested so deeply; found one of ${source.length} characters.` };
  }
}

/** @param explain evaluates the source with feelin, which throws the first fault in words before it evaluates anything */
function faultOf(node: SyntaxNode, source: string, explain: () => unknown): ParseFault | undefined {
  if (source.trim() === '') return { error: 'Expected a FEEL expression; found nothing.' };
  if (!hasFault(node)) return undefined;
  try {
    explain();
  } catch (error) {
    const { message, position } = error as FeelSyntaxError & { position?: { from: number } };
    return { error: `${message} at character ${(position?.from ?? 0) + 1} of \`${source}\`.` };
  }
  return { error: `Expected FEEL; found \`${source}\`.` };
}
