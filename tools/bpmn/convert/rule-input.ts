// The input of the conversion's rules: an element with its attributes and extensions of the dialect.
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { translateText } from './juel.ts';

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
  readonly diagnostics: Diagnostic[];
  create(type: string, properties?: object): Tag;
}

/** A rule removes the parts that it has mapped from `attributes` and `extensions`. */
export interface RuleInput {
  readonly tag: Tag;
  readonly attributes: Map<string, string>;
  readonly extensions: Tag[];
  readonly context: Context;
  report(kind: Diagnostic['kind'], subject: Bilingual, reason: Bilingual): void;
}

export const withId = (tag: Tag): Tag => (tag.id === undefined && tag.$parent ? withId(tag.$parent) : tag);

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

export function addExtension({ tag, context }: RuleInput, type: string, properties: object): Tag {
  const added = context.create(type, properties);
  const holder =
    (tag['extensionElements'] as Tag | undefined) ?? context.create('bpmn:ExtensionElements', { values: [] });
  holder.$parent = tag;
  tag['extensionElements'] = holder;
  added.$parent = holder;
  holder['values'] = [...((holder['values'] as Tag[] | undefined) ?? []), added];
  return added;
}

export function take({ attributes }: RuleInput, name: string): string | undefined {
  const value = attributes.get(name);
  attributes.delete(name);
  return value;
}

export function takeExtension({ extensions }: RuleInput, type: string): Tag[] {
  const found = extensions.filter(({ $type }) => $type === type);
  for (const one of found) extensions.splice(extensions.indexOf(one), 1);
  return found;
}

/** Translates to FEEL; if that fails, reports it and returns undefined. */
export function feel({ report }: RuleInput, subject: Bilingual, text: string): string | undefined {
  const translated = translateText(text);
  if ('feel' in translated) return translated.feel;
  report('notMapped', subject, translated.problem);
  return undefined;
}

/** A name of the file, the same in both languages. */
export const asWritten = (name: string): Bilingual => ({ zh: name, en: name });

export const camunda = (name: string): Bilingual => asWritten(`camunda:${name}`);

/** Marks the text as an expression, for attributes that hold only expressions. */
export const asExpression = (text: string): string => (text.startsWith('=') ? text : `=${text}`);
