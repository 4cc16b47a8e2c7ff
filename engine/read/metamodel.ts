// The parser's metamodel of BPMN, corrected: moddle takes some child elements of BPMN20.xsd for attributes or names
// them otherwise, and lets the second of two elements silently replace the first.
import { BpmnModdle } from 'bpmn-moddle';
import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Tag } from './tree.ts';

/** An element of which BPMN allows one, and that is there again. */
export interface Repetition {
  readonly tag: Tag;
  readonly property: string;
}

/** Child elements of BPMN20.xsd, by their type and moddle's name. */
const childElements: { readonly [type: string]: { readonly [property: string]: string } } = {
  GlobalScriptTask: { script: 'script' },
  ParticipantAssociation: { innerParticipantRef: 'innerParticipantRef', outerParticipantRef: 'outerParticipantRef' },
  Participant: { endPointRefs: 'endPointRef' },
  ConversationNode: { messageFlowRefs: 'messageFlowRef' },
};

interface Type {
  readonly name: string;
  readonly properties?: readonly { readonly name: string }[];
}

function corrected(type: Type): Type {
  const names = childElements[type.name];
  if (!names) return type;
  const properties = (type.properties ?? []).map((property) => {
    const name = names[property.name];
    return name === undefined ? property : { ...property, name, isAttr: false };
  });
  return { ...type, properties };
}

const packages = { bpmn: { ...bpmn, types: (bpmn.types as readonly Type[]).map(corrected) }, zeebe };

/** A parser for one file; `repetitions` grows while it reads. */
export function newParser(): { readonly moddle: BpmnModdle; readonly repetitions: readonly Repetition[] } {
  const moddle = new BpmnModdle(packages);
  const repetitions: Repetition[] = [];
  const { properties } = moddle;
  const set = properties.set.bind(properties);
  properties.set = (target, name, value) => {
    const isResolved = isPlaceholder(target[name]) && !isPlaceholder(value);
    if (Object.hasOwn(target, name) && value !== undefined && !isResolved)
      repetitions.push({ tag: target, property: name });
    set(target, name, value);
  };
  return { moddle, repetitions };
}

/** Tells whether the value stands for a reference, which the parser replaces when it has read the whole file. */
const isPlaceholder = (value: unknown): boolean => typeof value === 'object' && value !== null && !('$type' in value);
