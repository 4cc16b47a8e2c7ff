// Reads tasks and call activities: job, user task, script, decision, called process, loop.

import { isPlainName } from '../feel/names.ts';
import type { AdHoc, Call, Element, Job, ListenerPhase, Loop, UserTask } from '../graph.ts';
import { say } from './messages.ts';
import { body, extension, fault, many, one, present, type Reading, type Tag, text } from './tree.ts';

type Part = Partial<Element>;

/** A job without a type takes the id of its element as its type. */
export function jobOf(tag: Tag): Job {
  const definition = extension(tag, 'zeebe:TaskDefinition');
  return {
    type: text(definition, 'type') ?? tag.id!,
    retries: text(definition, 'retries') ?? '3',
    headers: headersOf(tag),
  };
}

/** The headers of a job are for its worker; those of a user task stand beside its properties, for its reader. */
export const headersOf = (tag: Tag): Job['headers'] => headersIn(extension(tag, 'zeebe:TaskHeaders'));

const headersIn = (list: Tag | undefined): Job['headers'] =>
  Object.fromEntries(many(list, 'values').map((header) => [text(header, 'key') ?? '', text(header, 'value') ?? '']));

/** Tells whether a worker sends the message. With the job type `publish`, or none, the message table sends it. */
export function isSentByJob(tag: Tag): boolean {
  const type = text(extension(tag, 'zeebe:TaskDefinition'), 'type');
  return type !== undefined && type !== 'publish';
}

export const serviceTask = (tag: Tag): Part => ({ job: jobOf(tag) });

export function userTask(tag: Tag, reading: Reading): Part {
  const assignment = extension(tag, 'zeebe:AssignmentDefinition');
  const schedule = extension(tag, 'zeebe:TaskSchedule');
  const form = extension(tag, 'zeebe:FormDefinition');
  const formId = text(form, 'formId');
  const binding = text(form, 'bindingType') ?? 'latest';
  if (binding !== 'latest' && !reading.isSketch) fault(reading, tag, say('read.formBinding', { found: binding }));
  const task: UserTask = present({
    assignee: text(assignment, 'assignee'),
    candidateGroups: text(assignment, 'candidateGroups'),
    candidateUsers: text(assignment, 'candidateUsers'),
    dueDate: text(schedule, 'dueDate'),
    followUpDate: text(schedule, 'followUpDate'),
    priority: text(extension(tag, 'zeebe:PriorityDefinition'), 'priority'),
    formId,
    formReference: formId === undefined ? (text(form, 'externalReference') ?? text(form, 'formKey')) : undefined,
  });
  return { task };
}

export function scriptTask(tag: Tag, reading: Reading): Part {
  const script = extension(tag, 'zeebe:Script');
  const expression = text(script, 'expression');
  if (expression !== undefined) {
    refuseJobBeside(tag, 'read.scriptOrJob', reading);
    const resultVariable = text(script, 'resultVariable');
    if (!resultVariable) fault(reading, tag, say('read.scriptResult'));
    return { script: { expression: asFeel(expression), resultVariable: resultVariable ?? '' } };
  }
  if (/feel/i.test(text(tag, 'scriptFormat') ?? '') && text(tag, 'script')) {
    return { script: { expression: asFeel(text(tag, 'script')!), resultVariable: tag.id! } };
  }
  if (text(tag, 'script') !== undefined && !extension(tag, 'zeebe:TaskDefinition') && !reading.isSketch)
    fault(reading, tag, say('read.scriptLanguage'));
  return { job: jobOf(tag) };
}

export function businessRuleTask(tag: Tag, reading: Reading): Part {
  const called = extension(tag, 'zeebe:CalledDecision');
  if (!called) return { job: jobOf(tag) };
  refuseJobBeside(tag, 'read.decisionOrJob', reading);
  const decisionId = text(called, 'decisionId');
  const resultVariable = text(called, 'resultVariable');
  if (!decisionId) fault(reading, tag, say('read.decisionId'));
  if (!resultVariable) fault(reading, tag, say('read.decisionResult'));
  const { binding, versionTag } = bindingOf(called, tag, reading);
  return {
    decision: {
      decisionId: decisionId ?? '',
      resultVariable: resultVariable ?? '',
      ...(binding === 'latest' ? {} : present({ binding, versionTag })),
    },
  };
}

function refuseJobBeside(tag: Tag, id: 'read.scriptOrJob' | 'read.decisionOrJob', reading: Reading): void {
  if (extension(tag, 'zeebe:TaskDefinition')) fault(reading, tag, say(id));
}

export function callActivity(tag: Tag, reading: Reading): Part {
  const called = extension(tag, 'zeebe:CalledElement');
  const processId = text(called, 'processId') ?? text(called, 'processIdExpression') ?? text(tag, 'calledElement');
  // A sketch need not name the called process: the call is then a job.
  if (!processId && reading.isSketch) return { job: jobOf(tag), type: 'serviceTask' };
  if (!processId) fault(reading, tag, say('read.calledProcess'));
  if (text(called, 'businessId') !== undefined) fault(reading, tag, say('read.businessId'));
  const call: Call = {
    processId: processId ?? '',
    ...bindingOf(called, tag, reading),
    propagateAllParentVariables: called?.['propagateAllParentVariables'] !== false,
    propagateAllChildVariables: called?.['propagateAllChildVariables'] !== false,
  };
  return { call };
}

/** The version of the decision or process that the element calls. */
function bindingOf(called: Tag | undefined, tag: Tag, reading: Reading): Pick<Call, 'binding' | 'versionTag'> {
  const binding = (text(called, 'bindingType') ?? 'latest') as Call['binding'];
  const versionTag = text(called, 'versionTag');
  if (!['latest', 'deployment', 'versionTag'].includes(binding))
    fault(reading, tag, say('read.binding', { found: binding }));
  if (binding === 'versionTag' && !versionTag) fault(reading, tag, say('read.versionTag'));
  return { binding, ...(binding === 'versionTag' ? present({ versionTag }) : {}) };
}

/** Multi-instance or standard loop; a plain BPMN cardinality counts from 1. */
export function loopOf(tag: Tag, reading: Reading): Loop | undefined {
  const characteristics = one(tag, 'loopCharacteristics');
  if (!characteristics) return undefined;
  if (characteristics.$type !== 'bpmn:MultiInstanceLoopCharacteristics')
    return standardLoopOf(characteristics, tag, reading);
  const behavior = text(characteristics, 'behavior') ?? 'All';
  if (behavior !== 'All') fault(reading, tag, say('read.loopBehavior', { found: behavior }));
  const definition = extension(characteristics, 'zeebe:LoopCharacteristics');
  const cardinality = body(characteristics, 'loopCardinality');
  const inputCollection =
    text(definition, 'inputCollection') ??
    dataOf(tag, one(characteristics, 'loopDataInputRef'), 'dataInputAssociations') ??
    (cardinality && countTo(cardinality)) ??
    (reading.isSketch ? '[1]' : undefined);
  if (!inputCollection) fault(reading, tag, say('read.inputCollection'));
  const plainOutput = [
    dataOf(tag, one(characteristics, 'loopDataOutputRef'), 'dataOutputAssociations'),
    nameOfData(one(characteristics, 'outputDataItem')),
  ];
  const [outputCollection, outputElement] = outputOf(definition, tag, reading, plainOutput);
  const completionCondition = body(characteristics, 'completionCondition');
  return {
    sequential: characteristics['isSequential'] === true,
    inputCollection: asFeel(inputCollection ?? '[]'),
    ...present({
      inputElement: text(definition, 'inputElement') ?? nameOfData(one(characteristics, 'inputDataItem')),
      outputCollection,
      outputElement,
      outputVariable: variableOf(outputElement),
      completionCondition: completionCondition && asFeel(completionCondition),
    }),
  };
}

/** Plain BPMN (§10.4.2): the data that the loop iterates over, by its name outside the activity. */
function dataOf(tag: Tag, inside: Tag | undefined, associations: 'dataInputAssociations' | 'dataOutputAssociations') {
  if (!inside) return undefined;
  const [near, far] =
    associations === 'dataInputAssociations' ? ['targetRef', 'sourceRef'] : ['sourceRef', 'targetRef'];
  const ends = (association: Tag, end: string) => [association[end] as Tag | readonly Tag[] | undefined].flat();
  const association = many(tag, associations).find((one) => ends(one, near).includes(inside));
  return nameOfData((association && ends(association, far)[0]) ?? inside);
}

/** The name if FEEL can read it, else the id. */
function nameOfData(data: Tag | undefined): string | undefined {
  const name = text(data, 'name');
  return name !== undefined && isPlainName(name) ? name : data?.id;
}

/** A loop without a condition and without a maximum runs once, because the model does not say when it ends. */
function standardLoopOf(characteristics: Tag, tag: Tag, reading: Reading): Loop {
  const condition = body(characteristics, 'loopCondition');
  const maximum = characteristics['loopMaximum'];
  if (maximum !== undefined && !(Number.isInteger(maximum) && Number(maximum) >= 0))
    fault(reading, tag, say('read.loopMaximum'));
  const standard = {
    testBefore: characteristics['testBefore'] === true,
    ...present({ condition: condition && asFeel(condition) }),
    ...(maximum === undefined ? (condition === undefined ? { maximum: '1' } : {}) : { maximum: String(maximum) }),
  };
  return { standard, sequential: true, inputCollection: '=[]' };
}

export function adHocOf(tag: Tag, reading: Reading): { adHoc: AdHoc } {
  const definition = extension(tag, 'zeebe:AdHoc');
  const elements = text(definition, 'activeElementsCollection');
  const completionCondition = body(tag, 'completionCondition');
  if (extension(tag, 'zeebe:TaskDefinition')) fault(reading, tag, say('read.adHocJob'));
  const [collection, element] = outputOf(definition, tag, reading);
  const adHoc = {
    cancelRemaining: tag['cancelRemainingInstances'] !== false,
    ...(tag['ordering'] === 'Sequential' ? { sequential: true as const } : {}),
    ...present({
      elements: elements && asFeel(elements),
      completionCondition: completionCondition && asFeel(completionCondition),
      output:
        collection && element
          ? { inner: innerOf(tag), collection, element, ...present({ variable: variableOf(element) }) }
          : undefined,
    }),
  };
  return { adHoc };
}

/** Zeebe's id of the inner instance. */
const innerOf = (tag: Tag): string => `${tag.id}#innerInstance`;

/** A model gives both the output collection and the output element, or neither. */
function outputOf(
  definition: Tag | undefined,
  tag: Tag,
  reading: Reading,
  plain: readonly (string | undefined)[] = [],
): readonly (string | undefined)[] {
  const [plainCollection, plainElement] = plain.every(Boolean) ? plain : [];
  const element = text(definition, 'outputElement') ?? plainElement;
  const collection = text(definition, 'outputCollection') ?? plainCollection;
  if ((element === undefined) !== (collection === undefined)) fault(reading, tag, say('read.outputPair'));
  return [collection, element && asFeel(element)];
}

/** `=result` or `=result.total` reads the variable `result`. */
const variableOf = (outputElement: string | undefined): string | undefined =>
  /^=\s*([\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*\s*$/u.exec(outputElement ?? '')?.[1];

/** Guards the cardinality 0: FEEL's `1..0` would count down. */
function countTo(cardinality: string): string {
  const count = asFeel(cardinality).slice(1);
  return `=if (${count}) < 1 then [] else for i in 1..(${count}) return i`;
}

const phases: { readonly [eventType: string]: ListenerPhase } = {
  start: 'start',
  end: 'end',
  creating: 'creating',
  create: 'creating',
  assigning: 'assigning',
  assignment: 'assigning',
  updating: 'updating',
  update: 'updating',
  completing: 'completing',
  complete: 'completing',
  canceling: 'canceling',
  cancel: 'canceling',
};
/** These start with the event that they wait for, so no start listener can run before it. */
const withoutStart = new Set(['bpmn:StartEvent', 'bpmn:BoundaryEvent']);
/** These end with the event that they throw or wait for, so no end listener can run after it. */
const withoutEnd = (tag: Tag): boolean =>
  tag.$type === 'bpmn:EventBasedGateway' ||
  many(tag, 'eventDefinitions').some(
    ({ $type }) =>
      (tag.$type === 'bpmn:EndEvent' && /:(Error|Cancel)EventDefinition$/.test($type)) ||
      (tag.$type === 'bpmn:BoundaryEvent' && $type === 'bpmn:CompensateEventDefinition'),
  );

export function listenersOf(tag: Tag, reading: Reading): Element['listeners'] | undefined {
  const ofExecution = many(extension(tag, 'zeebe:ExecutionListeners'), 'listeners');
  const ofTask = many(extension(tag, 'zeebe:TaskListeners'), 'listeners');
  const found: { [phase in ListenerPhase]?: Job[] } = {};
  for (const listener of [...ofExecution, ...ofTask]) {
    const eventType = text(listener, 'eventType') ?? '';
    const phase = phases[eventType];
    const isOfTask = ofTask.includes(listener);
    const fits = isOfTask !== (phase === 'start' || phase === 'end') && (!isOfTask || tag.$type === 'bpmn:UserTask');
    const type = text(listener, 'type');
    const hasNoPhase = phase === 'start' ? withoutStart.has(tag.$type) : phase === 'end' && withoutEnd(tag);
    if (!phase || !fits || hasNoPhase) fault(reading, tag, say('read.listenerPlace', { eventType }));
    else if (!type) fault(reading, tag, say('read.listenerType'));
    else {
      const job = { type, retries: text(listener, 'retries') ?? '3', headers: headersIn(one(listener, 'headers')) };
      found[phase] = [...(found[phase] ?? []), job];
    }
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Attributes that hold only expressions may omit the `=`. */
export const asFeel = (expression: string): string => (expression.startsWith('=') ? expression : `=${expression}`);
