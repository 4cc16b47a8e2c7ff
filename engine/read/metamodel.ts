// The parser's metamodel of BPMN, corrected: moddle takes some child elements of BPMN20.xsd for attributes or names
// them otherwise.
import { BpmnModdle } from 'bpmn-moddle';
import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { type Repetition, watchRepetitions } from '../repetitions.ts';
import type { Tag } from './tree.ts';

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

/** A parser for one file, and the elements that the file has twice. */
export function newParser(): { readonly moddle: BpmnModdle; readonly repetitions: readonly Repetition<Tag>[] } {
  const moddle = new BpmnModdle(packages);
  return { moddle, repetitions: watchRepetitions<Tag>(moddle) };
}
