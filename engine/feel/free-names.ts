// Names that an expression reads and does not bind itself: the variables that must be there, and functions that do not
// exist; and its calls that fit no function's parameters.
import { type CallShape, hasBuiltin, mayFit } from './builtins/index.ts';
import { childrenOf, type Source, type SyntaxNode, textOf } from './compile/compiled.ts';
import { nameIn } from './compile/names.ts';

type Bound = readonly string[];

export interface ReadNames {
  /** Must be there. */
  readonly names: readonly string[];
  /**
   * May be there: asked whether they are, named as a function, or in a filter, where they may be entries of the items.
   */
  readonly optionalNames: readonly string[];
  /** Called, and neither FEEL's nor defined in the expression: at the run their call would be null. */
  readonly unknownCalls: readonly string[];
  /** Calls of built-in functions whose arguments fit no parameters, as they are written: at the run they are null. */
  readonly unfitCalls: readonly string[];
}

interface Found {
  readonly name: string;
  readonly kind: 'variable' | 'unknownCall' | 'unfitCall';
}

export function namesReadIn(node: SyntaxNode, text: string): ReadNames {
  const source = { text, compile: noCompiler };
  const optionalNames = [...new Set(optional(node, source))];
  const found = [...read(node, source, [])];
  const distinct = (kind: Found['kind']) => [
    ...new Set(found.filter((one) => one.kind === kind).map(({ name }) => name)),
  ];
  return {
    names: distinct('variable').filter((name) => !optionalNames.includes(name)),
    optionalNames,
    unknownCalls: distinct('unknownCall'),
    unfitCalls: distinct('unfitCall'),
  };
}

/** `x = null`, `is defined(x)`, `get or else(x, …)`, `list[x > 1]`. */
function* optional(node: SyntaxNode, source: Source): Generator<string> {
  const children = childrenOf(node);
  const called = node.name === 'FunctionInvocation' ? nameIn(children[0]!, source) : '';
  if (node.name === 'Comparison' && children.some(({ name }) => name === 'null'))
    for (const child of children) yield* variablesIn(child, source);
  else if (called === 'is defined' || called === 'get or else') {
    const [first] = childrenOf(children[2]!);
    if (first) yield* variablesIn(first, source);
  } else if (node.name === 'FilterExpression') yield* variablesIn(children[2]!, source);
  else if (node.name === 'VariableName' && hasBuiltin(nameIn(node, source))) yield nameIn(node, source);
  for (const child of called ? children.slice(1) : children) yield* optional(child, source);
}

function* variablesIn(node: SyntaxNode, source: Source): Generator<string> {
  for (const { name, kind } of read(node, source, [])) if (kind === 'variable') yield name;
}

const noCompiler = () => () => null;

function* read(node: SyntaxNode, source: Source, bound: Bound): Generator<Found> {
  const reader = readers[node.name];
  if (reader) return yield* reader(node, source, bound);
  for (const child of childrenOf(node)) yield* read(child, source, bound);
}

type Reader = (node: SyntaxNode, source: Source, bound: Bound) => Generator<Found>;

const nothing: Reader = function* () {};

const readers: { readonly [nodeName: string]: Reader } = {
  VariableName: function* (node, source, bound) {
    const name = nameIn(node, source);
    if (!bound.includes(name) && !hasBuiltin(name)) yield { name, kind: 'variable' };
  },
  FunctionInvocation: function* (node, source, bound) {
    const [called, ...given] = childrenOf(node) as [SyntaxNode, ...SyntaxNode[]];
    for (const found of read(called, source, bound))
      yield called.name === 'VariableName' ? { ...found, kind: 'unknownCall' } : found;
    if (!bound.includes(nameIn(called, source))) yield* unfit(node, source);
    for (const child of given) yield* read(child, source, bound);
  },
  DateTimeLiteral: function* (node, source, bound) {
    if (childrenOf(node).length > 1) yield* unfit(node, source);
    for (const child of childrenOf(node)) yield* read(child, source, bound);
  },
  Name: nothing,
  Key: nothing,
  PathName: nothing,
  ParameterName: nothing,
  Type: nothing,
  ForExpression: (node, source, bound) => iteration(node, source, [...bound, 'partial']),
  QuantifiedExpression: (node, source, bound) => iteration(node, source, bound),
  Context: function* (node, source, bound) {
    let inner = bound;
    for (const entry of childrenOf(node)) {
      const [key, value] = childrenOf(entry);
      if (!key || !value) continue;
      const own = [...inner, textOf(key, source).replaceAll(/["`]/g, '')];
      // A function may call itself.
      yield* read(value, source, value.name === 'FunctionDefinition' ? own : inner);
      inner = own;
    }
  },
  FilterExpression: function* (node, source, bound) {
    const [list, , filter] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
    yield* read(list, source, bound);
    for (const found of read(filter, source, bound)) if (found.kind !== 'variable') yield found;
  },
  FunctionDefinition: function* (node, source, bound) {
    const children = childrenOf(node);
    const parameters = children.find(({ name }) => name === 'FormalParameters');
    const names = parameters ? childrenOf(parameters).map((one) => nameIn(childrenOf(one)[0]!, source)) : [];
    yield* read(children.at(-1)!, source, [...bound, ...names]);
  },
};

/** Each iterator sees those before it. */
function* iteration(node: SyntaxNode, source: Source, bound: Bound): Generator<Found> {
  const [, iterations, , body] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
  let inner = bound;
  for (const iteration of childrenOf(iterations)) {
    const [name, , context] = childrenOf(iteration) as [SyntaxNode, SyntaxNode, SyntaxNode];
    yield* read(context, source, inner);
    inner = [...inner, nameIn(name, source)];
  }
  yield* read(body, source, inner);
}

function* unfit(call: SyntaxNode, source: Source): Generator<Found> {
  const [called, , given] = childrenOf(call) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const name = (called.name === 'VariableName' ? nameIn(called, source) : textOf(called, source)).replaceAll(
    /\s+/g,
    ' ',
  );
  if (hasBuiltin(name) && !mayFit(name, shapeOf(given, source)))
    yield { name: textOf(call, source), kind: 'unfitCall' };
}

const shapeOf = (given: SyntaxNode, source: Source): CallShape =>
  given.name === 'NamedParameters'
    ? childrenOf(given).map((parameter) => nameIn(childrenOf(parameter)[0]!, source))
    : childrenOf(given).length;
