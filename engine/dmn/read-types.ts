// Item definitions (DMN 1.5 §7.3.2): a name stands for a FEEL type, a structure, a collection, or allowed values.
import type { BaseType, Type } from './decision.ts';
import type { Imported } from './read-imports.ts';
import type { Element } from './xml.ts';
import { many, one, text } from './xml.ts';

export type TypeNames = (typeRef: string | undefined) => Type | undefined;

/** @returns what a typeRef stands for; a structure that holds itself ends in `Any` */
export function readTypes(definitions: Element, imports: readonly Imported[] = []): TypeNames {
  const items = new Map(many(definitions, 'itemDefinition').map((item) => [item.name, item]));
  const named = (reference: string | undefined, within: readonly string[]): Type | undefined => {
    if (reference === undefined) return undefined;
    const name = reference.trim();
    const file = imports.find((imported) => imported.name !== '' && name.startsWith(`${imported.name}.`));
    if (file) return readTypes(file.definitions)(name.slice(file.name.length + 1));
    const item = items.get(name);
    if (item && !within.includes(name)) return ofItem(item, [...within, name]);
    return { base: item ? 'Any' : (builtIn(name) ?? 'Any') };
  };

  function ofItem(item: Element, within: readonly string[]): Type {
    const allowed = text(one(item, 'allowedValues'), 'text');
    const components = many(item, 'itemComponent');
    const inner: Type =
      components.length > 0
        ? {
            base: 'context',
            components: Object.fromEntries(components.map((part) => [part.name ?? '', ofItem(part, within)])),
          }
        : item.functionItem
          ? functionType(named(text(one(item, 'functionItem'), 'outputTypeRef'), within))
          : (named(text(item, 'typeRef'), within) ?? { base: 'Any' });
    const constraint = text(one(item, 'typeConstraint'), 'text');
    const restricted = allowed === undefined ? inner : { ...inner, allowed };
    const whole: Type =
      item.isCollection === true ? { base: 'Any', isCollection: true, items: restricted } : restricted;
    return constraint === undefined ? whole : { ...whole, constraint };
  }

  return (typeRef) => named(typeRef, []);
}

const functionType = (result: Type | undefined): Type => ({ base: 'function', ...(result && { result }) });

/** `feel:string`, `string`, and the spellings that modelers write. */
function builtIn(name: string): BaseType | undefined {
  return spellings[name.replace(/^[\w.-]+:/, '')];
}

const spellings: { readonly [name: string]: BaseType } = {
  Any: 'Any',
  string: 'string',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  context: 'context',
};
