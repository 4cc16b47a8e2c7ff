// The BPMN file as moddle's object tree, and the accessors that the readers use.
import type { Bilingual } from '../catalogue.ts';
import { type Fault, faultAt } from '../fault.ts';

/** An element of the tree; properties by their names in the BPMN metamodel. */
export interface Tag {
  readonly $type: string;
  readonly $parent?: Tag;
  /** Tells whether the element has that type or a subtype of it in the metamodel. */
  $instanceOf?(type: string): boolean;
  readonly $attrs?: { readonly [name: string]: string };
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

/** State that all readers of one file share. */
export interface Reading {
  readonly lines: ReadonlyMap<string, number>;
  readonly faults: Fault[];
  readonly isSketch: boolean;
  /** From the sending element to the receiving element. */
  readonly messageFlows: Map<string, string>;
}

export function fault(reading: Reading, tag: Tag | undefined, reason: Bilingual): void {
  let named = tag;
  while (named && named.id === undefined) named = named.$parent;
  const line = named?.id === undefined ? undefined : reading.lines.get(named.id);
  reading.faults.push(faultAt(named?.id ?? '', line, reason));
}

export const one = (tag: Tag | undefined, property: string): Tag | undefined => tag?.[property] as Tag | undefined;

export const many = (tag: Tag | undefined, property: string): readonly Tag[] =>
  (tag?.[property] as readonly Tag[] | undefined) ?? [];

/** The trimmed text; a blank text counts as absent. */
export function text(tag: Tag | undefined, property: string): string | undefined {
  const value = tag?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The body of a formal expression. */
export const body = (tag: Tag | undefined, property: string): string | undefined => text(one(tag, property), 'body');

export const extensions = (tag: Tag | undefined): readonly Tag[] => many(one(tag, 'extensionElements'), 'values');

export const extension = (tag: Tag | undefined, type: string): Tag | undefined =>
  extensions(tag).find(({ $type }) => $type === type);

/** The object without entries that are undefined. */
export function present<T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}
