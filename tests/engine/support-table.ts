// Every element of BPMN and of Camunda 8's extensions, with a model that contains it. The reader's result for the model
// makes the row in docs/generated/bpmn-support.md.
import { check } from '../../engine/check/index.ts';
import { step } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { modelOf } from './support/model.ts';

interface Row {
  readonly what: string;
  /** Elements of a process. */
  readonly model: string;
}

const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;
const between = (element: string) =>
  `<startEvent id="s" />${element}<endEvent id="e" />${flow('s', 'x')}${flow('x', 'e')}`;
const task = (tag: string, inside = '', attributes = '') => between(`<${tag} id="x" ${attributes}>${inside}</${tag}>`);
const extended = (inside: string) => `<extensionElements>${inside}</extensionElements>`;
const expression = (name: string, text: string) => `<${name} xsi:type="tFormalExpression">${text}</${name}>`;

const definitions = {
  none: '',
  message: '<messageEventDefinition messageRef="message" />',
  'timer (date)': `<timerEventDefinition>${expression('timeDate', '2026-03-02T00:00:00Z')}</timerEventDefinition>`,
  'timer (duration)': `<timerEventDefinition>${expression('timeDuration', 'P1D')}</timerEventDefinition>`,
  'timer (cycle)': `<timerEventDefinition>${expression('timeCycle', 'R3/P1D')}</timerEventDefinition>`,
  'timer (cron)': `<timerEventDefinition>${expression('timeCycle', '0 0 9 * * MON-FRI')}</timerEventDefinition>`,
  signal: '<signalEventDefinition signalRef="signal" />',
  conditional: `<conditionalEventDefinition>${expression('condition', '=x = 1')}</conditionalEventDefinition>`,
  error: '<errorEventDefinition errorRef="error" />',
  escalation: '<escalationEventDefinition escalationRef="escalation" />',
  compensation: '<compensateEventDefinition />',
  cancel: '<cancelEventDefinition />',
  link: '<linkEventDefinition name="away" />',
  terminate: '<terminateEventDefinition />',
  multiple: '<signalEventDefinition signalRef="signal" /><messageEventDefinition messageRef="message" />',
} as const;

const places: { readonly [place: string]: (definition: string) => string } = {
  'start event of a process': (definition) =>
    `<startEvent id="s">${definition}</startEvent><endEvent id="e" />${flow('s', 'e')}`,
  'start event of an event sub-process, interrupting': (definition) => inEventSubProcess(definition, 'true'),
  'start event of an event sub-process, not interrupting': (definition) => inEventSubProcess(definition, 'false'),
  'intermediate catch event': (definition) =>
    definition === definitions.link
      ? `<startEvent id="s" /><intermediateThrowEvent id="t">${definition}</intermediateThrowEvent>${flow('s', 't')}<intermediateCatchEvent id="x">${definition}</intermediateCatchEvent><endEvent id="e" />${flow('x', 'e')}`
      : between(`<intermediateCatchEvent id="x">${definition}</intermediateCatchEvent>`),
  'intermediate throw event': (definition) =>
    definition === definitions.link
      ? places['intermediate catch event']!(definition)
      : between(`<intermediateThrowEvent id="x">${definition}</intermediateThrowEvent>`),
  'boundary event, interrupting': (definition) => onActivity(definition, 'true'),
  'boundary event, not interrupting': (definition) => onActivity(definition, 'false'),
  'end event': (definition) =>
    definition === definitions.cancel
      ? between(
          `<transaction id="x"><startEvent id="a" /><endEvent id="b">${definition}</endEvent>${flow('a', 'b')}</transaction>`,
        )
      : `<startEvent id="s" /><endEvent id="e">${definition}</endEvent>${flow('s', 'e')}`,
};

function inEventSubProcess(definition: string, interrupting: string): string {
  return `${task('userTask')}<subProcess id="handler" triggeredByEvent="true"><startEvent id="hs" isInterrupting="${interrupting}">${definition}</startEvent><endEvent id="he" />${flow('hs', 'he')}</subProcess>`;
}

function onActivity(definition: string, interrupting: string): string {
  const host = definition === definitions.cancel ? 'transaction' : 'userTask';
  const inside = host === 'transaction' ? `<startEvent id="a" /><endEvent id="b" />${flow('a', 'b')}` : '';
  const event = `<boundaryEvent id="late" attachedToRef="x" cancelActivity="${interrupting}">${definition}</boundaryEvent>`;
  const after =
    definition === definitions.compensation
      ? '<task id="undo" isForCompensation="true" /><association id="to-undo" sourceRef="late" targetRef="undo" />'
      : `<endEvent id="l" />${flow('late', 'l')}`;
  return `${task(host, inside)}${event}${after}`;
}

const events = Object.entries(places).flatMap(([place, model]) =>
  Object.entries(definitions).map(
    ([kind, definition]): Row => ({ what: `${place}: ${kind}`, model: model(definition) }),
  ),
);

const loopOver = (sequential: string) =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}">${extended('<zeebe:loopCharacteristics inputCollection="=list" inputElement="one" outputCollection="out" outputElement="=one" />')}${expression('completionCondition', '=false')}</multiInstanceLoopCharacteristics>`;
const scope = `<startEvent id="a" /><endEvent id="b" />${flow('a', 'b')}`;
const gateway = (tag: string, after = 'task') =>
  `<startEvent id="s" /><${tag} id="x" /><${after} id="l" /><${after} id="r" />${flow('s', 'x')}${flow('x', 'l')}${flow('x', 'r')}`;
const waiting = `<startEvent id="s" /><eventBasedGateway id="x" /><intermediateCatchEvent id="l">${definitions.message}</intermediateCatchEvent><intermediateCatchEvent id="r">${definitions['timer (duration)']}</intermediateCatchEvent>${flow('s', 'x')}${flow('x', 'l')}${flow('x', 'r')}`;

const sections: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
  {
    title: 'Tasks',
    rows: [
      { what: 'undefined task', model: task('task') },
      { what: 'manual task', model: task('manualTask') },
      {
        what: 'service task',
        model: task(
          'serviceTask',
          extended(
            '<zeebe:taskDefinition type="a" retries="3" /><zeebe:taskHeaders><zeebe:header key="k" value="v" /></zeebe:taskHeaders>',
          ),
        ),
      },
      { what: 'service task without a job type (its id)', model: task('serviceTask') },
      { what: 'send task', model: task('sendTask', '', 'messageRef="message"') },
      { what: 'receive task', model: task('receiveTask', '', 'messageRef="message"') },
      {
        what: 'receive task that instantiates',
        model: `<receiveTask id="x" messageRef="message" instantiate="true" /><endEvent id="e" />${flow('x', 'e')}`,
      },
      {
        what: 'user task with assignment, schedule, priority and form',
        model: task(
          'userTask',
          extended(
            '<zeebe:userTask /><zeebe:assignmentDefinition assignee="=a" candidateGroups="judge" candidateUsers="b" /><zeebe:taskSchedule dueDate="=d" followUpDate="=f" /><zeebe:priorityDefinition priority="70" /><zeebe:formDefinition formId="form" />',
          ),
        ),
      },
      {
        what: 'headers of a user task (read with its properties)',
        model: task('userTask', extended('<zeebe:taskHeaders><zeebe:header key="k" value="v" /></zeebe:taskHeaders>')),
      },
      {
        what: 'form bound to a deployment or a version tag',
        model: task('userTask', extended('<zeebe:formDefinition formId="form" bindingType="deployment" />')),
      },
      {
        what: 'form of a start event',
        model: `<startEvent id="s">${extended('<zeebe:formDefinition formId="form" />')}</startEvent>`,
      },
      {
        what: 'business rule task (DMN decision)',
        model: task('businessRuleTask', extended('<zeebe:calledDecision decisionId="d" resultVariable="r" />')),
      },
      {
        what: 'business rule task bound to a deployment',
        model: task(
          'businessRuleTask',
          extended('<zeebe:calledDecision decisionId="d" resultVariable="r" bindingType="deployment" />'),
        ),
      },
      {
        what: 'business rule task bound to a version tag',
        model: task(
          'businessRuleTask',
          extended(
            '<zeebe:calledDecision decisionId="d" resultVariable="r" bindingType="versionTag" versionTag="v" />',
          ),
        ),
      },
      { what: 'business rule task (job)', model: task('businessRuleTask') },
      {
        what: 'script task (FEEL)',
        model: task('scriptTask', extended('<zeebe:script expression="=1" resultVariable="r" />')),
      },
      { what: 'script task (job)', model: task('scriptTask') },
      {
        what: 'script task (another language)',
        model: task('scriptTask', '<script>x = 1</script>', 'scriptFormat="groovy"'),
      },
      {
        what: 'execution listeners',
        model: task(
          'task',
          extended(
            '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="a" /><zeebe:executionListener eventType="end" type="b" /></zeebe:executionListeners>',
          ),
        ),
      },
      {
        what: 'task listeners of anything but a user task',
        model: task(
          'serviceTask',
          extended('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="a" /></zeebe:taskListeners>'),
        ),
      },
      {
        what: 'listeners at the end of what ends by its event (error and cancel end event, event-based gateway)',
        model: `<startEvent id="s" /><endEvent id="x">${extended('<zeebe:executionListeners><zeebe:executionListener eventType="end" type="a" /></zeebe:executionListeners>')}${definitions.error}</endEvent>${flow('s', 'x')}`,
      },
      {
        what: 'task listeners: creating, assigning, updating, completing, canceling',
        model: task(
          'userTask',
          extended(
            `<zeebe:taskListeners>${['creating', 'assigning', 'updating', 'completing', 'canceling'].map((eventType) => `<zeebe:taskListener eventType="${eventType}" type="a" />`).join('')}</zeebe:taskListeners>`,
          ),
        ),
      },
    ],
  },
  {
    title: 'Markers',
    rows: [
      {
        what: 'parallel multi-instance (collection, element, output, completion condition)',
        model: task('serviceTask', loopOver('false')),
      },
      { what: 'sequential multi-instance', model: task('serviceTask', loopOver('true')) },
      {
        what: 'multi-instance by plain cardinality',
        model: task(
          'task',
          `<multiInstanceLoopCharacteristics>${expression('loopCardinality', '3')}</multiInstanceLoopCharacteristics>`,
        ),
      },
      {
        what: 'standard loop',
        model: task(
          'task',
          `<standardLoopCharacteristics loopMaximum="3">${expression('loopCondition', '=x')}</standardLoopCharacteristics>`,
        ),
      },
      {
        what: 'multi-instance that throws an event as its instances end',
        model: task(
          'task',
          `<multiInstanceLoopCharacteristics behavior="None">${expression('loopCardinality', '3')}</multiInstanceLoopCharacteristics>`,
        ),
      },
      {
        what: 'compensation that is not waited for',
        model: `<startEvent id="s" /><endEvent id="e"><compensateEventDefinition waitForCompletion="false" /></endEvent>${flow('s', 'e')}`,
      },
      { what: 'compensation', model: onActivity(definitions.compensation, 'true') },
    ],
  },
  {
    title: 'Sub-processes',
    rows: [
      { what: 'embedded', model: task('subProcess', scope) },
      {
        what: 'embedded with two none start events',
        model: task('subProcess', `${scope}<startEvent id="c" /><task id="f" />${flow('c', 'f')}`),
      },
      {
        what: 'event sub-process with two start events',
        model: inEventSubProcess(definitions.message, 'true').replace(
          '<endEvent id="he" />',
          `<endEvent id="he" /><startEvent id="hs2">${definitions.signal}</startEvent>${flow('hs2', 'he')}`,
        ),
      },
      { what: 'event sub-process', model: inEventSubProcess(definitions.message, 'true') },
      {
        what: 'call activity (static id)',
        model: task(
          'callActivity',
          extended(
            '<zeebe:calledElement processId="other" propagateAllChildVariables="false" propagateAllParentVariables="false" />',
          ),
        ),
      },
      {
        what: 'call activity (expression id)',
        model: task('callActivity', extended('<zeebe:calledElement processId="=which" />')),
      },
      {
        what: 'call activity bound to a deployment',
        model: task('callActivity', extended('<zeebe:calledElement processId="other" bindingType="deployment" />')),
      },
      {
        what: 'call activity bound to a version tag',
        model: task(
          'callActivity',
          extended('<zeebe:calledElement processId="other" bindingType="versionTag" versionTag="v1" />'),
        ),
      },
      {
        what: 'business id of a called process',
        model: task('callActivity', extended('<zeebe:calledElement processId="other" businessId="=b" />')),
      },
      { what: 'transaction', model: task('transaction', scope) },
      { what: 'transaction by other means', model: task('transaction', scope, 'method="##Store"') },
      {
        what: 'ad-hoc (elements to activate, output collection, completion condition)',
        model: task(
          'adHocSubProcess',
          `${extended('<zeebe:adHoc activeElementsCollection="=which" outputCollection="out" outputElement="=x" />')}<task id="a" />${expression('completionCondition', '=true')}`,
          'cancelRemainingInstances="false"',
        ),
      },
      { what: 'ad-hoc, sequential', model: task('adHocSubProcess', '<task id="a" />', 'ordering="Sequential"') },
      {
        what: 'ad-hoc, sequential, in which two could be active at a time',
        model: task(
          'adHocSubProcess',
          `<task id="a" /><task id="b" /><task id="c" />${flow('a', 'b')}${flow('a', 'c')}`,
          'ordering="Sequential"',
        ),
      },
      {
        what: 'ad-hoc led by a job worker',
        model: task('adHocSubProcess', `${extended('<zeebe:taskDefinition type="a" />')}<task id="a" />`),
      },
    ],
  },
  {
    title: 'Gateways and flows',
    rows: [
      { what: 'exclusive', model: gateway('exclusiveGateway') },
      { what: 'parallel', model: gateway('parallelGateway') },
      { what: 'inclusive', model: gateway('inclusiveGateway') },
      { what: 'event-based', model: waiting },
      {
        what: 'event-based with one event',
        model: waiting.replace('<sequenceFlow id="x-r" sourceRef="x" targetRef="r" />', ''),
      },
      { what: 'event-based, parallel', model: waiting.replace('id="x"', 'id="x" eventGatewayType="Parallel"') },
      {
        what: 'event-based that instantiates',
        model: `<eventBasedGateway id="x" instantiate="true" /><intermediateCatchEvent id="l">${definitions.message}</intermediateCatchEvent><intermediateCatchEvent id="r">${definitions.signal}</intermediateCatchEvent>${flow('x', 'l')}${flow('x', 'r')}`,
      },
      { what: 'complex', model: gateway('complexGateway') },
      {
        what: 'conditional flow out of an activity',
        model: `<startEvent id="s" /><task id="x" /><task id="l" />${flow('s', 'x')}<sequenceFlow id="c" sourceRef="x" targetRef="l">${expression('conditionExpression', '=y')}</sequenceFlow>`,
      },
      {
        what: 'default flow',
        model: `<startEvent id="s" /><exclusiveGateway id="x" default="x-l" /><task id="l" /><task id="r" />${flow('s', 'x')}${flow('x', 'l')}<sequenceFlow id="c" sourceRef="x" targetRef="r">${expression('conditionExpression', '=y')}</sequenceFlow>`,
      },
      { what: 'implicit start and end (no events)', model: `<task id="x" /><task id="y" />${flow('x', 'y')}` },
    ],
  },
  {
    title: 'Data',
    rows: [
      {
        what: 'input and output mappings',
        model: task(
          'task',
          extended(
            '<zeebe:ioMapping><zeebe:input source="=a" target="b" /><zeebe:output source="=b" target="c" /></zeebe:ioMapping>',
          ),
        ),
      },
      {
        what: 'properties',
        model: task(
          'task',
          extended('<zeebe:properties><zeebe:property name="legalBasis" value="CPL#1" /></zeebe:properties>'),
        ),
      },
      {
        what: 'data objects, stores and associations (drawn, without effect)',
        model: `${task('task', '<ioSpecification id="io"><dataInput id="in" /><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet /></ioSpecification><dataInputAssociation id="from"><sourceRef>reference</sourceRef><targetRef>in</targetRef></dataInputAssociation>')}<dataObject id="file" /><dataObjectReference id="reference" dataObjectRef="file" />`,
      },
      {
        what: 'condition that looks at some variables only',
        model: between(
          `<intermediateCatchEvent id="x"><conditionalEventDefinition>${extended('<zeebe:conditionalFilter variableNames="a" />')}${expression('condition', '=x = 1')}</conditionalEventDefinition></intermediateCatchEvent>`,
        ),
      },
      {
        what: 'lanes, resources (performer, potential owner), annotations, groups (drawn, without effect)',
        model: `<laneSet id="lanes"><lane id="court"><flowNodeRef>x</flowNodeRef></lane></laneSet>${task('userTask', '<potentialOwner id="owner"><resourceAssignmentExpression><formalExpression>judge</formalExpression></resourceAssignmentExpression></potentialOwner>')}<textAnnotation id="note"><text>n</text></textAnnotation><group id="group" />`,
      },
      {
        what: 'job priority, properties of a sequence flow (drawn, without effect)',
        model: `${task('serviceTask', extended('<zeebe:jobPriorityDefinition priority="9" />'))}<task id="y" /><sequenceFlow id="x-y" sourceRef="x" targetRef="y">${extended('<zeebe:properties><zeebe:property name="n" value="v" /></zeebe:properties>')}</sequenceFlow>`,
      },
      {
        what: 'extension of an element for which it means nothing',
        model: task('task', extended('<zeebe:taskDefinition type="a" />')),
      },
      {
        what: 'agent definition',
        model: task('serviceTask', extended('<zeebe:agentDefinition agentType="a" />')),
      },
      {
        what: 'linked resources',
        model: task(
          'serviceTask',
          extended('<zeebe:linkedResources><zeebe:linkedResource resourceId="r" /></zeebe:linkedResources>'),
        ),
      },
    ],
  },
  {
    title: 'Events',
    rows: [
      {
        what: 'event that waits for all of several definitions (parallel multiple)',
        model: between(
          `<intermediateCatchEvent id="x" parallelMultiple="true">${definitions.multiple}</intermediateCatchEvent>`,
        ),
      },
      ...events,
    ],
  },
];

/**
 * Returns `executed`, or the reason for the refusal: by the reader, or because nothing in the running system could
 * start it.
 */
async function standing({ model }: Row): Promise<string> {
  const { graphs, faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t"><message id="message" name="m">${extended('<zeebe:subscription correlationKey="=k" />')}</message><signal id="signal" name="s" /><error id="error" errorCode="x" /><escalation id="escalation" escalationCode="y" /><process id="p" isExecutable="true">${model}</process></definitions>`,
  );
  if (faults.length > 0) return `refused: ${faults[0]!.reason}`;
  const noStart = check(graphs[0]!).find(({ rule }) => rule === 'processStarts');
  const { state } = step(modelOf(graphs[0]!), null, {
    type: 'started',
    at: '2026-03-02T01:00:00.000Z',
    variables: {
      list: [1],
      which: ['a'],
      a: 'judge',
      d: '2026-03-09T01:00:00.000Z',
      f: '2026-03-08T01:00:00.000Z',
      k: 'key',
      x: false,
      y: true,
    },
  });
  if (state.status !== 'active' && state.status !== 'completed') return state.status;
  return noStart ? `executed by \`npm run bpmn\`; refused at deployment: ${noStart.reason}` : 'executed';
}

export async function supportTable(): Promise<string> {
  const lines = [
    '# BPMN support',
    '',
    'Generated by `WRITE_DOCS=1 npm test -- tests/engine` from the rows of `tests/engine/support-table.ts`; a test fails when it is stale. **executed**: the model of the row deploys and runs.',
    '**refused**: the deployment is refused with element, line and this reason. The API can start a process with any kind of start event; in `npm run bpmn` a message or signal can start it too.',
  ];
  for (const { title, rows } of sections) {
    lines.push('', `## ${title}`, '', '| element | |', '| --- | --- |');
    for (const row of rows) lines.push(`| ${row.what} | ${await standing(row)} |`);
  }
  return `${lines.join('\n')}\n`;
}
