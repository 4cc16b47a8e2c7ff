// Extension elements: those of Camunda 8 that we execute, and those whose silent loss would change what the model means.
import { nameOf } from './events.ts';
import { extensions, fault, many, one, type Reading, type Tag } from './tree.ts';

const executed = new Set(
  [
    'TaskDefinition',
    'TaskHeaders',
    'IoMapping',
    'Properties',
    'AssignmentDefinition',
    'TaskSchedule',
    'PriorityDefinition',
    'FormDefinition',
    'UserTask',
    'UserTaskForm',
    'Script',
    'CalledDecision',
    'CalledElement',
    'LoopCharacteristics',
    'Subscription',
    'VersionTag',
    'AdHoc',
    'ExecutionListeners',
    'TaskListeners',
    // Only a wish about the order in which a worker takes its jobs.
    'JobPriorityDefinition',
  ].map((name) => `zeebe:${name}`),
);

/** Say nothing about how the process runs. */
const harmless = /^camunda:(versionTag|historyTimeToLive|modelerTemplate\w*|diagramRelationId|isStartableInTasklist)$/;

export function refuseExtensions(tag: Tag, reading: Reading): void {
  for (const definition of many(tag, 'eventDefinitions'))
    for (const { $type } of extensions(definition))
      if ($type.startsWith('zeebe:') && !(isFilter($type) && definition.$type === 'bpmn:ConditionalEventDefinition'))
        fault(reading, tag, `${title($type)} are not executed.`);
  for (const holder of [tag, one(tag, 'loopCharacteristics')]) {
    for (const { $type } of extensions(holder)) {
      if ($type.startsWith('zeebe:') && !executed.has($type)) fault(reading, tag, `${title($type)} are not executed.`);
      if ($type.startsWith('camunda:')) fault(reading, tag, ofCamunda7($type));
    }
    for (const name of Object.keys(holder?.$attrs ?? {}))
      if (name.startsWith('camunda:') && !harmless.test(name)) fault(reading, tag, ofCamunda7(name));
  }
}

const isFilter = (type: string): boolean => type === 'zeebe:ConditionalFilter';

function title(type: string): string {
  const name = nameOf(type);
  return `The ${name}${name.endsWith('s') ? '' : 's'} (${type})`;
}

const ofCamunda7 = (name: string): string =>
  `Expected the Camunda 8 dialect (zeebe:); '${name}' is of Camunda 7 and is not executed.`;
