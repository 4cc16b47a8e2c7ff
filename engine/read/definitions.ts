// What an element says of its work: zeebe's extension elements and BPMN's own event definitions.
import type { EventDefinition } from '../graph.ts';
import { extension, type ModdleElement } from './moddle.ts';
import type { Draft, Reading } from './process.ts';

export function readDefinitions(element: ModdleElement, draft: Draft, reading: Reading): void {
  const refuse = (reason: string) =>
    reading.faults.push({ elementId: draft.id, ...(draft.line ? { line: draft.line } : {}), reason });
  readMappings(element, draft);
  readEvent(element, draft, refuse);
  readLoop(element, draft, refuse);
  readWork(element, draft, refuse);
  if (element.isForCompensation) refuse('Compensation is not executed yet.');
  if (element.$type === 'bpmn:BoundaryEvent') {
    draft.interrupting = element.cancelActivity !== false;
    if (element.attachedToRef?.id) draft.attachedTo = element.attachedToRef.id;
  }
  if (element.$type === 'bpmn:StartEvent') draft.interrupting = element.isInterrupting !== false;
}

function readMappings(element: ModdleElement, draft: Draft): void {
  const mapping = extension(element, 'ioMapping');
  const read = (list: readonly ModdleElement[] | undefined) =>
    list?.map(({ source, target }) => ({ source: source ?? '', target: target ?? '' }));
  const inputs = read(mapping?.inputParameters);
  const outputs = read(mapping?.outputParameters);
  if (inputs?.length) draft.inputs = inputs;
  if (outputs?.length) draft.outputs = outputs;
}

type Refuse = (reason: string) => void;

function readEvent(element: ModdleElement, draft: Draft, refuse: Refuse): void {
  if (element.$type === 'bpmn:ReceiveTask' || (element.$type === 'bpmn:SendTask' && element.messageRef)) {
    draft.event = messageDefinition(element);
    return;
  }
  const definitions = element.eventDefinitions ?? [];
  if (definitions.length === 0) return;
  if (definitions.length > 1)
    return void refuse('More than one event definition on an event is not executed; draw an event for each.');
  const event = eventDefinition(definitions[0]!);
  if (typeof event === 'string') refuse(event);
  else draft.event = event;
}

function eventDefinition(definition: ModdleElement): EventDefinition | string {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return messageDefinition(definition);
    case 'bpmn:TimerEventDefinition':
      return timerDefinition(definition);
    case 'bpmn:SignalEventDefinition':
      return { type: 'signal', name: definition.signalRef?.name ?? definition.signalRef?.id ?? '' };
    case 'bpmn:ErrorEventDefinition':
      return { type: 'error', ...code(definition.errorRef?.errorCode) };
    case 'bpmn:EscalationEventDefinition':
      return { type: 'escalation', ...code(definition.escalationRef?.escalationCode) };
    case 'bpmn:LinkEventDefinition':
      return { type: 'link', name: definition.name ?? '' };
    case 'bpmn:TerminateEventDefinition':
      return { type: 'terminate' };
    default:
      return `A ${definition.$type} is not executed.`;
  }
}

const code = (value: string | undefined) => (value ? { code: value } : {});

function messageDefinition(element: ModdleElement): EventDefinition {
  const message = element.messageRef;
  const correlationKey = message && extension(message, 'subscription')?.correlationKey;
  return {
    type: 'message',
    name: message?.name ?? message?.id ?? element.id ?? '',
    ...(correlationKey ? { correlationKey } : {}),
  };
}

function timerDefinition({ timeDate, timeDuration, timeCycle }: ModdleElement): EventDefinition | string {
  if (timeDate?.body) return { type: 'timer', kind: 'date', value: timeDate.body.trim() };
  if (timeDuration?.body) return { type: 'timer', kind: 'duration', value: timeDuration.body.trim() };
  if (timeCycle?.body) return { type: 'timer', kind: 'cycle', value: timeCycle.body.trim() };
  return 'Expected a date, a duration or a cycle in the timer event definition.';
}

function readLoop(element: ModdleElement, draft: Draft, refuse: Refuse): void {
  const characteristics = element.loopCharacteristics;
  if (!characteristics) return;
  if (characteristics.$type !== 'bpmn:MultiInstanceLoopCharacteristics')
    return refuse('A standard loop is not executed yet; use a multi-instance or a gateway.');
  const { inputCollection, inputElement, outputCollection, outputElement } =
    extension(characteristics, 'loopCharacteristics') ?? ({} as ModdleElement);
  if (!inputCollection)
    return refuse('Expected zeebe:loopCharacteristics with an input collection on the multi-instance activity.');
  const condition = characteristics.completionCondition?.body?.trim();
  draft.loop = {
    sequential: characteristics.isSequential === true,
    inputCollection,
    ...(inputElement ? { inputElement } : {}),
    ...(outputCollection ? { outputCollection } : {}),
    ...(outputElement ? { outputElement } : {}),
    ...(condition ? { completionCondition: condition } : {}),
  };
}

function readWork(element: ModdleElement, draft: Draft, refuse: Refuse): void {
  const definition = extension(element, 'taskDefinition');
  const headers = Object.fromEntries(
    (extension(element, 'taskHeaders')?.values ?? []).map(({ key, value }) => [key ?? '', value ?? '']),
  );
  if (definition?.type && definition.type !== 'publish')
    draft.job = { type: definition.type, retries: definition.retries ?? '3', headers };
  switch (draft.type) {
    case 'serviceTask':
      // Plain BPMN names no worker: the task's own id is its job type.
      draft.job ??= { type: draft.id, retries: '3', headers };
      return;
    case 'userTask':
      draft.task = userTask(element);
      return;
    case 'scriptTask': {
      const script = extension(element, 'script');
      if (script?.expression)
        draft.script = { expression: script.expression, resultVariable: script.resultVariable ?? 'result' };
      else draft.job ??= { type: draft.id, retries: '3', headers };
      return;
    }
    case 'businessRuleTask': {
      const called = extension(element, 'calledDecision');
      if (called?.decisionId)
        draft.decision = { decisionId: called.decisionId, resultVariable: called.resultVariable ?? 'result' };
      else draft.job ??= { type: draft.id, retries: '3', headers };
      return;
    }
    case 'callActivity': {
      const called = extension(element, 'calledElement');
      const processId = called?.processId ?? element.calledElement;
      if (!processId) return refuse('Expected the id of the called process.');
      draft.call = {
        processId,
        binding:
          called?.bindingType === 'deployment' || called?.bindingType === 'versionTag' ? called.bindingType : 'latest',
        ...(called?.versionTag ? { versionTag: called.versionTag } : {}),
        propagateAllParentVariables: called?.propagateAllParentVariables !== false,
        propagateAllChildVariables: called?.propagateAllChildVariables !== false,
      };
      return;
    }
    default:
  }
}

function userTask(element: ModdleElement): NonNullable<Draft['task']> {
  const { assignee, candidateGroups, candidateUsers } =
    extension(element, 'assignmentDefinition') ?? ({} as ModdleElement);
  const { dueDate, followUpDate } = extension(element, 'taskSchedule') ?? ({} as ModdleElement);
  const priority = extension(element, 'priorityDefinition')?.priority;
  const formId = extension(element, 'formDefinition')?.formId;
  return Object.fromEntries(
    Object.entries({ assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority, formId }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
