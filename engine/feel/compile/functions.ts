// Functions: their definition and invocation, with arguments by place or by name (DMN 1.5 §10.3.2.15, §10.3.2.13).
import { FeelFunction } from 'feelin';
import { hasBuiltin, invokeBuiltin, isRefusal } from '../builtins/index.ts';
import { say } from '../messages.ts';
import type { Compiled, Compilers, Frame, Run, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf, within } from './compiled.ts';
import { lookUp, nameIn } from './names.ts';
import { conformsTo, readType } from './type-names.ts';

export const functions: Compilers = {
  FunctionInvocation: compileInvocation,
  DateTimeLiteral: (node, source) => {
    const children = childrenOf(node) as [SyntaxNode];
    return children.length === 1 ? source.compile(children[0]) : compileInvocation(node, source);
  },
  FunctionDefinition: (node, source) => {
    const children = childrenOf(node);
    const parameters = childrenOf(children.find(({ name }) => name === 'FormalParameters') as SyntaxNode).map(
      (parameter) => {
        const [name, type] = childrenOf(parameter) as [SyntaxNode, SyntaxNode | undefined];
        return { name: nameIn(name, source), type: type && readType(type, source) };
      },
    );
    const [body] = childrenOf(children.at(-1) as SyntaxNode) as [SyntaxNode];
    return definition(parameters, source.compile(body));
  },
};

/** Arguments as they are written: a list, or by name. */
export type Arguments = readonly unknown[] | { readonly [name: string]: unknown };

type Parameters = readonly { readonly name: string; readonly type: ReturnType<typeof readType> | undefined }[];

function definition(parameters: Parameters, body: Compiled): Compiled {
  return (frame, run) => {
    const call = (...values: unknown[]): unknown => {
      const given = parameters.map(({ name }, index) => [name, values[index] ?? null]);
      const wrong = parameters.find(({ type }, index) => type && !conformsTo(values[index] ?? null, type, run));
      if (wrong) return run.warn(() => say('call.parameter', { name: wrong.name }));
      return nested(run, () => body(within(frame, Object.fromEntries(given)), run) ?? null);
    };
    return new FeelFunction(
      call,
      parameters.map(({ name }) => name),
    );
  };
}

/** A function may call itself, but not for ever. */
const deepest = 200;

function nested(run: Run, call: () => unknown): unknown {
  if (run.nesting.calls >= deepest) return run.warn(() => say('call.depth', { limit: deepest }));
  run.nesting.calls += 1;
  const value = call();
  run.nesting.calls -= 1;
  return value;
}

function compileInvocation(node: SyntaxNode, source: Source): Compiled {
  const [target, , list] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const given = argumentsOf(list, source);
  const name = nameIn(target, source);
  if (target.name === 'DateTimeConstructor' || target.name === 'SpecialFunctionName') {
    return (frame, run) => invokeBuiltin(textOf(target, source).replaceAll(/\s+/g, ' '), given(frame, run), run);
  }
  if (target.name === 'VariableName' && hasBuiltin(name)) {
    return (frame, run) => {
      const own = lookUp(frame, name);
      // A variable `count` that is no function does not hide the function of that name.
      const isOwn = own instanceof FeelFunction;
      return isOwn ? invoke(own, given(frame, run), run) : invokeBuiltin(name, given(frame, run), run);
    };
  }
  const called = source.compile(target);
  return (frame, run) => invoke(called(frame, run), given(frame, run), run);
}

function argumentsOf(node: SyntaxNode, source: Source): (frame: Frame, run: Run) => Arguments {
  if (node.name !== 'NamedParameters') {
    const values = childrenOf(node).map(source.compile);
    return (frame, run) => values.map((value) => value(frame, run) ?? null);
  }
  const entries = childrenOf(node).map((parameter) => {
    const [name, value] = childrenOf(parameter) as [SyntaxNode, SyntaxNode];
    return [nameIn(name, source), source.compile(value)] as const;
  });
  return (frame, run) => Object.fromEntries(entries.map(([name, value]) => [name, value(frame, run) ?? null]));
}

function invoke(target: unknown, given: Arguments, run: Run): unknown {
  if (!(target instanceof FeelFunction)) return run.warn(() => say('call.noFunction'));
  // A function takes as many arguments as it has parameters; feelin would fill up with nulls.
  if (Array.isArray(given) && given.length !== target.parameterNames.length && !isVariadic(target)) {
    const { length: count } = target.parameterNames;
    return run.warn(() => say('call.count', { count, found: given.length }));
  }
  const result = target.invoke(given as never);
  return isRefusal(result) ? run.warn(() => say('call.refused')) : result;
}

const isVariadic = ({ parameterNames }: FeelFunction): boolean => parameterNames.at(-1)?.startsWith('...') ?? false;
