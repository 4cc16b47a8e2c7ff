// From a syntax tree to closures. A kind of node is compiled by the file that knows it; here is their list.
import { collections } from './collections.ts';
import type { Compiled, Compilers, SyntaxNode } from './compiled.ts';
import { childrenOf } from './compiled.ts';
import { control } from './control.ts';
import { functions } from './functions.ts';
import { literals } from './literals.ts';
import { names } from './names.ts';
import { operators } from './operators.ts';
import type { Tests } from './tests.ts';
import { tests, testsOf } from './tests.ts';
import { typeNames } from './type-names.ts';

export type { Compiled, Run, SyntaxNode, TypeTests } from './compiled.ts';
export type { Tests } from './tests.ts';

const compilers: Compilers = {
  Expression: (node, source) => source.compile(childrenOf(node)[0] as SyntaxNode),
  ParenthesizedExpression: (node, source) => source.compile(childrenOf(node)[1] as SyntaxNode),
  ...literals,
  ...names,
  ...operators,
  ...tests,
  ...collections,
  ...control,
  ...functions,
  ...typeNames,
};

/** @param node of a tree without faults */
export function compile(node: SyntaxNode, text: string): Compiled {
  const source = { text, compile: (child: SyntaxNode) => compile(child, text) };
  const compiler = compilers[node.name];
  if (!compiler) throw new Error(`Expected FEEL that can be executed; found <${node.name}> in \`${text}\`.`);
  return compiler(node, source);
}

/** A decision table's cell; the node is `UnaryTests`. */
export function compileTests(node: SyntaxNode, text: string): Tests {
  const source = { text, compile: (child: SyntaxNode) => compile(child, text) };
  const children = childrenOf(node);
  if (children[0]?.name === 'Wildcard') return () => true;
  const passes = testsOf(children, source);
  if (children[0]?.name !== 'not') return passes;
  return (value, frame, run) => {
    const passed = passes(value, frame, run);
    return passed === null ? null : !passed;
  };
}
