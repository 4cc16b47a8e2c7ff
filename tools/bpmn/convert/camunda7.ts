// Converts models from the Camunda 7 dialect (`camunda:`, JUEL), which courts have already, to the Camunda 8 dialect
// (`zeebe:`, FEEL) that we execute. An extension that does not map is removed and reported with element and reason, so
// that no loss is silent.
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Bilingual } from '../../../engine/catalogue.ts';
import { scan } from '../../../engine/read/guard.ts';
import { unspell } from '../../../engine/read/ids.ts';
import { say as sayOfReading } from '../../../engine/read/messages.ts';
import { watchRepetitions } from '../../../engine/repetitions.ts';
import { CommandFault } from '../command-fault.ts';
import type { Diagnostic } from './diagnostic.ts';
import { say } from './messages.ts';
import {
  asWritten,
  type Context,
  isTag,
  camunda as named,
  type RuleInput,
  type Tag,
  takeAttributes,
  takeExtensions,
  withId,
} from './rule-input.ts';
import { expressions, rules } from './rules.ts';

/** Both dialects add attributes with the same names to BPMN's elements; of ours only the elements are needed here. */
const withoutOverrides = {
  ...zeebe,
  types: (zeebe.types as readonly { extends?: readonly string[] }[]).filter(
    (type) => !type.extends?.some((extended) => extended.startsWith('bpmn:')),
  ),
};

export interface Converted {
  readonly xml: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Camunda 7 grew out of Activiti, and so did Flowable: the same names in other namespaces. */
const namespaces = /http:\/\/(activiti|flowable|operaton)\.org\/(bpmn|schema\/1\.0\/bpmn)(?=["']|$)/g;
const namespace = 'http://camunda.org/schema/1.0/bpmn';

/**
 * Recognizes the dialect by its use, not by a declared namespace alone; a plain model may also use JUEL expressions.
 */
export function isCamunda7(xml: string): boolean {
  const declared = xml.matchAll(/\sxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']/g);
  const used = [...declared].filter(([, prefix]) => new RegExp(`[<\\s]${prefix!.replaceAll('.', '\\.')}:`).test(xml));
  const isUsed = (isOf: (uri: string) => boolean) => used.some(([, , uri]) => isOf(uri!));
  if (isUsed((uri) => uri.replace(namespaces, namespace) === namespace)) return true;
  return /[$#]\{[^}]+\}/.test(xml) && !isUsed((uri) => uri === zeebe.uri);
}

/** @throws CommandFault when the source is no BPMN */
export async function convertCamunda7(source: string): Promise<Converted> {
  const { text, refused } = scan(source);
  if (refused) throw new CommandFault(say('refusedLine', { line: refused.line, reason: refused.reason }));
  const xml = text.replaceAll(namespaces, namespace);
  const moddle = new BpmnModdle({ camunda, zeebe: withoutOverrides });
  const repetitions = watchRepetitions(moddle);
  const { rootElement } = await moddle.fromXML(xml).catch((error: Error) => {
    throw new CommandFault(say('notBpmn', { detail: error.message }));
  });
  const [repeated] = repetitions.filter(({ tag }) => tag.$type.startsWith('bpmn:'));
  if (repeated)
    throw new CommandFault(
      say('repeatedIn', {
        name: `${repeated.tag['id'] ?? repeated.tag.$type}`,
        reason: sayOfReading('read.twice', { property: repeated.property }),
      }),
    );
  const diagnostics: Diagnostic[] = [];
  const context: Context = {
    diagnostics,
    create: (type, properties = {}) =>
      (moddle as unknown as { create(t: string, p: object): Tag }).create(type, properties),
  };
  const root = rootElement as unknown as Tag;
  for (const tag of all(root)) {
    convert(tag, context);
    dropUndeclared(tag, root);
  }
  const { xml: written } = await (
    moddle as unknown as { toXML(t: unknown, o: object): Promise<{ xml: string }> }
  ).toXML(rootElement, { format: true });
  const own = written.replaceAll(/\s+xmlns:[\w.-]+="http:\/\/camunda\.org\/schema\/1\.0\/bpmn"/g, '');
  return { xml: unspell(own), diagnostics: diagnostics.map((one) => ({ ...one, elementId: unspell(one.elementId) })) };
}

/**
 * Drops attributes whose prefix moddle has renamed without declaring it (colors of another editor): they cannot be
 * written.
 */
function dropUndeclared(tag: Tag, root: Tag): void {
  for (const name of Object.keys(attributesOf(tag))) {
    const prefix = /^(ns\d+):/.exec(name)?.[1];
    if (prefix && !Object.hasOwn(attributesOf(root), `xmlns:${prefix}`)) delete attributesOf(tag)[name];
  }
}

const attributesOf = (tag: Tag) => (tag as { $attrs?: { [name: string]: string } }).$attrs ?? {};

/** Yields every contained element, the outer before the inner. */
function* all(tag: Tag): Generator<Tag> {
  yield tag;
  for (const { name, isReference } of tag.$descriptor.properties) {
    if (isReference || name.startsWith('bpmndi:')) continue;
    const value = tag.get(name);
    for (const child of Array.isArray(value) ? value : [value]) if (isOfBpmn(child)) yield* all(child);
  }
}

/**
 * False for the dialect's own elements, which belong to their holder, and for those of other vendors, which moddle does
 * not know.
 */
const isOfBpmn = (value: unknown): value is Tag =>
  isTag(value) && !/^(camunda|bpmndi):/.test(value.$type) && Array.isArray(value.$descriptor.properties);

function convert(tag: Tag, context: Context): void {
  const attributes = takeAttributes(tag);
  const extensions = takeExtensions(tag);
  const report = (kind: Diagnostic['kind'], subject: Bilingual, reason: Bilingual) =>
    context.diagnostics.push({ elementId: withId(tag).id ?? '', kind, subject, reason });
  const input: RuleInput = { tag, attributes, extensions, context, report };
  expressions(input);
  for (const rule of rules) rule(input);
  for (const name of attributes.keys()) {
    if (dropped.has(name)) report('dropped', named(name), dropped.get(name)!);
    else report('notMapped', named(name), say('why.noCounterpart'));
  }
  for (const { $type } of extensions) report('notMapped', asWritten($type), say('why.noCounterpart'));
}

const dropped: ReadonlyMap<string, Bilingual> = new Map([
  ['async', say('why.durable')],
  ['asyncBefore', say('why.durable')],
  ['asyncAfter', say('why.durable')],
  ['exclusive', say('why.inOrder')],
  ['jobPriority', say('why.noPriority')],
  ['taskPriority', say('why.noPriority')],
  ['historyTimeToLive', say('why.archiveKept')],
  ['isStartableInTasklist', say('why.filedByApi')],
  ['candidateStarterGroups', say('why.rolesFile')],
  ['candidateStarterUsers', say('why.rolesFile')],
  ['modelerTemplate', say('why.modelerOnly')],
  ['modelerTemplateVersion', say('why.modelerOnly')],
  ['diagramRelationId', say('why.modelerOnly')],
  ['initiator', say('why.actorRecorded')],
]);
