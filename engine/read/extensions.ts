// Extension elements: those of Camunda 8 that we execute, and those whose silent loss would change what the model
// means.
import type { Bilingual } from '../catalogue.ts';
import { say, wordsOf } from './messages.ts';
import { extensions, fault, many, one, type Reading, type Tag } from './tree.ts';

const jobs = ['ServiceTask', 'SendTask', 'BusinessRuleTask', 'ScriptTask', 'EndEvent', 'IntermediateThrowEvent'];

/**
 * On which of BPMN's elements each is executed, or refused with more words elsewhere; anywhere else it would be lost.
 */
const places: { readonly [type: string]: readonly string[] } = {
  'zeebe:TaskDefinition': [...jobs, 'AdHocSubProcess'],
  'zeebe:TaskHeaders': [...jobs, 'UserTask'],
  'zeebe:IoMapping': ['FlowNode'],
  // Of what is not a flow node they are for whoever reads the model.
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
  // Only a wish about the order in which a worker takes its jobs.
  'zeebe:JobPriorityDefinition': ['FlowNode', 'Process'],
};

/** Say nothing about how the process runs. */
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
  // What a tasklist shows before there is a process.
  if (type === 'zeebe:FormDefinition' && reading.isSketch && holder.$type === 'bpmn:StartEvent') return;
  const count = all.filter((one) => one === type).length;
  if (!isHere) fault(reading, tag, say(known ? 'read.extensionHere' : 'read.extension', { name: title(type) }));
  else if (count > 1) fault(reading, tag, say('read.extensionTwice', { type, found: count }));
}

function title(type: string): Bilingual {
  const name = wordsOf(type);
  return say('read.extensionName', { type, name: name.endsWith('s') ? name : `${name}s` });
}
