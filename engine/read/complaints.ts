// Warnings of the XML parser become faults if they concern the execution of the process. References are resolved as
// qualified names.
import type { Bilingual } from '../catalogue.ts';
import { faultAt } from '../fault.ts';
import { xmlFault, xmlWords } from '../xml-reasons.ts';
import { unspell } from './ids.ts';
import { say } from './messages.ts';
import { fault, many, type Reading, type Tag } from './tree.ts';

/** A warning of moddle. */
export interface Complaint {
  readonly message: string;
  readonly element?: Tag;
  /** The reference or attribute that the warning is about. */
  readonly property?: string;
  /** The value of that reference or attribute. */
  readonly value?: unknown;
}

export interface ById {
  readonly [id: string]: Tag;
}

/** References that the execution needs. Other unresolved references concern the drawing or data types. */
const followed = new Set(
  [
    'sourceRef',
    'targetRef',
    'default',
    'attachedToRef',
    'messageRef',
    'signalRef',
    'errorRef',
    'escalationRef',
    'activityRef',
    'eventDefinitionRef',
    'loopDataInputRef',
    'loopDataOutputRef',
  ].map((name) => `bpmn:${name}`),
);
const ofData = /^bpmn:Data(Input|Output)Association$/;
/** In a sketch the text of these references serves as the name. */
const nameable = new Set([
  'messageRef',
  'signalRef',
  'errorRef',
  'escalationRef',
  'loopDataInputRef',
  'loopDataOutputRef',
]);

export function complain(
  { message, element, property, value }: Complaint,
  root: Tag,
  byId: ById,
  reading: Reading,
): void {
  if (/\b(bpmndi|di|dc):/i.test(element?.$type ?? message) || message.startsWith('unsupported document encoding'))
    return;
  if (message.startsWith('unknown attribute')) {
    if (!reading.isSketch && isBpmn(root)) fault(reading, element, say('read.attribute', { found: `${property}` }));
  } else if (message.startsWith('unresolved reference') && element && property)
    follow(element, property, `${value}`, root, byId, reading);
  else {
    const found = unparsable(message);
    if (!found) fault(reading, element, say('read.malformed', xmlWords(message)));
    else if (!(reading.isSketch && isDataTwice.test(found.reason.en)))
      reading.faults.push(faultAt('', found.line, found.reason));
  }
}

/** If BPMN is not the default namespace, attributes of the default vocabulary have no prefix. */
const isBpmn = ({ $attrs }: Tag): boolean => ($attrs?.['xmlns'] ?? bpmn) === bpmn;
const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

function follow(element: Tag, property: string, value: string, root: Tag, byId: ById, reading: Reading): void {
  if (!followed.has(property) || ofData.test(element.$type)) return;
  const name = property.slice('bpmn:'.length);
  const target =
    ofThisFile(value, root, byId) ??
    (reading.isSketch && nameable.has(name) ? { $type: '', id: unspell(value) } : undefined);
  const holder = element as { [name: string]: unknown };
  if (target) holder[name] = name === 'eventDefinitionRef' ? [...many(element, name), target] : target;
  else fault(reading, element, say('read.reference', { id: value, property: name }));
}

/** Resolves `tns:payment` if tns is the target namespace of the file (XML Schema's QName). */
function ofThisFile(value: string, { $attrs, ...root }: Tag, byId: ById): Tag | undefined {
  const [prefix, id] = value.split(':');
  if (id === undefined || $attrs?.[`xmlns:${prefix}`] !== root['targetNamespace']) return undefined;
  return Object.hasOwn(byId, id) ? byId[id] : undefined;
}

/** Some tools repeat the ids of data inputs and outputs; execution does not depend on these ids. */
const isDataTwice =
  /an id is there twice in <(\w+:)?(data|inputDataItem|outputDataItem|inputSet|outputSet|potentialOwner)/;

/** The parser's report on a malformed piece of the text, with its line. */
export function unparsable(message: string): { readonly line: number; readonly reason: Bilingual } | undefined {
  const found = xmlFault(message);
  if (!found) return undefined;
  const { tag, line, words } = found;
  return { line, reason: tag ? say('read.malformedIn', { ...words, tag }) : say('read.malformed', words) };
}
