// Unary tests, the cells of a decision table (DMN 1.5 §7.3.14, §10.3.2.7): `< 10, [20..30]`, `not("a")`, `-`, `? > today()`.
// feelin would parse them at each evaluation; here each test is an expression about `?`, parsed once.
import { SyntaxError as FeelSyntaxError, parseUnaryTests, unaryTest } from 'feelin';
import { equal, isIn } from './equal.ts';
import type { Expression, Names, ParseFault } from './parse.ts';
import { isFault, parse } from './parse.ts';

/** A cell: its tests are alternatives. `any` is the dash. */
export type UnaryTests =
  | { readonly type: 'any' }
  | { readonly type: 'tests'; readonly negated: boolean; readonly tests: readonly Test[] };

interface Test {
  readonly expression: Expression;
  /** `compared`: the expression already says whether `?` passes. `value`: it gives what `?` must equal or lie in. */
  readonly kind: 'compared' | 'value';
}

type Tree = ReturnType<typeof parseUnaryTests>;
type Node = Tree['topNode'];

const cache = new Map<string, UnaryTests | ParseFault>();
const cacheSize = 20_000;

export function parseTests(source: string, names: Names): UnaryTests | ParseFault {
  const key = `${names.signature}\n${source}`;
  const known = cache.get(key);
  if (known) return known;
  const tests = parseAnew(source, names);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, tests);
  return tests;
}

/**
 * @param evaluateTest runs a test's expression with `?` bound to the input's value
 * @returns true, false, or null where a test has no answer and none is true
 */
export function passes(tests: UnaryTests, value: unknown, evaluateTest: (test: Expression) => unknown): boolean | null {
  if (tests.type === 'any') return true;
  let result: boolean | null = false;
  for (const { expression, kind } of tests.tests) {
    const found = evaluateTest(expression);
    const passed = kind === 'compared' ? found : meets(value, found);
    if (passed === true) return !tests.negated;
    if (passed !== false) result = null;
  }
  return tests.negated && result !== null ? !result : result;
}

function parseAnew(source: string, names: Names): UnaryTests | ParseFault {
  if (source.trim() === '-') return { type: 'any' };
  const { topNode } = parseUnaryTests(source, names.context as never, undefined);
  const children = childrenOf(topNode);
  const lists = children.filter(({ name }) => name === 'PositiveUnaryTests' || name === 'PositiveUnaryTest');
  const tests = lists.flatMap((list) => (list.name === 'PositiveUnaryTest' ? [list] : childrenOf(list)));
  const parsed = tests.map((node) => testOf(source.slice(node.from, node.to), node, names));
  const fault = parsed.find(isFault);
  if (fault) return fault;
  if (tests.length === 0) return { error: `Expected unary tests; found \`${source}\`.` };
  return { type: 'tests', negated: children[0]?.name === 'not', tests: parsed as Test[] };
}

/** A comparison or a range is put as a question about `?`; so is anything that names `?` itself. */
function testOf(text: string, node: Node, names: Names): Test | ParseFault {
  const simple = childrenOf(node)[0]?.name === 'SimplePositiveUnaryTest';
  const expression = parse(simple ? `? in (${text})` : text, names);
  if (isFault(expression)) return { error: faultOf(text, names) ?? expression.error };
  return { expression, kind: simple || expression.names.includes('?') ? 'compared' : 'value' };
}

/** DMN 1.5 §10.3.2.7: the input equals the value, or lies in it where it is a list or a range; a bare true passes any input. */
function meets(input: unknown, found: unknown): boolean | null {
  if (found === true && typeof input !== 'boolean') return true;
  if (Array.isArray(found) && !Array.isArray(input)) return found.some((item) => equal(input, item) === true);
  return isIn(input, found);
}

function faultOf(text: string, names: Names): string | undefined {
  try {
    unaryTest(text, names.context as never);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return `${error.message} in \`${text}\`.`;
  }
  return undefined;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
