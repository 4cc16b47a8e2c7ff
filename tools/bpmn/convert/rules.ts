// The rules: what of the Camunda 7 dialect maps to which words of the Camunda 8 dialect. Each looks at every element
// and takes what it knows.
import { asExpression, extend, feel, isTag, type Tag, take, takeOf, type Work } from './work.ts';

/** Conditions, timers, cardinalities and names that are written in JUEL. */
export function expressions(work: Work): void {
  const { tag } = work;
  if (tag.$type === 'bpmn:FormalExpression' || tag.$type === 'bpmn:Expression') {
    const body = tag['body'] as string | undefined;
    if (body && /[$#]\{/.test(body)) {
      const translated = feel(work, 'an expression', body);
      if (translated !== undefined) tag['body'] = translated;
    }
    const language = tag['language'] as string | undefined;
    if (language && language.toLowerCase() !== 'feel')
      work.remark('notMapped', `an expression in ${language}`, 'only FEEL is executed');
  }
  if (tag.$type === 'bpmn:Message' || tag.$type === 'bpmn:Signal') {
    const name = tag['name'] as string | undefined;
    const translated = name && /[$#]\{/.test(name) ? feel(work, 'a name', name) : undefined;
    if (translated !== undefined) tag['name'] = translated;
  }
}

const serviceLike = new Set([
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:BusinessRuleTask',
  'bpmn:MessageEventDefinition',
]);

export const rules: readonly ((work: Work) => void)[] = [
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
  conditional,
  caught,
];

function userTask(work: Work): void {
  if (work.tag.$type !== 'bpmn:UserTask') return;
  extend(work, 'zeebe:UserTask', {});
  const text = (name: string): { [name: string]: string } => {
    const value = take(work, name);
    const translated = value === undefined ? undefined : feel(work, `camunda:${name}`, value);
    return translated === undefined ? {} : { [name]: translated };
  };
  const assignment = { ...text('assignee'), ...text('candidateGroups'), ...text('candidateUsers') };
  if (Object.keys(assignment).length > 0) extend(work, 'zeebe:AssignmentDefinition', assignment);
  const schedule = { ...text('dueDate'), ...text('followUpDate') };
  if (Object.keys(schedule).length > 0) extend(work, 'zeebe:TaskSchedule', schedule);
  const { priority } = text('priority');
  if (priority !== undefined) extend(work, 'zeebe:PriorityDefinition', { priority });
  const formId = take(work, 'formRef');
  const formKey = take(work, 'formKey');
  if (formId !== undefined) extend(work, 'zeebe:FormDefinition', { formId });
  else if (formKey !== undefined) extend(work, 'zeebe:FormDefinition', { formKey });
  for (const name of ['formRefBinding', 'formRefVersion'])
    if ((take(work, name) ?? 'latest') !== 'latest')
      work.remark('dropped', `camunda:${name}`, 'the newest form at the time is filled in');
}

const shapes: { readonly [mapping: string]: string } = {
  singleEntry: 'a decision with one output gives its value',
  singleResult: 'a decision with several outputs gives a context',
  collectEntries: 'a collecting decision gives a list',
  resultList: 'a collecting decision gives a list',
};

function decision(work: Work): void {
  const decisionId = take(work, 'decisionRef');
  if (decisionId === undefined) return;
  const mapping = take(work, 'mapDecisionResult');
  const resultVariable = take(work, 'resultVariable') ?? `${work.tag.id}Result`;
  const id = feel(work, 'camunda:decisionRef', decisionId);
  const bound = bindingOf(take(work, 'decisionRefBinding'), take(work, 'decisionRefVersionTag'));
  if (id !== undefined) extend(work, 'zeebe:CalledDecision', { decisionId: id, resultVariable, ...bound });
  if (mapping !== undefined) work.remark('note', `camunda:mapDecisionResult ${mapping}`, shapes[mapping] ?? 'unknown');
  for (const name of ['decisionRefVersion', 'decisionRefTenantId'])
    if (take(work, name) !== undefined)
      work.remark('dropped', `camunda:${name}`, 'the newest decision at the time is called');
}

function serviceTask(work: Work): void {
  if (!serviceLike.has(work.tag.$type)) return;
  const [retryCycle] = takeOf(work, 'camunda:FailedJobRetryTimeCycle');
  const retries = /^R(\d+)\//.exec(String(retryCycle?.['body'] ?? ''))?.[1];
  const [type, topic, bean, java, expression] = ['type', 'topic', 'delegateExpression', 'class', 'expression'].map(
    (name) => take(work, name),
  );
  const jobType = topic ?? bean?.replace(/^[$#]\{\s*(\w+)\s*\}$/, '$1') ?? java;
  if (jobType !== undefined) {
    // Of a message event the definition names the worker there, here the event itself.
    const tag = work.tag.$type === 'bpmn:MessageEventDefinition' ? work.tag.$parent! : work.tag;
    extend({ ...work, tag }, 'zeebe:TaskDefinition', { type: jobType, ...(retries ? { retries } : {}) });
    if (topic === undefined)
      work.remark('note', `the Java code '${jobType}'`, `a worker must handle the job type '${jobType}'`);
  } else if (expression !== undefined)
    work.remark(
      'notMapped',
      'camunda:expression',
      `the Java call '${expression}' needs a worker; the job type is the element's id`,
    );
  else if (type !== undefined)
    work.remark('notMapped', `camunda:type ${type}`, 'needs a worker; the job type is the element’s id');
  const resultVariable = take(work, 'resultVariable');
  if (resultVariable !== undefined)
    work.remark('note', `camunda:resultVariable ${resultVariable}`, `the worker must return a variable of that name`);
}

function script(work: Work): void {
  const { tag } = work;
  if (tag.$type !== 'bpmn:ScriptTask') return;
  const resultVariable = take(work, 'resultVariable') ?? tag.id;
  take(work, 'resource');
  const format = String(tag['scriptFormat'] ?? '');
  const text = tag['script'] as string | undefined;
  const isJuel = text !== undefined && /^(juel)?$/i.test(format) && /[$#]\{/.test(text);
  const expression = isJuel ? feel(work, 'the script', text) : /^feel$/i.test(format) ? text : undefined;
  if (expression !== undefined) {
    extend(work, 'zeebe:Script', { expression: asExpression(expression), resultVariable });
  } else
    work.remark(
      'notMapped',
      `the script in ${format || 'no language'}`,
      'write it in FEEL, or let a worker handle the job (its type is the element’s id)',
    );
  delete tag['script'];
  delete tag['scriptFormat'];
}

function callActivity(work: Work): void {
  const { tag } = work;
  if (tag.$type !== 'bpmn:CallActivity') return;
  const called = tag['calledElement'] as string | undefined;
  const bindings = takeOf(work, 'camunda:In');
  const results = takeOf(work, 'camunda:Out');
  const binding = take(work, 'calledElementBinding');
  const versionTag = take(work, 'calledElementVersionTag');
  if (take(work, 'calledElementVersion') !== undefined)
    work.remark('notMapped', 'camunda:calledElementVersion', 'a version number is not bound to; use a version tag');
  const processId = called && feel(work, 'the called process', called);
  if (processId) {
    const bound = bindingOf(binding, versionTag);
    const takesAll = (list: readonly Tag[]) => list.some((one) => one['variables'] === 'all');
    extend(work, 'zeebe:CalledElement', {
      processId,
      ...bound,
      propagateAllParentVariables: takesAll(bindings),
      propagateAllChildVariables: takesAll(results),
    });
    delete tag['calledElement'];
  }
  const inputs = bindings.flatMap((one) => mapping(work, one));
  const outputs = results.flatMap((one) => mapping(work, one));
  addMappings(work, inputs, outputs);
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

function mapping(work: Work, binding: Tag): Mapping[] {
  if (binding['businessKey'] !== undefined)
    work.remark('note', 'camunda:in businessKey', 'a called process belongs to its case by itself');
  const target = binding['target'] as string | undefined;
  if (!target) return [];
  const source = (binding['source'] as string | undefined) ?? (binding['sourceExpression'] as string | undefined);
  const translated = source === undefined ? undefined : feel(work, `the mapping to '${target}'`, source);
  return translated === undefined ? [] : [{ source: asExpression(translated), target }];
}

function addMappings(work: Work, inputs: readonly Mapping[], outputs: readonly Mapping[]): void {
  if (inputs.length + outputs.length === 0) return;
  const { create } = work.context;
  extend(work, 'zeebe:IoMapping', {
    inputParameters: inputs.map((one) => create('zeebe:Input', one)),
    outputParameters: outputs.map((one) => create('zeebe:Output', one)),
  });
}

function inputOutput(work: Work): void {
  for (const io of takeOf(work, 'camunda:InputOutput')) {
    const of = (property: string) =>
      ((io[property] as Tag[] | undefined) ?? []).flatMap((parameter) => {
        const target = String(parameter['name']);
        const source = parameterValue(work, target, parameter);
        return source === undefined ? [] : [{ source, target }];
      });
    addMappings(work, of('inputParameters'), of('outputParameters'));
  }
}

function parameterValue(work: Work, name: string, parameter: Tag): string | undefined {
  const definition = parameter['definition'] as Tag | undefined;
  if (!definition) {
    const text = String(parameter['value'] ?? '');
    const translated = feel(work, `the parameter '${name}'`, text);
    if (translated === undefined) return undefined;
    return translated.startsWith('=') ? translated : `=${JSON.stringify(translated)}`;
  }
  const inner = (value: Tag) => parameterValue(work, name, value)?.slice(1);
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
  work.remark('notMapped', `the parameter '${name}'`, 'a script in a mapping is not executed; write it in FEEL');
  return undefined;
}

function multiInstance(work: Work): void {
  if (work.tag.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return;
  const collection = take(work, 'collection');
  const inputElement = take(work, 'elementVariable');
  if (collection === undefined) return;
  const translated = feel(work, 'camunda:collection', collection);
  if (translated === undefined) return;
  const inputCollection = asExpression(translated);
  extend(work, 'zeebe:LoopCharacteristics', { inputCollection, ...(inputElement ? { inputElement } : {}) });
}

const phases: { readonly [event: string]: string } = {
  start: 'start',
  end: 'end',
  create: 'creating',
  assignment: 'assigning',
  complete: 'completing',
  update: 'updating',
  delete: 'canceling',
};

function listeners(work: Work): void {
  for (const [from, to] of [
    ['camunda:ExecutionListener', 'zeebe:ExecutionListener'],
    ['camunda:TaskListener', 'zeebe:TaskListener'],
  ] as const) {
    const kept = takeOf(work, from).flatMap((listener) => {
      const event = String(listener['event'] ?? 'start');
      const bean = listener['delegateExpression'] as string | undefined;
      const type = bean?.replace(/^[$#]\{\s*(\w+)\s*\}$/, '$1') ?? (listener['class'] as string | undefined);
      const eventType = phases[event];
      if (!type || !eventType) {
        work.remark(
          'notMapped',
          `a listener for '${event}'`,
          type ? 'that event has no listeners' : 'an expression or script needs a worker',
        );
        return [];
      }
      work.remark('note', `the Java code '${type}'`, `a worker must handle the job type '${type}'`);
      return [work.context.create(to, { eventType, type })];
    });
    if (kept.length > 0) extend(work, `${to}s`, { listeners: kept });
  }
}

function properties(work: Work): void {
  const values = takeOf(work, 'camunda:Properties').flatMap((one) => (one['values'] as Tag[] | undefined) ?? []);
  const kept = values.map((one) => work.context.create('zeebe:Property', { name: one['name'], value: one['value'] }));
  if (kept.length > 0) extend(work, 'zeebe:Properties', { properties: kept });
}

function processVersion(work: Work): void {
  if (work.tag.$type !== 'bpmn:Process') return;
  const value = take(work, 'versionTag');
  if (value !== undefined) extend(work, 'zeebe:VersionTag', { value });
}

/** Camunda 7 correlates by what the sender says; here the receiver says by which key. */
function messages(work: Work): void {
  const { tag } = work;
  const isCaught =
    tag.$type === 'bpmn:ReceiveTask' ||
    (tag.$type === 'bpmn:MessageEventDefinition' && /Catch|Boundary/.test(tag.$parent?.$type ?? ''));
  if (isCaught)
    work.remark(
      'notMapped',
      'the correlation of the message',
      'give its message a zeebe:subscription with a correlation key',
    );
}

/** What is deleted has no value that a condition could be true of. */
function conditional(work: Work): void {
  if (work.tag.$type !== 'bpmn:ConditionalEventDefinition') return;
  const variableNames = take(work, 'variableName');
  const events = take(work, 'variableEvents') ?? take(work, 'variableEvent');
  const kept = events?.split(',').filter((event) => event.trim() !== 'delete');
  const variableEvents = kept && kept.length > 0 ? kept.map((event) => event.trim()).join(', ') : undefined;
  if (kept && kept.length !== events!.split(',').length)
    work.remark('notMapped', 'variable event delete', 'only the creation and change of variables are looked at');
  if (variableNames === undefined && variableEvents === undefined) return;
  extend(work, 'zeebe:ConditionalFilter', {
    ...(variableNames === undefined ? {} : { variableNames }),
    ...(variableEvents === undefined ? {} : { variableEvents }),
  });
}

/**
 * There an error or escalation without a code is caught as any, and an escalation interrupts only where the model says
 * so.
 */
function caught({ tag, remark }: Work): void {
  const isCaught = /StartEvent|BoundaryEvent/.test(tag.$parent?.$type ?? '');
  const [reference, code] =
    tag.$type === 'bpmn:ErrorEventDefinition' ? ['errorRef', 'errorCode'] : ['escalationRef', 'escalationCode'];
  if (isCaught && isTag(tag[reference]) && !tag[reference][code]) delete tag[reference];
  const boundary = tag.$type === 'bpmn:EscalationEventDefinition' ? tag.$parent : undefined;
  if (boundary?.$type !== 'bpmn:BoundaryEvent' || Object.hasOwn(boundary, 'cancelActivity')) return;
  boundary['cancelActivity'] = false;
  remark('note', 'cancelActivity', 'a caught escalation does not interrupt in Camunda 7 unless it says so');
}
