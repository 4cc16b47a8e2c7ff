// What the rules of the conversion work on: an element with what the dialect says of it. What a rule has used up it
// takes out.
import { translateText } from './juel.ts';

export interface Remark {
  readonly elementId: string;
  /**
   * dropped: it has no meaning here. notMapped: somebody must look at it. note: it was mapped, and there is something
   * to know.
   */
  readonly kind: 'dropped' | 'notMapped' | 'note';
  readonly what: string;
  readonly why: string;
}

/** An element of moddle's tree. */
export interface Tag {
  readonly $type: string;
  readonly $descriptor: {
    readonly properties: readonly { name: string; isReference?: boolean; ns: { prefix: string; localName: string } }[];
  };
  $parent?: Tag;
  readonly id?: string;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  [property: string]: unknown;
}

export const isTag = (value: unknown): value is Tag => typeof value === 'object' && value !== null && '$type' in value;

export interface Context {
  readonly remarks: Remark[];
  create(type: string, properties?: object): Tag;
}

/** What a rule has used up it takes out of `attributes` and `extensions`. */
export interface Work {
  readonly tag: Tag;
  readonly attributes: Map<string, string>;
  readonly extensions: Tag[];
  readonly context: Context;
  remark(kind: Remark['kind'], what: string, why: string): void;
}

export const owner = (tag: Tag): Tag => (tag.id === undefined && tag.$parent ? owner(tag.$parent) : tag);

export function takeAttributes(tag: Tag): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, ns } of tag.$descriptor.properties) {
    if (ns.prefix !== 'camunda' || (!Object.hasOwn(tag, ns.localName) && !Object.hasOwn(tag, name))) continue;
    const value = tag.get(name);
    if (value === undefined) continue;
    found.set(ns.localName, String(value));
    delete tag[name];
    delete tag[ns.localName];
  }
  const others = (tag as { $attrs?: { [name: string]: string } }).$attrs ?? {};
  for (const [name, value] of Object.entries(others)) {
    if (!name.startsWith('camunda:')) continue;
    found.set(name.slice('camunda:'.length), value);
    delete others[name];
  }
  return found;
}

export function takeExtensions(tag: Tag): Tag[] {
  const holder = tag['extensionElements'] as Tag | undefined;
  const values = (holder?.['values'] as Tag[] | undefined) ?? [];
  const taken = values.filter(({ $type }) => $type.startsWith('camunda:'));
  const left = values.filter(({ $type }) => !$type.startsWith('camunda:'));
  if (holder && taken.length > 0) {
    if (left.length > 0) holder['values'] = left;
    else delete tag['extensionElements'];
  }
  return taken;
}

export function extend({ tag, context }: Work, type: string, properties: object): Tag {
  const added = context.create(type, properties);
  const holder =
    (tag['extensionElements'] as Tag | undefined) ?? context.create('bpmn:ExtensionElements', { values: [] });
  holder.$parent = tag;
  tag['extensionElements'] = holder;
  added.$parent = holder;
  holder['values'] = [...((holder['values'] as Tag[] | undefined) ?? []), added];
  return added;
}

export function take({ attributes }: Work, name: string): string | undefined {
  const value = attributes.get(name);
  attributes.delete(name);
  return value;
}

export function takeOf({ extensions }: Work, type: string): Tag[] {
  const found = extensions.filter(({ $type }) => $type === type);
  for (const one of found) extensions.splice(extensions.indexOf(one), 1);
  return found;
}

/** FEEL, or undefined with a remark. */
export function feel({ remark }: Work, what: string, text: string): string | undefined {
  const translated = translateText(text);
  if ('feel' in translated) return translated.feel;
  remark('notMapped', what, translated.problem);
  return undefined;
}

/** Where only an expression stands. */
export const asExpression = (text: string): string => (text.startsWith('=') ? text : `=${text}`);
