// Camunda 8's extensions: each is executed or refused where it stands; none is lost in silence
// (engine/read/extensions.ts).
import { expect, test } from '@jest/globals';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { read } from '../../../engine/read/index.ts';
import { model } from '../support/model.ts';
import { start } from '../support/run.ts';

async function reasons(elements: string, shared = ''): Promise<string[]> {
  const { faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${shared}<process id="p">${elements}</process></definitions>`,
  );
  return faults.map(({ elementId, reason }) => `${elementId}: ${reason}`);
}

const on = (tag: string, extension: string, more = '') =>
  `<${tag} id="x"><extensionElements>${extension}</extensionElements>${more}</${tag}>`;

test('what stands where it means nothing is refused', async () => {
  const misplaced = [
    on('userTask', '<zeebe:taskDefinition type="a" />'),
    on('receiveTask', '<zeebe:taskDefinition type="a" />'),
    on('serviceTask', '<zeebe:calledDecision decisionId="d" resultVariable="r" />'),
    on('serviceTask', '<zeebe:userTask />'),
    on('serviceTask', '<zeebe:formDefinition formId="f" />'),
    on('task', '<zeebe:loopCharacteristics inputCollection="=[1]" />'),
    on('receiveTask', '<zeebe:subscription correlationKey="=k" />'),
    on('subProcess', '<zeebe:adHoc activeElementsCollection="=[1]" />', '<task id="y" />'),
    on('task', '<zeebe:versionTag value="v" />'),
    on('userTask', '<zeebe:conditionalFilter variableNames="a" />'),
  ];

  for (const element of misplaced)
    expect(await reasons(element)).toEqual([expect.stringMatching(/^x: The .* are not executed here\.$/)]);
  expect(
    await reasons(
      '<extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="a" /></zeebe:ioMapping></extensionElements><task id="x" />',
    ),
  ).toEqual(['p: The io mappings (zeebe:IoMapping) are not executed here.']);
  expect(
    await reasons(
      '<task id="x" />',
      '<message id="m" name="m"><extensionElements><zeebe:taskDefinition type="a" /></extensionElements></message>',
    ),
  ).toEqual(['m: The task definitions (zeebe:TaskDefinition) are not executed here.']);
  expect(
    await reasons(
      `<task id="x" /><task id="y" />${'<sequenceFlow id="f" sourceRef="x" targetRef="y"><extensionElements><zeebe:script expression="=1" resultVariable="r" /></extensionElements></sequenceFlow>'}`,
    ),
  ).toEqual(['f: The scripts (zeebe:Script) are not executed here.']);
});

test('a job is of a message event, and not beside a decision or a script', async () => {
  const job = '<zeebe:taskDefinition type="a" />';

  expect(await reasons(on('endEvent', job))).toEqual(['x: Expected a job at a message event only; found it at none.']);
  expect(await reasons(on('endEvent', job, '<messageEventDefinition />'))).toEqual([]);
  expect(
    await reasons(on('businessRuleTask', `${job}<zeebe:calledDecision decisionId="d" resultVariable="r" />`)),
  ).toEqual(['x: Expected a decision or a job (zeebe:taskDefinition); found both.']);
  expect(await reasons(on('scriptTask', `${job}<zeebe:script expression="=1" resultVariable="r" />`))).toEqual([
    'x: Expected a script or a job (zeebe:taskDefinition); found both.',
  ]);
});

test('a script in another language is refused; a worker that is named does it', async () => {
  const script = (job: string) => `<scriptTask id="x" scriptFormat="groovy">${job}<script>x = 1</script></scriptTask>`;

  expect(await reasons(script(''))).toEqual([
    'x: Expected the script in FEEL, or the job type of a worker; found it in another language.',
  ]);
  expect(
    await reasons(script('<extensionElements><zeebe:taskDefinition type="groovy" /></extensionElements>')),
  ).toEqual([]);
});

test('of two where one is read none is lost', async () => {
  expect(
    await reasons(on('serviceTask', '<zeebe:taskDefinition type="a" /><zeebe:taskDefinition type="b" />')),
  ).toEqual(['x: Expected one zeebe:TaskDefinition at most; found 2.']);
});

test('the headers of a user task are offered with it, as its properties are', async () => {
  const headers = '<zeebe:taskHeaders><zeebe:header key="colour" value="red" /></zeebe:taskHeaders>';
  const run = await start(
    model()
      .startEvent()
      .userTask('review', { extensions: headers, properties: { legalBasis: 'CPL#1' } }),
  );

  expect(run.only('openTask').properties).toEqual({ colour: 'red', legalBasis: 'CPL#1' });
  const twice = `${headers}<zeebe:properties><zeebe:property name="colour" value="blue" /></zeebe:properties>`;
  expect(await reasons(on('userTask', twice))).toEqual([
    "x: Expected the name 'colour' once among headers and properties; found it in both.",
  ]);
});

test('a form in another version than the newest, a retry counter and a business id are refused', async () => {
  for (const binding of ['bindingType="deployment"', 'bindingType="versionTag" versionTag="v"'])
    expect(await reasons(on('userTask', `<zeebe:formDefinition formId="f" ${binding} />`))).toHaveLength(1);
  expect(await reasons('<serviceTask id="x" zeebe:retryCounter="3" />')).toHaveLength(1);
  expect(await reasons(on('callActivity', '<zeebe:calledElement processId="p" businessId="=b" />'))).toHaveLength(1);
});

/**
 * By what the reader does with them; a new release of the vocabulary with another attribute fails here until somebody
 * has decided.
 */
const attributes = {
  executed: `AdHoc.activeElementsCollection AdHoc.outputCollection AdHoc.outputElement AssignmentDefinition.assignee AssignmentDefinition.candidateGroups
    AssignmentDefinition.candidateUsers BindingTypeSupported.bindingType BindingTypeSupported.versionTag CalledDecision.decisionId CalledDecision.resultVariable
    CalledElement.processId CalledElement.processIdExpression CalledElement.propagateAllChildVariables CalledElement.propagateAllParentVariables
    ConditionalFilter.variableEvents ConditionalFilter.variableNames ExecutionListener.eventType ExecutionListener.retries ExecutionListener.type
    FormDefinition.externalReference FormDefinition.formId FormDefinition.formKey Header.key Header.value InputOutputParameter.source InputOutputParameter.target
    LoopCharacteristics.inputCollection LoopCharacteristics.inputElement LoopCharacteristics.outputCollection LoopCharacteristics.outputElement
    PriorityDefinition.priority Property.name Property.value Script.expression Script.resultVariable Subscription.correlationKey TaskDefinition.retries
    TaskDefinition.type TaskListener.eventType TaskListener.retries TaskListener.type TaskSchedule.dueDate TaskSchedule.followUpDate VersionTag.value`,
  refused: `AgentDefinition.agentType CalledElement.businessId LinkedResource.linkName LinkedResource.resourceId LinkedResource.resourceType ZeebeServiceTask.retryCounter`,
  /** Of the drawing tool, or a wish that changes no outcome. */
  withoutEffect: `ConfigurationSupported.modelerConfigurationName ConfigurationSupported.modelerConfigurationTemplate Header.id JobPriorityDefinition.priority
    TemplateSupported.modelerTemplate TemplateSupported.modelerTemplateIcon TemplateSupported.modelerTemplateVersion TemplatedRootElement.modelerTemplate
    UserTaskForm.id`,
};

test('of every attribute of the vocabulary it is decided what becomes of it', () => {
  const types = zeebe.types as readonly { name: string; properties?: readonly { name: string; isAttr?: boolean }[] }[];
  // The parser writes the prefix into the names when it first reads.
  const all = types.flatMap(({ name, properties = [] }) =>
    properties.filter(({ isAttr }) => isAttr).map((attribute) => `${name}.${attribute.name.replace('zeebe:', '')}`),
  );

  expect(
    Object.values(attributes)
      .flatMap((names) => names.split(/\s+/))
      .sort(),
  ).toEqual(all.sort());
});

test('a process may have several embedded forms: each user task names its own', async () => {
  const task = (id: string) =>
    `<userTask id="${id}"><extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:form-${id}" /></extensionElements></userTask>`;
  const { graphs, faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p"><extensionElements><zeebe:userTaskForm id="form-a">{}</zeebe:userTaskForm><zeebe:userTaskForm id="form-b">{}</zeebe:userTaskForm></extensionElements>${task('a')}${task('b')}</process></definitions>`,
  );

  expect(faults).toEqual([]);
  expect(['a', 'b'].map((id) => graphs[0]?.elements[id]?.task?.formReference)).toEqual([
    'camunda-forms:bpmn:form-a',
    'camunda-forms:bpmn:form-b',
  ]);
});
