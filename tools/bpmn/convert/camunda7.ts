// The Camunda 7 dialect (`camunda:`, JUEL) of models that courts have already -> the Camunda 8 dialect (`zeebe:`, FEEL)
// that we execute. What maps is mapped; what does not is taken out and reported with element and reason, so that
// nothing is lost in silence.
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { scan } from '../../../engine/read/guard.ts';
import { unspell } from '../../../engine/read/ids.ts';
import { expressions, rules } from './rules.ts';
import {
  type Context,
  isTag,
  owner,
  type Remark,
  type Tag,
  takeAttributes,
  takeExtensions,
  type Work,
} from './work.ts';

/** Both dialects add attributes of the same names to BPMN's elements: of ours only the elements are needed here. */
const withoutOverrides = {
  ...zeebe,
  types: (zeebe.types as readonly { extends?: readonly string[] }[]).filter(
    (type) => !type.extends?.some((extended) => extended.startsWith('bpmn:')),
  ),
};

export interface Converted {
  readonly xml: string;
  readonly remarks: readonly Remark[];
}

/** Camunda 7 grew out of Activiti, and Flowable too: the same words in other namespaces. */
const namespaces = /http:\/\/(activiti|flowable|operaton)\.org\/(bpmn|schema\/1\.0\/bpmn)(?=["']|$)/g;
const namespace = 'http://camunda.org/schema/1.0/bpmn';

/**
 * Recognizes the dialect by its words, not by a namespace that is only declared; expressions of JUEL stand in plain
 * models too.
 */
export function isCamunda7(xml: string): boolean {
  const declared = xml.matchAll(/\sxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']/g);
  const used = [...declared].filter(([, prefix]) => new RegExp(`[<\\s]${prefix!.replaceAll('.', '\\.')}:`).test(xml));
  const isUsed = (isOf: (uri: string) => boolean) => used.some(([, , uri]) => isOf(uri!));
  if (isUsed((uri) => uri.replace(namespaces, namespace) === namespace)) return true;
  return /[$#]\{[^}]+\}/.test(xml) && !isUsed((uri) => uri === zeebe.uri);
}

/** Throws Error for what is no BPMN. */
export async function convertCamunda7(source: string): Promise<Converted> {
  const { text, refused } = scan(source);
  if (refused) throw new Error(`第 ${refused.line} 行 / line ${refused.line}: ${refused.reason.zh} / ${refused.reason.en}`);
  const xml = text.replaceAll(namespaces, namespace);
  const moddle = new BpmnModdle({ camunda, zeebe: withoutOverrides });
  const { rootElement } = await moddle.fromXML(xml);
  const remarks: Remark[] = [];
  const context: Context = {
    remarks,
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
  return { xml: unspell(own), remarks: remarks.map((one) => ({ ...one, elementId: unspell(one.elementId) })) };
}

/** An attribute whose prefix moddle has renamed and not declared (colours of another editor) could not be written. */
function dropUndeclared(tag: Tag, root: Tag): void {
  for (const name of Object.keys(attributesOf(tag))) {
    const prefix = /^(ns\d+):/.exec(name)?.[1];
    if (prefix && !Object.hasOwn(attributesOf(root), `xmlns:${prefix}`)) delete attributesOf(tag)[name];
  }
}

const attributesOf = (tag: Tag) => (tag as { $attrs?: { [name: string]: string } }).$attrs ?? {};

/** Everything contained, the outer before the inner. */
function* all(tag: Tag): Generator<Tag> {
  yield tag;
  for (const { name, isReference } of tag.$descriptor.properties) {
    if (isReference || name.startsWith('bpmndi:')) continue;
    const value = tag.get(name);
    for (const child of Array.isArray(value) ? value : [value]) if (isOfBpmn(child)) yield* all(child);
  }
}

/** Not the dialect's own, which belongs to its holder; nor another vendor's, of which moddle knows nothing. */
const isOfBpmn = (value: unknown): value is Tag =>
  isTag(value) && !/^(camunda|bpmndi):/.test(value.$type) && Array.isArray(value.$descriptor.properties);

function convert(tag: Tag, context: Context): void {
  const attributes = takeAttributes(tag);
  const extensions = takeExtensions(tag);
  const remark = (kind: Remark['kind'], what: string, why: string) =>
    context.remarks.push({ elementId: owner(tag).id ?? '', kind, what, why });
  const work: Work = { tag, attributes, extensions, context, remark };
  expressions(work);
  for (const rule of rules) rule(work);
  for (const name of attributes.keys()) {
    if (dropped.has(name)) remark('dropped', `camunda:${name}`, dropped.get(name)!);
    else remark('notMapped', `camunda:${name}`, 'there is no counterpart');
  }
  for (const { $type } of extensions) remark('notMapped', $type, 'there is no counterpart');
}

const dropped: ReadonlyMap<string, string> = new Map([
  ['async', 'every step is durable'],
  ['asyncBefore', 'every step is durable'],
  ['asyncAfter', 'every step is durable'],
  ['exclusive', 'the steps of an instance follow one another'],
  ['jobPriority', 'jobs are not ranked'],
  ['taskPriority', 'jobs are not ranked'],
  ['historyTimeToLive', 'the archive is kept'],
  ['isStartableInTasklist', 'cases are filed through the API'],
  ['candidateStarterGroups', 'who may file is a matter of roles'],
  ['candidateStarterUsers', 'who may file is a matter of roles'],
  ['modelerTemplate', 'of the modelling tool'],
  ['modelerTemplateVersion', 'of the modelling tool'],
  ['diagramRelationId', 'of the modelling tool'],
  ['initiator', 'the actor stands in the archive'],
]);
