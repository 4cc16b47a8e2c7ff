// Functions that an expression calls and nobody defines: at the run their call would be null.
import { hasBuiltin } from './builtins/index.ts';
import type { SyntaxNode } from './compile/compiled.ts';
import { nameIn } from './compile/names.ts';

export function unknownCallsIn(tree: SyntaxNode, text: string): readonly string[] {
  const source = { text, compile: () => () => null };
  const called = new Set<string>();
  const bound = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.name === 'Name' || node.name === 'Key') bound.add(nameIn(node, source).replaceAll('"', ''));
    const target = node.name === 'FunctionInvocation' ? node.firstChild : null;
    if (target?.name === 'VariableName') called.add(nameIn(target, source));
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(tree);
  return [...called].filter((name) => !bound.has(name) && !hasBuiltin(name));
}
