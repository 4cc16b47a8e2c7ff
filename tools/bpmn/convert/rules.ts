// The rules from the Camunda 7 dialect to the Camunda 8 dialect. Each rule sees every element and removes the parts
// that it has mapped.
import type { Bilingual } from '../../../engine/catalogue.ts';
import { say } from './messages.ts';
import {
  addExtension,
  asExpression,
  asWritten,
  camunda,
  feel,
  isTag,
  type RuleInput,
  type Tag,
  take,
  takeExtension,
} from './rule-input.ts';

/** Conditions, timers, cardinalities and names in JUEL. */
export function expressions(input: RuleInput): void {
  const { tag } = input;
  if (tag.$type === 'bpmn:FormalExpression' || tag.$type === 'bpmn:Expression') {
    const body = tag['body'] as string | undefined;
    if (body && /[$#]\{/.test(body)) {
      const translated = feel(input, say('part.expression'), body);
      if (translated !== undefined) tag['body'] = translated;
    }
    const language = tag['language'] as string | undefined;
    if (language && language.toLowerCase() !== 'feel')
      input.report('notMapped', say('part.expressionIn', { language }), say('why.onlyFeel'));
  }
  if (tag.$type === 'bpmn:Message' || tag.$type === 'bpmn:Signal') {
    const name = tag['name'] as string | undefined;
    const translated = name && /[$#]\{/.test(name) ? feel(input, say('part.name'), name) : undefined;
    if (translated !== undefined) tag['name'] = translated;
  }
}

const elementsWithJob = new Set([
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:BusinessRuleTask',
  'bpmn:MessageEventDefinition',
]);

export const rules: readonly ((input: RuleInput) => void)[] = [
  userTask,
  decision,
  serviceTask,
  script,
  callActivity,
  multiInstance,
  inputOutput,
  listeners,
  properties,
  processVersion,
  messages,
  conditionalEvent,
  caughtEvent,
];

function userTask(input: RuleInput): void {
  if (input.tag.$type !== 'bpmn:UserTask') return;
  addExtension(input, 'zeebe:UserTask', {});
  const text = (name: string): { [name: string]: string } => {
    const value = take(input, name);
    const translated = value === undefined ? undefined : feel(input, camunda(name), value);
    return translated === undefined ? {} : { [name]: translated };
  };
  const assignment = { ...text('assignee'), ...text('candidateGroups'), ...text('candidateUsers') };
  if (Object.keys(assignment).length > 0) addExtension(input, 'zeebe:AssignmentDefinition', assignment);
  const schedule = { ...text('dueDate'), ...text('followUpDate') };
  if (Object.keys(schedule).length > 0) addExtension(input, 'zeebe:TaskSchedule', schedule);
  const { priority } = text('priority');
  if (priority !== undefined) addExtension(input, 'zeebe:PriorityDefinition', { priority });
  const formId = take(input, 'formRef');
  const formKey = take(input, 'formKey');
  if (formId !== undefined) addExtension(input, 'zeebe:FormDefinition', { formId });
  else if (formKey !== undefined) addExtension(input, 'zeebe:FormDefinition', { formKey });
  for (const name of ['formRefBinding', 'formRefVersion'])
    if ((take(input, name) ?? 'latest') !== 'latest') input.report('dropped', camunda(name), say('why.newestForm'));
}

const resultShapes: { readonly [mapping: string]: Bilingual } = {
  singleEntry: say('why.singleEntry'),
  singleResult: say('why.singleResult'),
  collectEntries: say('why.list'),
  resultList: say('why.list'),
};

function decision(input: RuleInput): void {
  const decisionId = take(input, 'decisionRef');
  if (decisionId === undefined) return;
  const mapping = take(input, 'mapDecisionResult');
  const resultVariable = take(input, 'resultVariable') ?? `${input.tag.id}Result`;
  const id = feel(input, camunda('decisionRef'), decisionId);
  const bound = bindingOf(take(input, 'decisionRefBinding'), take(input, 'decisionRefVersionTag'));
  if (id !== undefined) addExtension(input, 'zeebe:CalledDecision', { decisionId: id, resultVariable, ...bound });
  if (mapping !== undefined)
    input.report('note', camunda(`mapDecisionResult ${mapping}`), resultShapes[mapping] ?? say('why.unknown'));
  for (const name of ['decisionRefVersion', 'decisionRefTenantId'])
    if (take(input, name) !== undefined) input.report('dropped', camunda(name), say('why.newestDecision'));
}

function serviceTask(input: RuleInput): void {
  if (!elementsWithJob.has(input.tag.$type)) return;
  const [retryCycle] = takeExtension(input, 'camunda:FailedJobRetryTimeCycle');
  const retries = /^R(\d+)\//.exec(String(retryCycle?.['body'] ?? ''))?.[1];
  const [type, topic, bean, java, expression] = ['type', 'topic', 'delegateExpression', 'class', 'expression'].map(
    (name) => take(input, name),
  );
  const jobType = topic ?? bean?.replace(/^[$#]\{\s*(\w+)\s*\}$/, '$1') ?? java;
  if (jobType !== undefined) {
    // In Camunda 7 the definition of a message event names the job type, here the event itself.
    const tag = input.tag.$type === 'bpmn:MessageEventDefinition' ? input.tag.$parent! : input.tag;
    addExtension({ ...input, tag }, 'zeebe:TaskDefinition', { type: jobType, ...(retries ? { retries } : {}) });
    if (topic === undefined)
      input.report('note', say('part.java', { name: jobType }), say('why.workerForType', { type: jobType }));
  } else if (expression !== undefined)
    input.report('notMapped', camunda('expression'), say('why.javaCall', { expression }));
  else if (type !== undefined) input.report('notMapped', camunda(`type ${type}`), say('why.needsWorker'));
  const resultVariable = take(input, 'resultVariable');
  if (resultVariable !== undefined)
    input.report('note', camunda(`resultVariable ${resultVariable}`), say('why.workerReturns'));
}

function script(input: RuleInput): void {
  const { tag } = input;
  if (tag.$type !== 'bpmn:ScriptTask') return;
  const resultVariable = take(input, 'resultVariable') ?? tag.id;
  take(input, 'resource');
  const format = String(tag['scriptFormat'] ?? '');
  const text = tag['script'] as string | undefined;
  const isJuel = text !== undefined && /^(juel)?$/i.test(format) && /[$#]\{/.test(text);
  const expression = isJuel ? feel(input, say('part.script'), text) : /^feel$/i.test(format) ? text : undefined;
  if (expression !== undefined) {
    addExtension(input, 'zeebe:Script', { expression: asExpression(expression), resultVariable });
  } else
    input.report(
      'notMapped',
      say('part.scriptIn', { language: format || say('part.noLanguage') }),
      say('why.scriptInFeel'),
    );
  delete tag['script'];
  delete tag['scriptFormat'];
}

function callActivity(input: RuleInput): void {
  const { tag } = input;
  if (tag.$type !== 'bpmn:CallActivity') return;
  const called = tag['calledElement'] as string | undefined;
  const bindings = takeExtension(input, 'camunda:In');
  const results = takeExtension(input, 'camunda:Out');
  const binding = take(input, 'calledElementBinding');
  const versionTag = take(input, 'calledElementVersionTag');
  if (take(input, 'calledElementVersion') !== undefined)
    input.report('notMapped', camunda('calledElementVersion'), say('why.versionNumber'));
  const processId = called && feel(input, say('part.called'), called);
  if (processId) {
    const bound = bindingOf(binding, versionTag);
    const takesAll = (list: readonly Tag[]) => list.some((one) => one['variables'] === 'all');
    addExtension(input, 'zeebe:CalledElement', {
      processId,
      ...bound,
      propagateAllParentVariables: takesAll(bindings),
      propagateAllChildVariables: takesAll(results),
    });
    delete tag['calledElement'];
  }
  const inputs = bindings.flatMap((one) => mapping(input, one));
  const outputs = results.flatMap((one) => mapping(input, one));
  addMappings(input, inputs, outputs);
}

const bindingOf = (binding: string | undefined, versionTag: string | undefined) =>
  binding === 'versionTag'
    ? { bindingType: 'versionTag', versionTag }
    : binding === 'deployment'
      ? { bindingType: 'deployment' }
      : {};

interface Mapping {
  readonly source: string;
  readonly target: string;
}

function mapping(input: RuleInput, binding: Tag): Mapping[] {
  if (binding['businessKey'] !== undefined) input.report('note', camunda('in businessKey'), say('why.caseByItself'));
  const target = binding['target'] as string | undefined;
  if (!target) return [];
  const source = (binding['source'] as string | undefined) ?? (binding['sourceExpression'] as string | undefined);
  const translated = source === undefined ? undefined : feel(input, say('part.mapping', { target }), source);
  return translated === undefined ? [] : [{ source: asExpression(translated), target }];
}

function addMappings(input: RuleInput, inputs: readonly Mapping[], outputs: readonly Mapping[]): void {
  if (inputs.length + outputs.length === 0) return;
  const { create } = input.context;
  addExtension(input, 'zeebe:IoMapping', {
    inputParameters: inputs.map((one) => create('zeebe:Input', one)),
    outputParameters: outputs.map((one) => create('zeebe:Output', one)),
  });
}

function inputOutput(input: RuleInput): void {
  for (const io of takeExtension(input, 'camunda:InputOutput')) {
    const of = (property: string) =>
      ((io[property] as Tag[] | undefined) ?? []).flatMap((parameter) => {
        const target = String(parameter['name']);
        const source = parameterValue(input, target, parameter);
        return source === undefined ? [] : [{ source, target }];
      });
    addMappings(input, of('inputParameters'), of('outputParameters'));
  }
}

function parameterValue(input: RuleInput, name: string, parameter: Tag): string | undefined {
  const definition = parameter['definition'] as Tag | undefined;
  if (!definition) {
    const text = String(parameter['value'] ?? '');
    const translated = feel(input, say('part.parameter', { name }), text);
    if (translated === undefined) return undefined;
    return translated.startsWith('=') ? translated : `=${JSON.stringify(translated)}`;
  }
  const inner = (value: Tag) => parameterValue(input, name, value)?.slice(1);
  if (definition.$type === 'camunda:List') {
    const items = ((definition['items'] as Tag[] | undefined) ?? []).map(inner);
    return items.includes(undefined) ? undefined : `=[${items.join(', ')}]`;
  }
  if (definition.$type === 'camunda:Map') {
    const entries = ((definition['entries'] as Tag[] | undefined) ?? []).map((entry) => [
      String(entry['key']),
      inner(entry),
    ]);
    return entries.some(([, value]) => value === undefined)
      ? undefined
      : `={${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')}}`;
  }
  input.report('notMapped', say('part.parameter', { name }), say('why.scriptInMapping'));
  return undefined;
}

function multiInstance(input: RuleInput): void {
  if (input.tag.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return;
  const collection = take(input, 'collection');
  const inputElement = take(input, 'elementVariable');
  if (collection === undefined) return;
  const translated = feel(input, camunda('collection'), collection);
  if (translated === undefined) return;
  const inputCollection = asExpression(translated);
  addExtension(input, 'zeebe:LoopCharacteristics', { inputCollection, ...(inputElement ? { inputElement } : {}) });
}

const listenerEventTypes: { readonly [event: string]: string } = {
  start: 'start',
  end: 'end',
  create: 'creating',
  assignment: 'assigning',
  complete: 'completing',
  update: 'updating',
  delete: 'canceling',
};

function listeners(input: RuleInput): void {
  for (const [from, to] of [
    ['camunda:ExecutionListener', 'zeebe:ExecutionListener'],
    ['camunda:TaskListener', 'zeebe:TaskListener'],
  ] as const) {
    const kept = takeExtension(input, from).flatMap((listener) => {
      const event = String(listener['event'] ?? 'start');
      const bean = listener['delegateExpression'] as string | undefined;
      const type = bean?.replace(/^[$#]\{\s*(\w+)\s*\}$/, '$1') ?? (listener['class'] as string | undefined);
      const eventType = listenerEventTypes[event];
      if (!type || !eventType) {
        input.report(
          'notMapped',
          say('part.listener', { event }),
          type ? say('why.noListeners') : say('why.listenerWorker'),
        );
        return [];
      }
      input.report('note', say('part.java', { name: type }), say('why.workerForType', { type }));
      return [input.context.create(to, { eventType, type })];
    });
    if (kept.length > 0) addExtension(input, `${to}s`, { listeners: kept });
  }
}

function properties(input: RuleInput): void {
  const values = takeExtension(input, 'camunda:Properties').flatMap(
    (one) => (one['values'] as Tag[] | undefined) ?? [],
  );
  const kept = values.map((one) => input.context.create('zeebe:Property', { name: one['name'], value: one['value'] }));
  if (kept.length > 0) addExtension(input, 'zeebe:Properties', { properties: kept });
}

function processVersion(input: RuleInput): void {
  if (input.tag.$type !== 'bpmn:Process') return;
  const value = take(input, 'versionTag');
  if (value !== undefined) addExtension(input, 'zeebe:VersionTag', { value });
}

/** In Camunda 7 the sender gives the correlation; here the receiver declares its key. */
function messages(input: RuleInput): void {
  const { tag } = input;
  const isCaught =
    tag.$type === 'bpmn:ReceiveTask' ||
    (tag.$type === 'bpmn:MessageEventDefinition' && /Catch|Boundary/.test(tag.$parent?.$type ?? ''));
  if (isCaught) input.report('notMapped', say('part.correlation'), say('why.subscription'));
}

/** A deleted variable has no value, so a condition cannot become true by it. */
function conditionalEvent(input: RuleInput): void {
  if (input.tag.$type !== 'bpmn:ConditionalEventDefinition') return;
  const variableNames = take(input, 'variableName');
  const events = take(input, 'variableEvents') ?? take(input, 'variableEvent');
  const kept = events?.split(',').filter((event) => event.trim() !== 'delete');
  const variableEvents = kept && kept.length > 0 ? kept.map((event) => event.trim()).join(', ') : undefined;
  if (kept && kept.length !== events!.split(',').length)
    input.report('notMapped', say('part.variableEvent'), say('why.variableDeleted'));
  if (variableNames === undefined && variableEvents === undefined) return;
  addExtension(input, 'zeebe:ConditionalFilter', {
    ...(variableNames === undefined ? {} : { variableNames }),
    ...(variableEvents === undefined ? {} : { variableEvents }),
  });
}

/**
 * In Camunda 7 a catcher without a code catches every error or escalation, and an escalation interrupts only when the
 * model says so.
 */
function caughtEvent({ tag, report }: RuleInput): void {
  const isCaught = /StartEvent|BoundaryEvent/.test(tag.$parent?.$type ?? '');
  const [reference, code] =
    tag.$type === 'bpmn:ErrorEventDefinition' ? ['errorRef', 'errorCode'] : ['escalationRef', 'escalationCode'];
  if (isCaught && isTag(tag[reference]) && !tag[reference][code]) delete tag[reference];
  const boundary = tag.$type === 'bpmn:EscalationEventDefinition' ? tag.$parent : undefined;
  if (boundary?.$type !== 'bpmn:BoundaryEvent' || Object.hasOwn(boundary, 'cancelActivity')) return;
  boundary['cancelActivity'] = false;
  report('note', asWritten('cancelActivity'), say('why.notInterrupting'));
}
