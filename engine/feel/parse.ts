// One parse for each source text. feelin keeps its compiled tree to itself, but gives it away inside a FEEL function:
// the expression is wrapped as the body of a function without parameters, and that function is invoked ever after.
import { evaluate, SyntaxError as FeelSyntaxError, parseExpression } from 'feelin';

/** Names whose spelling the parser must know before it can read them (`Monthly Salary`), as a context of any depth. */
export interface Names {
  readonly signature: string;
  readonly context: object;
}

export interface Expression {
  /** Names the expression reads from outside; those it binds itself (`for x in …`) may be among them. */
  readonly names: readonly string[];
  /** Evaluates with exactly these bindings; feelin's warnings are appended to `warnings`. May throw. */
  readonly run: (bindings: Bindings, warnings: Warning[]) => unknown;
}

export interface Warning {
  readonly message: string;
  /** A name that stands for nothing, rather than an operation that failed. */
  readonly isMissing: boolean;
}

export interface ParseFault {
  readonly error: string;
}

export type Bindings = { readonly [name: string]: unknown };
type FeelWarnings = ReturnType<typeof evaluate>['warnings'];
type Tree = ReturnType<typeof parseExpression>;

export const noNames: Names = { signature: '', context: {} };
const cache = new Map<string, Expression | ParseFault>();
/** Deployed models repeat their expressions; a server that sees more than this many is fed by something else. */
const cacheSize = 20_000;

/** @param source FEEL without the leading `=` of the zeebe dialect */
export function parse(source: string, names: Names = noNames): Expression | ParseFault {
  const key = names.signature === '' ? source : `${names.signature}\n${source}`;
  const known = cache.get(key);
  if (known) return known;
  const expression = parseAnew(source, names);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, expression);
  return expression;
}

export const isFault = <T extends object>(result: T | ParseFault): result is ParseFault => 'error' in result;

/** The tree and its fault, for those who look at an expression rather than run it. */
export function treeOf(source: string, names: Names = noNames): Tree {
  return parseExpression(source, names.context as never, undefined);
}

function parseAnew(source: string, names: Names): Expression | ParseFault {
  const tree = treeOf(source, names);
  const fault = faultOf(source, tree, names);
  if (fault) return fault;
  return { names: namesIn(source, tree), run: runner(source, names) };
}

/** The first syntax fault, in feelin's words, with its place. */
function faultOf(source: string, tree: Tree, names: Names): ParseFault | undefined {
  if (source.trim() === '') return { error: 'Expected a FEEL expression; found nothing.' };
  if (!hasError(tree)) return undefined;
  try {
    evaluate(source, names.context as never);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { error: describe(source, error) };
    throw error;
  }
  return { error: `Expected a FEEL expression; found \`${source}\`.` };
}

function hasError(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      found ||= node.type.isError;
    },
  });
  return found;
}

function describe(source: string, error: FeelSyntaxError): string {
  const { position } = error as { position?: { from: number } };
  const at = position?.from ?? 0;
  return `${error.message} at character ${at + 1} of \`${source}\`.`;
}

function namesIn(source: string, tree: Tree): string[] {
  const names = new Set<string>();
  tree.iterate({
    enter: (node) => {
      if (node.name === 'VariableName') names.add(plainName(source.slice(node.from, node.to)));
      if (node.name === '?') names.add('?');
    },
  });
  return [...names];
}

const missing = new Set<string>(['NO_VARIABLE_FOUND', 'NO_CONTEXT_ENTRY_FOUND', 'NO_PROPERTY_FOUND']);

const plainName = (text: string): string => text.replaceAll('`', '').replace(/\s+/g, ' ');

function runner(source: string, names: Names): Expression['run'] {
  // Without a prototype feelin takes the object as it is, instead of copying it: so it can be filled before each run.
  const environment: { [name: string]: unknown } = Object.assign(Object.create(null), names.context);
  const { body, found } = bodyOf(source, environment);
  for (const name of Object.keys(environment)) delete environment[name];

  return (bindings, warnings) => {
    // An expression may be evaluated again inside itself (a recursive business knowledge model): feelin copies the
    // environment at the call, and each run takes only the warnings that it added.
    const before = found.length;
    for (const name in bindings) environment[name] = bindings[name];
    try {
      return body();
    } finally {
      for (const name in bindings) delete environment[name];
      for (const { type, message } of found.splice(before)) warnings.push({ message, isMissing: missing.has(type) });
    }
  };
}

/** feelin evaluates constants when it builds the tree; what throws there throws at each run instead. */
function bodyOf(source: string, environment: object): { body: () => unknown; found: FeelWarnings } {
  try {
    const { value, warnings } = evaluate(`function() (${source}\n)`, environment as never);
    return { body: (value as { fn: () => unknown }).fn, found: warnings };
  } catch (error) {
    const body = (): never => {
      throw error;
    };
    return { body, found: [] };
  }
}
