// Models in the Camunda 7 dialect: what maps runs here, and the rest is reported.
import { expect, jest, test } from '@jest/globals';
import { type EngineEvent, openElements, step } from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';
import { convertCamunda7 } from '../../../tools/bpmn/convert/camunda7.ts';
import { translateText } from '../../../tools/bpmn/convert/juel.ts';
import { modelOf } from '../../engine/support/model.ts';

const file = (elements: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t"><bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="180" camunda:versionTag="v7">${elements}</bpmn:process></bpmn:definitions>`;
const flow = (from: string, to: string, inside = '') =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`;
const condition = (text: string) =>
  `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${text}</bpmn:conditionExpression>`;

test.each([
  ['plain', 'plain'],
  ['${amount}', '=amount'],
  ["${debtor.name == '周' && !closed}", '=debtor.name = "周" and not(closed)'],
  ['${a ge 1 or b lt 2}', '=a >= 1 or b < 2'],
  ['#{x > 1 ? "yes" : \'no\'}', '=if x > 1 then "yes" else "no"'],
  ['${empty list}', '=list contains([null, "", []], list)'],
  ["${!answer.equals('yes')}", '=not((answer = "yes"))'],
  ["${execution.getVariable('amount') * 2}", '=amount * 2'],
  ['${(a + b) / 2 - -c}', '=(a + b) / 2 - -c'],
  ['案号 ${number}', '="案号 " + string(number)'],
])('%s is %s', (juel, feel) => {
  expect(translateText(juel)).toEqual({ feel });
});

test.each([
  ['${service.call(x)}', "The Java method 'service.call' has no counterpart"],
  ['${list[0]}', 'counts from 1 in FEEL'],
  ['${a % 2}', 'modulo'],
  ['${a +}', 'missing at the end'],
])('%s is not guessed', (juel, problem) => {
  expect(translateText(juel)).toEqual({ problem: { zh: expect.any(String), en: expect.stringContaining(problem) } });
});

const enforcement = file(`<bpmn:startEvent id="s" camunda:initiator="who" />
  <bpmn:serviceTask id="query" camunda:type="external" camunda:topic="bank-query" camunda:asyncBefore="true"><bpmn:extensionElements>
    <camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>
    <camunda:inputOutput><camunda:inputParameter name="debtor">\${party.name}</camunda:inputParameter><camunda:inputParameter name="kinds"><camunda:list><camunda:value>bank</camunda:value><camunda:value>\${kind}</camunda:value></camunda:list></camunda:inputParameter>
      <camunda:outputParameter name="assets">\${result.assets}</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:exclusiveGateway id="found" default="found-e" />
  <bpmn:userTask id="seize" camunda:assignee="\${handler}" camunda:candidateGroups="judge,officer" camunda:dueDate="\${due}" camunda:formRef="seizure" camunda:priority="70" />
  <bpmn:callActivity id="sell" calledElement="auction"><bpmn:extensionElements><camunda:in source="assets" target="lots" /><camunda:in businessKey="#{execution.processBusinessKey}" /><camunda:out variables="all" /></bpmn:extensionElements>
    <bpmn:multiInstanceLoopCharacteristics camunda:collection="\${assets}" camunda:elementVariable="asset" /></bpmn:callActivity>
  <bpmn:businessRuleTask id="fee" camunda:decisionRef="execution-fee" camunda:resultVariable="fee" camunda:mapDecisionResult="singleEntry" />
  <bpmn:endEvent id="e" />${flow('s', 'query')}${flow('query', 'found')}${flow('found', 'seize', condition('${found &gt; 0}'))}${flow('found', 'e')}${flow('seize', 'sell')}${flow('sell', 'fee')}${flow('fee', 'e')}`);

test('a converted model deploys and runs', async () => {
  const { xml, diagnostics } = await convertCamunda7(enforcement);
  const { graphs, faults } = await read(xml);

  expect(faults).toEqual([]);
  expect(xml).not.toContain('camunda.org/schema/1.0');
  const { elements, versionTag } = graphs[0]!;
  expect(versionTag).toBe('v7');
  expect(elements['query']).toMatchObject({
    job: { type: 'bank-query', retries: '5' },
    inputs: [
      { source: '=party.name', target: 'debtor' },
      { source: '=["bank", kind]', target: 'kinds' },
    ],
    outputs: [{ source: '=result.assets', target: 'assets' }],
  });
  expect(elements['seize']!.task).toEqual({
    assignee: '=handler',
    candidateGroups: 'judge,officer',
    dueDate: '=due',
    priority: '70',
    formId: 'seizure',
  });
  expect(elements['sell']).toMatchObject({
    call: { processId: 'auction', propagateAllParentVariables: false, propagateAllChildVariables: true },
    loop: { inputCollection: '=assets', inputElement: 'asset', sequential: false },
    inputs: [{ source: '=assets', target: 'lots' }],
  });
  expect(elements['fee']!.decision).toEqual({ decisionId: 'execution-fee', resultVariable: 'fee' });
  expect(diagnostics.filter(({ kind }) => kind === 'notMapped')).toEqual([]);
  expect(
    diagnostics.filter(({ kind }) => kind === 'dropped').map(({ elementId, subject }) => `${elementId} ${subject.en}`),
  ).toEqual(['p camunda:historyTimeToLive', 's camunda:initiator', 'query camunda:asyncBefore']);

  const model = modelOf(graphs[0]!);
  const at = '2026-03-02T01:00:00.000Z';
  const variables = { party: { name: '周' }, kind: 'flat', handler: 'wang', due: null, found: 1 };
  const started = step(model, null, { type: 'started', at, variables });
  const { key } = openElements(started.state)[0]!;
  const done = step(model, started.state, {
    type: 'jobDone',
    at,
    key,
    variables: { result: { assets: [1] } },
  } as EngineEvent);
  expect(openElements(done.state).map(({ elementId }) => elementId)).toEqual(['seize']);
});

test('an extension that does not map is reported with element and reason, and removed', async () => {
  const { xml, diagnostics } = await convertCamunda7(
    file(`<bpmn:startEvent id="s" /><bpmn:serviceTask id="java" camunda:class="cn.court.Query" />
      <bpmn:serviceTask id="call" camunda:expression="\${service.query()}" /><bpmn:scriptTask id="script" scriptFormat="groovy"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>
      <bpmn:userTask id="form"><bpmn:extensionElements><camunda:formData><camunda:formField id="a" type="string" /></camunda:formData><camunda:taskListener event="timeout" class="cn.court.Late" /></bpmn:extensionElements></bpmn:userTask>
      <bpmn:receiveTask id="wait" />${flow('s', 'java')}${flow('java', 'call', '')}${flow('call', 'script')}${flow('script', 'form')}${flow('form', 'wait')}`),
  );

  expect((await read(xml)).faults).toEqual([]);
  const reported = diagnostics
    .filter(({ kind }) => kind !== 'dropped')
    .map(({ elementId, kind, subject }) => [elementId, kind, subject.en]);
  expect(reported).toEqual([
    ['java', 'note', "the Java code 'cn.court.Query'"],
    ['call', 'notMapped', 'camunda:expression'],
    ['script', 'notMapped', 'the script in groovy'],
    ['form', 'notMapped', "a listener for 'timeout'"],
    ['form', 'notMapped', 'camunda:FormData'],
    ['wait', 'notMapped', 'the correlation of the message'],
  ]);
});

test('an expression without xsi:type is read as an expression, and related namespaces of the dialect are accepted', async () => {
  const { xml, diagnostics } = await convertCamunda7(
    file(
      `<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="g" /><bpmn:userTask id="t" activiti:assignee="\${who}" /><bpmn:endEvent id="e" />
       ${flow('s', 'g')}${flow('g', 't', '<bpmn:conditionExpression>${!refused}</bpmn:conditionExpression>')}${flow('t', 'e')}`,
    ).replace('xmlns:camunda="http://camunda.org/schema/1.0/bpmn"', 'xmlns:activiti="http://activiti.org/bpmn"'),
  );

  const { graphs, faults } = await read(xml);

  expect(faults).toEqual([]);
  expect(diagnostics.filter(({ kind }) => kind === 'notMapped')).toEqual([]);
  expect(graphs[0]!.flows['g-t']!.condition).toBe('=not(refused)');
  expect(graphs[0]!.elements['t']!.task).toEqual({ assignee: '=who' });
});

test('extensions of other vendors stay unchanged', async () => {
  const { xml } = await convertCamunda7(
    file(
      '<bpmn:task id="t"><bpmn:extensionElements><other:data xmlns:other="http://other.example"><other:part /></other:data></bpmn:extensionElements></bpmn:task>',
    ),
  );

  expect(xml).toContain('<other:part');
  expect((await read(xml)).faults).toEqual([]);
});

test('an escalation is caught as in Camunda 7: without a code every one, and interrupting only when the model says so', async () => {
  const { xml } = await convertCamunda7(
    file(
      `<bpmn:userTask id="t" /><bpmn:boundaryEvent id="any" attachedToRef="t"><bpmn:escalationEventDefinition escalationRef="all" /></bpmn:boundaryEvent>
       <bpmn:boundaryEvent id="one" attachedToRef="t" cancelActivity="true"><bpmn:escalationEventDefinition escalationRef="late" /></bpmn:boundaryEvent>`,
    ).replace(
      '<bpmn:process',
      '<bpmn:escalation id="all" /><bpmn:escalation id="late" escalationCode="L" /><bpmn:process',
    ),
  );

  const { elements } = (await read(xml)).graphs[0]!;

  expect(elements['any']).toMatchObject({ interrupting: false, event: { type: 'escalation' } });
  expect(elements['any']!.event).not.toHaveProperty('code');
  expect(elements['one']).toMatchObject({ interrupting: true, event: { type: 'escalation', code: 'L' } });
});

test('the version binding of a decision is kept', async () => {
  const { xml } = await convertCamunda7(
    file(
      '<bpmn:businessRuleTask id="a" camunda:decisionRef="fee" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="2026" /><bpmn:businessRuleTask id="b" camunda:decisionRef="fee" camunda:decisionRefBinding="deployment" />',
    ),
  );

  const { elements } = (await read(xml)).graphs[0]!;

  expect(elements['a']!.decision).toMatchObject({ binding: 'versionTag', versionTag: '2026' });
  expect(elements['b']!.decision).toMatchObject({ binding: 'deployment' });
});

test('the variable filter of a condition is kept; the event "delete" is reported and dropped', async () => {
  const { xml, diagnostics } = await convertCamunda7(
    file(
      '<bpmn:intermediateCatchEvent id="c"><bpmn:conditionalEventDefinition camunda:variableName="paid" camunda:variableEvents="create, delete"><bpmn:condition xsi:type="bpmn:tFormalExpression">${paid &gt; 1}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>',
    ),
  );

  expect((await read(xml)).graphs[0]!.elements['c']!.event).toEqual({
    type: 'conditional',
    condition: '=paid > 1',
    filter: { names: ['paid'], events: ['create'] },
  });
  expect(diagnostics.filter(({ elementId }) => elementId === 'c')).toMatchObject([
    { kind: 'notMapped', subject: { zh: '变量事件 delete', en: 'variable event delete' } },
  ]);
});

test('the built-in variables of a multi-instance get their Camunda 8 names', async () => {
  const { xml } = await convertCamunda7(
    file(`<bpmn:startEvent id="s" /><bpmn:userTask id="t"><bpmn:multiInstanceLoopCharacteristics camunda:collection="people">
      <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">\${nrOfCompletedInstances / nrOfInstances >= 0.5 or loopCounter == 2}</bpmn:completionCondition>
      </bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>${flow('s', 't')}`),
  );

  const { graphs } = await read(xml);
  expect(graphs[0]!.elements['t']!.loop!.completionCondition).toBe(
    '=numberOfCompletedInstances / numberOfInstances >= 0.5 or (loopCounter - 1) = 2',
  );
});

test('the job type of a message event is derived from the event', async () => {
  const { xml } = await convertCamunda7(
    file(
      `<bpmn:startEvent id="s" /><bpmn:endEvent id="e"><bpmn:messageEventDefinition id="m" camunda:type="external" camunda:topic="send" /></bpmn:endEvent>${flow('s', 'e')}`,
    ),
  );

  const { graphs, faults } = await read(xml);
  expect(faults).toEqual([]);
  expect(graphs[0]!.elements['e']!.job!.type).toBe('send');
});

test('color attributes of other editors are removed without a report', async () => {
  const complaints = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const xml = file(`<bpmn:startEvent id="s" color:background-color="#fff" />`).replace(
    '<bpmn:definitions ',
    '<bpmn:definitions xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color" ',
  );

  expect((await convertCamunda7(xml)).xml).not.toContain('background-color');
  expect(complaints).not.toHaveBeenCalled();
});

test('an element that BPMN allows once and that is there twice is not converted', async () => {
  const loops =
    '<bpmn:standardLoopCharacteristics /><bpmn:multiInstanceLoopCharacteristics camunda:collection="${list}" />';

  await expect(convertCamunda7(file(`<bpmn:task id="a">${loops}</bpmn:task>`))).rejects.toThrow(
    'a: Expected one loopCharacteristics at most here; found more.',
  );
});

test('a file with a document type is refused with its line, in Chinese and English', async () => {
  await expect(convertCamunda7('<?xml version="1.0"?>\n<!DOCTYPE a>\n<a />')).rejects.toThrow(
    /^第 2 行：文件不应含文档类型声明.* \/ line 2: Expected no document type/,
  );
});
