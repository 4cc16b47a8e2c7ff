// Reads what a picture needs of a BPMN file: the scopes with their nodes, flows, boundary events and roles.
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';

/** An element as the parser gives it. */
export interface Element {
  readonly $type: string;
  readonly $instanceOf: (type: string) => boolean;
  readonly id: string;
  readonly name?: string;
  readonly text?: string;
  readonly triggeredByEvent?: boolean;
  readonly attachedToRef?: Element;
  readonly sourceRef?: Element;
  readonly targetRef?: Element;
  readonly messageRef?: Element;
  readonly eventDefinitions?: readonly Element[];
  readonly loopCharacteristics?: Element;
  readonly extensionElements?: { readonly values?: readonly Extension[] };
  flowElements?: Element[];
  artifacts?: Element[];
  rootElements?: Element[];
  diagrams?: unknown[];
}

export interface Extension {
  readonly $type: string;
  readonly candidateGroups?: string;
}

export interface Document {
  readonly moddle: BpmnModdle;
  readonly definitions: Element;
  readonly process: Element;
}

export async function readDocument(xml: string): Promise<Document> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const definitions = rootElement as unknown as Element;
  const processes = definitions.rootElements?.filter(({ $type }) => $type === 'bpmn:Process') ?? [];
  if (definitions.rootElements?.some(({ $type }) => $type === 'bpmn:Collaboration'))
    throw new Error(inBoth(say('pools')));
  const [process, ...others] = processes;
  if (!process || others.length > 0) throw new Error(inBoth(say('oneProcess', { count: processes.length })));
  return { moddle, definitions, process };
}

export const flowsOf = ({ flowElements = [] }: Element): Element[] =>
  flowElements.filter(({ $type }) => $type === 'bpmn:SequenceFlow');

export const nodesOf = ({ flowElements = [] }: Element): Element[] =>
  flowElements.filter((element) => element.$instanceOf('bpmn:FlowNode'));

export const isEventSubProcess = ({ triggeredByEvent }: Element): boolean => triggeredByEvent === true;

/** A sub-process that is drawn with what it holds. */
export const isOpen = (element: Element): boolean =>
  element.$instanceOf('bpmn:SubProcess') && nodesOf(element).length > 0;

/** A note that says who acts; its id is made from its element's, so that drawing again replaces it. */
export const noteOf = (elementId: string): string => `${elementId}-who`;
export const noteLineOf = (elementId: string): string => `${elementId}-who-line`;
const isNote = ({ id }: Element): boolean => /-who(-line)?$/.test(id);

/** Artifacts other than the notes that say who acts. */
export const ownArtifacts = ({ artifacts = [] }: Element): Element[] => artifacts.filter((one) => !isNote(one));

export const annotationsOf = (container: Element): Element[] =>
  ownArtifacts(container).filter(({ $type }) => $type === 'bpmn:TextAnnotation');

export const associationsOf = (container: Element): Element[] =>
  ownArtifacts(container).filter(({ $type }) => $type === 'bpmn:Association');

/** Every element of the container, at any depth. */
export const allElements = (container: Element): Element[] =>
  (container.flowElements ?? []).flatMap((element) => [element, ...allElements(element)]);
