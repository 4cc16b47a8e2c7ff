// Reading BPMN files: what becomes a graph, and what is refused (engine/read).
import { expect, test } from '@jest/globals';
import { read } from '../../../engine/read/index.ts';
import { modelFiles } from '../../../registry/folder.ts';
import { model } from '../support/model.ts';

const definitions = (body: string) =>
  `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">
${body}
</definitions>`;

const reasons = async (body: string) =>
  (await read(definitions(`<process id="p">\n${body}\n</process>`))).faults.map(
    ({ elementId, reason }) => `${elementId}: ${reason}`,
  );

test('what is refused is named with element, line and reason, all faults at once', async () => {
  const { graphs, faults } = await read(
    definitions(`<process id="p">
<startEvent id="s" />
<complexGateway id="g" />
<sequenceFlow id="f" sourceRef="s" targetRef="g" />
<transaction id="t" />
</process>`),
  );

  expect(graphs).toEqual([]);
  expect(faults).toMatchObject([
    { elementId: 'g', line: 5, reason: 'A complex gateway is not executed.' },
    { elementId: 'f', line: 6, reason: "Expected an executed element as target; found 'g'." },
  ]);
});

test.each([
  [
    'an ad-hoc sub-process with an end event',
    '<adHocSubProcess id="x"><endEvent id="y" /></adHocSubProcess>',
    /neither a start event nor an end event in the ad-hoc sub-process/,
  ],
  [
    'a loop with a maximum that is no number',
    '<task id="x"><standardLoopCharacteristics loopMaximum="often" /></task>',
    /a whole number as the loopMaximum/,
  ],
  [
    'a timer beyond what a date can say',
    '<intermediateCatchEvent id="x"><timerEventDefinition><timeDuration>P300000Y</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    /an ISO 8601 duration .* found 'P300000Y'/,
  ],
  [
    'an ad-hoc sub-process with a start event',
    '<adHocSubProcess id="x"><startEvent id="y" /></adHocSubProcess>',
    /neither a start event nor an end event in the ad-hoc sub-process/,
  ],
  [
    'a compensation handler with a flow',
    '<task id="x" isForCompensation="true" /><task id="y" /><sequenceFlow id="f" sourceRef="x" targetRef="y" />',
    /compensation handler without sequence flows/,
  ],
  [
    'a condition without an expression',
    '<intermediateCatchEvent id="x"><conditionalEventDefinition /></intermediateCatchEvent>',
    /Expected a condition/,
  ],
  [
    'a cancel event outside a transaction',
    '<endEvent id="x"><cancelEventDefinition /></endEvent>',
    /cancel end event within a transaction/,
  ],
  [
    'several definitions',
    '<endEvent id="x"><signalEventDefinition /><terminateEventDefinition /></endEvent>',
    /several event definitions/,
  ],
  [
    'a catch event of nothing',
    '<intermediateCatchEvent id="x" />',
    /Expected message, timer, signal, conditional, link .*; found none/,
  ],
  [
    'a thrown timer',
    '<intermediateThrowEvent id="x"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateThrowEvent>',
    /found timer/,
  ],
  [
    'a timer without time',
    '<intermediateCatchEvent id="x"><timerEventDefinition /></intermediateCatchEvent>',
    /Expected one of timeDate/,
  ],
  [
    'a wrong literal',
    '<intermediateCatchEvent id="x"><timerEventDefinition><timeDuration>15 days</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    /Expected an ISO 8601 duration/,
  ],
  [
    'a start by receiving within a sub-process',
    '<subProcess id="box"><receiveTask id="x" instantiate="true" /></subProcess>',
    /Expected the element that instantiates the process outside of sub-processes/,
  ],
  [
    'a repeated start by receiving',
    '<receiveTask id="x" instantiate="true"><standardLoopCharacteristics /></receiveTask>',
    /Expected the element that instantiates the process to run once/,
  ],
  [
    'a start by receiving to which something leads',
    '<task id="a" /><receiveTask id="x" instantiate="true" /><sequenceFlow id="f" sourceRef="a" targetRef="x" />',
    /x: Expected no incoming sequence flow/,
  ],
  [
    'a gateway that begins the process and to which something leads',
    '<startEvent id="s" /><eventBasedGateway id="x" instantiate="true" /><sequenceFlow id="f" sourceRef="s" targetRef="x" />',
    /Expected no sequence flow to the element that instantiates the process; found 'f'/,
  ],
  [
    'a gateway that begins the process by something else than receiving',
    '<eventBasedGateway id="x" instantiate="true" /><task id="a" /><task id="b" /><sequenceFlow id="f" sourceRef="x" targetRef="a" /><sequenceFlow id="g" sourceRef="x" targetRef="b" />',
    /Expected only catch events and receive tasks/,
  ],
  ['a call of nothing', '<callActivity id="x" />', /Expected the id of the called process/],
  [
    'a repetition over nothing',
    '<task id="x"><multiInstanceLoopCharacteristics /></task>',
    /Expected an input collection/,
  ],
  [
    'a listener before a start event',
    '<startEvent id="x"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="a" /></zeebe:executionListeners></extensionElements></startEvent>',
    /listener for 'start' is not executed here/,
  ],
  ['the Camunda 7 dialect', '<serviceTask id="x" camunda:delegateExpression="bean" />', /Camunda 7/],
  [
    'two none start events in a sub-process',
    '<subProcess id="s"><startEvent id="x" /><startEvent id="y" /></subProcess>',
    /at most one none start event/,
  ],
  [
    'a boundary event in the air',
    '<boundaryEvent id="x"><signalEventDefinition /></boundaryEvent>',
    /attached to an activity/,
  ],
  [
    'a link to nowhere',
    '<intermediateThrowEvent id="x"><linkEventDefinition name="a" /></intermediateThrowEvent>',
    /Expected a link catch event named 'a'/,
  ],
  [
    'an event sub-process without start',
    '<subProcess id="x" triggeredByEvent="true" />',
    /one start event in the event sub-process; found 0/,
  ],
  ['an id twice', '<task id="x" /><task id="x" />', /twice|duplicate/i],
  ['an id that JavaScript knows', '<task id="constructor" />', /reserved word/],
  ['an element without id', '<task />', /Expected an id/],
  ['what is no BPMN', '<foo id="x" />', /unknown type <bpmn:Foo>/],
  ['an empty process', '', /Expected at least one process/],
])('%s is refused', async (_what, body, expected) => {
  expect((await reasons(body)).join('\n')).toMatch(expected);
});

test('a sequence flow may not cross a border, end nowhere, or leave an end event', async () => {
  const found = await reasons(
    `<startEvent id="s" /><subProcess id="sub"><task id="in" /></subProcess><endEvent id="e" />
     <sequenceFlow id="f1" sourceRef="s" targetRef="in" /><sequenceFlow id="f2" sourceRef="e" targetRef="sub" />
     <sequenceFlow id="f3" sourceRef="s" targetRef="nobody" />`,
  );

  expect(found).toContainEqual('f1: A sequence flow may not cross the border of a sub-process.');
  expect(found).toContainEqual("e: Expected no outgoing sequence flow; found 'f2'.");
  expect(found.join()).toMatch(/f3: .*nobody/);
});

test('a condition in another language, or where nobody chooses, is refused', async () => {
  const found = await reasons(
    `<startEvent id="s" /><parallelGateway id="g" /><endEvent id="e" />
     <sequenceFlow id="f1" sourceRef="s" targetRef="g"><conditionExpression xsi:type="tFormalExpression">\${x}</conditionExpression></sequenceFlow>
     <sequenceFlow id="f2" sourceRef="g" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=x</conditionExpression></sequenceFlow>`,
  );

  expect(found).toEqual([
    expect.stringMatching(/f1: Expected a FEEL condition .*another language/),
    "s: Expected no condition on 'f1': only activities, exclusive and inclusive gateways choose.",
    "g: Expected no condition on 'f2': only activities, exclusive and inclusive gateways choose.",
  ]);
});

test('a sequence flow without an id is called as where it leads from and to', async () => {
  const { graphs, faults } = await read(
    definitions(`<process id="p"><startEvent id="s" /><endEvent id="e" />
      <sequenceFlow sourceRef="s" targetRef="e" /><sequenceFlow sourceRef="s" targetRef="e" /></process>`),
  );

  expect(faults).toEqual([]);
  expect(Object.keys(graphs[0]!.flows)).toEqual(['s-e', 's-e-2']);
});

test('an event sub-process without an id is called as the scope in which it waits', async () => {
  const waiting = (start: string) =>
    `<subProcess triggeredByEvent="true"><startEvent id="${start}"><errorEventDefinition /></startEvent></subProcess>`;
  const { graphs, faults } = await read(
    definitions(
      `<process id="p"><subProcess id="sub"><task id="t" />${waiting('a')}${waiting('b')}</subProcess>${waiting('c')}</process>`,
    ),
  );

  expect(faults).toEqual([]);
  const scopes = ['a', 'b', 'c'].map((start) => graphs[0]!.elements[start]!.scope);
  expect(scopes).toEqual(['sub-eventSubProcess', 'sub-eventSubProcess-2', 'p-eventSubProcess']);
});

test('a reference may be a qualified name of the file’s own namespace', async () => {
  const { graphs, faults } = await read(
    definitions(
      '<message id="m" name="paid" /><process id="p"><receiveTask id="r" messageRef="own:m" /></process>',
    ).replace('targetNamespace="t"', 'targetNamespace="t" xmlns:own="t"'),
  );

  expect(faults).toEqual([]);
  expect(graphs[0]!.elements['r']!.event).toMatchObject({ name: 'paid' });
});

test('a reference to nothing is refused where the meaning hangs on it; a sketch takes it as a name', async () => {
  const xml = definitions(
    `<process id="p"><dataStoreReference id="d" dataStoreRef="nowhere" /><startEvent id="s"><outgoing>gone</outgoing></startEvent>
     <endEvent id="e"><errorEventDefinition errorRef="refused" /></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="e" /></process>`,
  );

  expect((await read(xml)).faults).toMatchObject([
    { elementId: 'e', line: 4, reason: "Expected 'refused' (errorRef) in the file; no element has that id." },
  ]);
  const [graph] = (await read(xml, { isSketch: true })).graphs;
  expect(graph!.elements['e']!.event).toEqual({ type: 'error', code: 'refused' });
});

test('an attribute that BPMN does not know is refused, of another vocabulary it is not', async () => {
  const task = (attributes: string) =>
    definitions(`<process id="p"><task id="t" ${attributes} /></process>`).replace(
      'targetNamespace',
      'xmlns:other="http://other.example" targetNamespace',
    );

  expect((await read(task('cancelActvity="false"'))).faults).toEqual([
    expect.objectContaining({ elementId: 't', reason: "Expected an attribute of BPMN; found 'cancelActvity'." }),
  ]);
  expect((await read(task('other:cancelActvity="false"'))).faults).toEqual([]);
});

test('space around the = of an attribute is no fault', async () => {
  const { graphs, faults } = await read(definitions('<process id = "p"><task id\n= "t" name= "a = b" /></process>'));

  expect(faults).toEqual([]);
  expect(graphs[0]!.elements['t']!.name).toBe('a = b');
});

test('ids may be in any script', async () => {
  const { graphs, faults } = await read(
    definitions(
      `<message id="收款" name="paid" /><process id="执行"><startEvent id="开始"><outgoing>流</outgoing></startEvent><receiveTask id="等待𠮷" messageRef="收款" />
       <sequenceFlow id="流" name="流_-6267-_" sourceRef="开始" targetRef="等待𠮷" /></process>`,
    ),
  );

  expect(faults).toEqual([]);
  expect(graphs[0]).toMatchObject({
    processId: '执行',
    flows: { 流: { name: '流_-6267-_', source: '开始', target: '等待𠮷' } },
  });
  expect(graphs[0]!.elements['等待𠮷']).toMatchObject({ line: 3, event: { name: 'paid' } });
});

test('a fault names an id in any script as it is written', async () => {
  expect((await read(definitions('<process id="执行"><task id="甲" default="乙" /></process>'))).faults).toMatchObject([
    { elementId: '甲', line: 3, reason: "Expected '乙' (default) in the file; no element has that id." },
  ]);
});

test('what is another language than BPMN 2.0 is said', async () => {
  expect((await read('<Package xmlns="http://www.wfmc.org/2008/XPDL2.1" Id="x" />')).faults[0]!.reason).toMatch(
    /Expected BPMN 2.0 definitions .*; found <Package xmlns=/,
  );
});

test('what the parser cannot read is refused with its line', async () => {
  expect((await read(definitions('<process id="p"><task id="1" /></process>'))).faults[0]).toMatchObject({
    elementId: '',
    line: 3,
    reason: 'Expected well-formed BPMN; an id holds a character that XML does not allow in <task> (illegal ID <1>).',
  });
});

test('a repetition in plain BPMN counts through its data, by the names they have outside', async () => {
  const { graphs, faults } = await read(
    definitions(`<process id="p"><dataObject id="debts" /><dataObject id="answers" /><task id="t">
      <ioSpecification><dataInput id="in" /><dataOutput id="out" /><inputSet /><outputSet /></ioSpecification>
      <dataInputAssociation><sourceRef>debts</sourceRef><targetRef>in</targetRef></dataInputAssociation>
      <dataOutputAssociation><sourceRef>out</sourceRef><targetRef>answers</targetRef></dataOutputAssociation>
      <multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef>
        <inputDataItem id="debt" /><outputDataItem id="answer" /></multiInstanceLoopCharacteristics></task></process>`),
  );

  expect(faults).toEqual([]);
  expect(graphs[0]!.elements['t']!.loop).toEqual({
    collectsApart: true,
    outputVariable: 'answer',
    sequential: false,
    inputCollection: '=debts',
    inputElement: 'debt',
    outputCollection: 'answers',
    outputElement: '=answer',
  });
});

test('several processes in a file become several graphs; partners drawn as not executable do not', async () => {
  const process = (id: string, executable: boolean) =>
    `<process id="${id}" isExecutable="${executable}"><startEvent id="${id}-s" /></process>`;

  const { graphs } = await read(definitions(process('a', true) + process('b', true) + process('partner', false)));

  expect(graphs.map(({ processId }) => processId)).toEqual(['a', 'b']);
});

test('a graph is plain JSON and carries name, version tag, properties and lines', async () => {
  const { graphs } = await read(
    model('p')
      .startEvent('s', { name: '立案', properties: { stage: '立案' } })
      .with('<zeebe:versionTag value="v3" />')
      .toXml(),
  );

  expect(JSON.parse(JSON.stringify(graphs))).toEqual(graphs);
  expect(graphs[0]).toMatchObject({ format: 1, processId: 'p', versionTag: 'v3' });
  expect(graphs[0]!.elements['s']).toMatchObject({ name: '立案', properties: { stage: '立案' }, line: 5 });
});

test('no text is too strange to be answered', async () => {
  for (const xml of [
    '',
    'no xml',
    '<a>',
    '<a/>',
    '<definitions',
    '{}',
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
    '\u0000',
  ])
    expect((await read(xml)).faults.length).toBeGreaterThan(0);
});

test('entities and document types are not read', async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';

  const { faults } = await read(definitions('').replace('?>', `?>\n${bomb}`));

  expect(faults).toMatchObject([
    { elementId: '', line: 2, reason: 'Expected no document type and no entities; they are not read.' },
  ]);
});

test('what is too large, too deep or never ends is refused without being parsed', async () => {
  const deep = `${'<subProcess>'.repeat(100_000)}`;
  const hostile = [
    definitions(deep),
    ' '.repeat(30_000_000),
    definitions(`<task id="${'x'.repeat(15_000_000)}`),
    '<a "'.repeat(3_000_000),
  ];

  for (const xml of hostile) expect((await read(xml)).faults).toHaveLength(1);
});

test('every model of the product is read without a fault', async () => {
  const files = modelFiles().filter(({ name }) => name.endsWith('.bpmn'));

  const found = await Promise.all(files.map(async ({ name, content }) => [name, (await read(content)).faults]));

  expect(found.filter(([, faults]) => faults!.length > 0)).toEqual([]);
});

test('beside its start event a sketch of a process begins what nothing leads to, but no end event, and a sub-process only its start event', async () => {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">
    <startEvent id="s" /><task id="alone" /><endEvent id="e" /><subProcess id="sub"><startEvent id="is" /><task id="inner" /></subProcess>
    <sequenceFlow id="f" sourceRef="s" targetRef="sub" /></process></definitions>`;

  const { elements } = (await read(xml, { isSketch: true })).graphs[0]!;

  expect(elements['p']!.starts).toEqual(['s', 'alone']);
  expect(elements['sub']!.starts).toEqual(['is']);
});

test('a name that FEEL only quotes is that name', async () => {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><message id="m" name="=&quot;paid&quot;" />
    <process id="p"><startEvent id="s"><messageEventDefinition messageRef="m" /></startEvent></process></definitions>`;

  const { elements } = (await read(xml)).graphs[0]!;

  expect(elements['s']!.event).toMatchObject({ type: 'message', name: 'paid' });
});

test.each([
  [
    'loop marker',
    '<task id="x"><standardLoopCharacteristics /><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task>',
    'x: Expected one loopCharacteristics at most here; found more.',
  ],
  [
    'condition of a flow',
    '<startEvent id="s" /><task id="x" /><sequenceFlow id="f" sourceRef="s" targetRef="x"><conditionExpression>=a</conditionExpression><conditionExpression>=b</conditionExpression></sequenceFlow>',
    'f: Expected one conditionExpression at most here; found more.',
  ],
  [
    'time of a timer',
    '<startEvent id="x"><timerEventDefinition><timeDate>2026-03-02</timeDate><timeDate>2026-03-03</timeDate></timerEventDefinition></startEvent>',
    'x: Expected one timeDate at most here; found more.',
  ],
  [
    'script of a task',
    '<scriptTask id="x" scriptFormat="feel"><script>1</script><script>2</script></scriptTask>',
    'x: Expected one script at most here; found more.',
  ],
  [
    'group of extensions',
    '<serviceTask id="x"><extensionElements><zeebe:taskDefinition type="a" /></extensionElements><extensionElements /></serviceTask>',
    'x: Expected one extensionElements at most here; found more.',
  ],
])('BPMN20.xsd: a second %s, of which it allows one, is refused', async (_what, body, reason) => {
  expect(await reasons(body)).toContain(reason);
});

test.each([
  ['global script task', '<globalScriptTask id="x" scriptLanguage="feel"><script>1</script></globalScriptTask>'],
  ['global user task', '<globalUserTask id="x"><rendering id="r" /></globalUserTask>'],
])('a %s beside the process is passed over, and refused by its id where it is called', async (name, task) => {
  const process = (called: string) => `<process id="p"><callActivity id="c" calledElement="${called}" /></process>`;

  expect((await read(definitions(task + process('q')))).faults).toEqual([]);
  expect((await read(definitions(task + process('x')))).faults).toMatchObject([
    { elementId: 'c', reason: `Expected a process as the called 'x'; found a ${name}, which is not executed.` },
  ]);
});

test('every root element of BPMN20.xsd that is not executed is passed over', async () => {
  const association =
    '<participantAssociation id="a"><innerParticipantRef>k</innerParticipantRef><outerParticipantRef>k</outerParticipantRef></participantAssociation>';
  const { faults, graphs } = await read(
    definitions(`<import importType="x" location="a.xsd" namespace="x" /><category id="ca"><categoryValue id="cv" value="v" /></category>
<correlationProperty id="cp"><correlationPropertyRetrievalExpression id="cr" messageRef="m"><messagePath>a</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<dataStore id="ds" capacity="3"><dataState id="dt" /></dataStore><endPoint id="ep" /><message id="m" />
<interface id="if" name="I"><operation id="op" name="o"><inMessageRef>m</inMessageRef></operation></interface>
<resource id="r" name="R"><resourceParameter id="rp" name="n" isRequired="true" /></resource><itemDefinition id="i" />
<partnerRole id="pr" name="n"><participantRef>k</participantRef></partnerRole><globalConversation id="gc" />
<globalChoreographyTask id="gt" initiatingParticipantRef="g"><participant id="g" /></globalChoreographyTask>
<choreography id="ch"><callChoreography id="cc" initiatingParticipantRef="k"><participantRef>k</participantRef>${association}</callChoreography></choreography>
<collaboration id="co"><participant id="k"><endPointRef>ep</endPointRef></participant><conversation id="cn"><participantRef>k</participantRef><messageFlowRef>mf</messageFlowRef></conversation><messageFlow id="mf" sourceRef="k" targetRef="k" /></collaboration>
<process id="p"><task id="t" /></process><relationship id="rl" type="t"><source>p</source><target>co</target></relationship>`),
  );

  expect(faults).toEqual([]);
  expect(graphs).toHaveLength(1);
});
