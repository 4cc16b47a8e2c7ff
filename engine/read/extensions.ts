// Extension elements: executes those of Camunda 8, and refuses those whose silent loss would change the meaning of the
// model.
import type { Bilingual } from '../catalogue.ts';
import { say, wordsOf } from './messages.ts';
import { extensions, fault, many, one, type Reading, type Tag } from './tree.ts';

const jobs = ['ServiceTask', 'SendTask', 'BusinessRuleTask', 'ScriptTask', 'EndEvent', 'IntermediateThrowEvent'];

/**
 * The BPMN elements on which each extension is read, and executed or refused by another reader. On any other element it
 * is refused here.
 */
const places: { readonly [type: string]: readonly string[] } = {
  'zeebe:TaskDefinition': [...jobs, 'AdHocSubProcess'],
  'zeebe:TaskHeaders': [...jobs, 'UserTask'],
  'zeebe:IoMapping': ['FlowNode'],
  // On elements other than flow nodes, properties are for readers of the model.
  'zeebe:Properties': ['BaseElement'],
  'zeebe:AssignmentDefinition': ['UserTask'],
  'zeebe:TaskSchedule': ['UserTask'],
  'zeebe:PriorityDefinition': ['UserTask'],
  'zeebe:FormDefinition': ['UserTask'],
  'zeebe:UserTask': ['UserTask'],
  'zeebe:UserTaskForm': ['Process'],
  'zeebe:Script': ['ScriptTask'],
  'zeebe:CalledDecision': ['BusinessRuleTask'],
  'zeebe:CalledElement': ['CallActivity'],
  'zeebe:LoopCharacteristics': ['MultiInstanceLoopCharacteristics'],
  'zeebe:Subscription': ['Message'],
  'zeebe:VersionTag': ['Process'],
  'zeebe:AdHoc': ['AdHocSubProcess'],
  'zeebe:ConditionalFilter': ['ConditionalEventDefinition'],
  'zeebe:ExecutionListeners': ['FlowNode', 'Process'],
  'zeebe:TaskListeners': ['FlowNode', 'Process'],
  // A hint about the order in which a worker takes its jobs; it does not change the process.
  'zeebe:JobPriorityDefinition': ['FlowNode', 'Process'],
};

/** Attributes that do not affect execution. */
const harmless = /^camunda:(versionTag|historyTimeToLive|modelerTemplate\w*|diagramRelationId|isStartableInTasklist)$/;

export function refuseExtensions(tag: Tag, reading: Reading): void {
  for (const holder of [tag, one(tag, 'loopCharacteristics'), ...many(tag, 'eventDefinitions')]) {
    if (!holder) continue;
    const types = extensions(holder).map(({ $type }) => $type);
    for (const type of new Set(types)) {
      if (type.startsWith('zeebe:')) refuseZeebe(type, types, holder, tag, reading);
      if (type.startsWith('camunda:')) fault(reading, tag, say('read.camunda7', { name: type }));
    }
    for (const name of Object.keys(holder.$attrs ?? {}))
      if (name.startsWith('camunda:') && !harmless.test(name)) fault(reading, tag, say('read.camunda7', { name }));
  }
  if (tag['retryCounter'] !== undefined) fault(reading, tag, say('read.retryCounter'));
}

function refuseZeebe(type: string, all: readonly string[], holder: Tag, tag: Tag, reading: Reading): void {
  const known = places[type];
  const isHere = known?.some((place) => holder.$instanceOf?.(`bpmn:${place}`));
  // A tasklist shows this form before the process exists.
  if (type === 'zeebe:FormDefinition' && reading.isSketch && holder.$type === 'bpmn:StartEvent') return;
  const count = all.filter((one) => one === type).length;
  if (!isHere) fault(reading, tag, say(known ? 'read.extensionHere' : 'read.extension', { name: title(type) }));
  else if (count > 1) fault(reading, tag, say('read.extensionTwice', { type, found: count }));
}

function title(type: string): Bilingual {
  const name = wordsOf(type);
  return say('read.extensionName', { type, name: name.endsWith('s') ? name : `${name}s` });
}
