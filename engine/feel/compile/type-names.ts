// Types as FEEL writes them, for `instance of` and typed parameters (DMN 1.5 §10.3.2.9, table 51).
import { FeelDuration, FeelRange } from 'feelin';
import { isContext, kindOf } from '../values.ts';
import type { Compilers, Run, Source, SyntaxNode } from './compiled.ts';
import { childrenOf, textOf } from './compiled.ts';
import { nameIn } from './names.ts';

export type TypeName =
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'list' | 'range'; readonly items: TypeName }
  | { readonly type: 'context'; readonly entries: readonly { readonly name: string; readonly value: TypeName }[] };

export const typeNames: Compilers = {
  InstanceOfExpression: (node, source) => {
    const [value, , , type] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
    const [compiled, wanted] = [source.compile(value), readType(type, source)];
    return (frame, run) => {
      const found = compiled(frame, run) ?? null;
      return found === null ? wanted.type === 'named' && wanted.name === 'Null' : conformsTo(found, wanted, run);
    };
  },
};

export function readType(node: SyntaxNode, source: Source): TypeName {
  const children = childrenOf(node);
  switch (node.name) {
    case 'Type':
      return readType(children[0] as SyntaxNode, source);
    case 'ListType': {
      const items = readType(children.find(({ name }) => name === 'Type') as SyntaxNode, source);
      return { type: textOf(node, source).startsWith('range') ? 'range' : 'list', items };
    }
    case 'ContextType': {
      const entries = children.filter(({ name }) => name === 'ContextEntryTypes').flatMap(childrenOf);
      return { type: 'context', entries: entries.map((entry) => readEntry(entry, source)) };
    }
    case 'FunctionType':
      return { type: 'named', name: 'function' };
    default:
      return { type: 'named', name: textOf(node, source).replaceAll(/\s+/g, ' ').trim() };
  }
}

function readEntry(node: SyntaxNode, source: Source): { readonly name: string; readonly value: TypeName } {
  const [name, type] = childrenOf(node) as [SyntaxNode, SyntaxNode];
  return { name: nameIn(name, source), value: readType(type, source) };
}

/** Null conforms to every type; `instance of` asks before. */
export function conformsTo(value: unknown, wanted: TypeName, run: Run): boolean {
  if (value === null) return true;
  switch (wanted.type) {
    case 'list':
      return Array.isArray(value) && value.every((item) => conformsTo(item ?? null, wanted.items, run));
    case 'range':
      return value instanceof FeelRange && [value.start, value.end].every((end) => conformsTo(end, wanted.items, run));
    case 'context':
      return (
        isContext(value) &&
        wanted.entries.every(
          ({ name, value: type }) => Object.hasOwn(value, name) && conformsTo(value[name] ?? null, type, run),
        )
      );
    case 'named':
      return conformsToName(value, wanted.name, run);
    default:
      throw new Error(`Expected a type; found ${JSON.stringify(wanted satisfies never)}.`);
  }
}

function conformsToName(value: unknown, name: string, run: Run): boolean {
  if (name === 'Any') return true;
  if (name === 'duration') return value instanceof FeelDuration;
  if (name === 'range') return value instanceof FeelRange;
  const isDefined = run.types?.(name);
  if (isDefined) return isDefined(value);
  return kindOf(value) === (camundaNames[name] ?? name);
}

const camundaNames: { readonly [name: string]: string } = {
  'date time': 'date and time',
  'day-time-duration': 'days and time duration',
  'year-month-duration': 'years and months duration',
};
