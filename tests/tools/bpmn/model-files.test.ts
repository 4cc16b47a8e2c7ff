// Model files from other tools (tools/bpmn/model-files.ts), and the processes that they call.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { calendar } from '../../../law/calendar.ts';
import { readFiles, textOf } from '../../../tools/bpmn/model-files.ts';
import { play, readScenario, type Scenario } from '../../../tools/bpmn/scenario.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const definitions = (body: string, more = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${more} targetNamespace="t">\n${body}\n</definitions>`;

async function files(content: string) {
  const path = join(folder, 'model.bpmn');
  writeFileSync(path, content);
  return readFiles([path], true);
}

async function played(body: string, scenario: Scenario = {}) {
  const { graphs, faults } = await files(definitions(body));
  expect(faults).toEqual([]);
  const models = new Map(graphs.map((graph) => [graph.processId, { graph, decisions: {}, calendar }]));
  return play(models, readScenario(scenario));
}

const calling = `<error id="no" errorCode="refused" /><process id="p"><startEvent id="s" /><callActivity id="call" calledElement="elsewhere" />
  <boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition errorRef="no" /></boundaryEvent><endEvent id="e" /><endEvent id="not" />
  <sequenceFlow sourceRef="s" targetRef="call" /><sequenceFlow sourceRef="call" targetRef="e" /><sequenceFlow sourceRef="caught" targetRef="not" /></process>`;

test('a called process without a model is an incident at its call', async () => {
  expect(await played(calling)).toMatchObject({
    status: 'active',
    incidents: [{ element: 'call', message: expect.stringContaining("the model of the process 'elsewhere'") }],
  });
});

test('an answer replaces a called process without a model', async () => {
  expect(await played(calling, { answers: { elsewhere: { variables: { paid: 3 } } } })).toMatchObject({
    status: 'completed',
    variables: { paid: 3 },
  });
  const failed = await played(calling, { answers: { call: { error: 'refused' } } });
  expect(failed.trace.map(({ element }) => element)).toContain('not');
});

test('a process that calls itself without end raises an incident', async () => {
  const self = '<process id="p"><callActivity id="again" calledElement="p" /></process>';

  expect(await played(self)).toMatchObject({
    status: 'active',
    incidents: [{ element: 'again', message: expect.stringContaining('at most 100 deep') }],
  });
});

test('time passes to an instant', async () => {
  const wait = `<process id="p"><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></intermediateCatchEvent></process>`;

  const at = async (advance: string) => (await played(wait, { time: 'stands', steps: [{ advance }] })).status;

  expect(await at('2026-03-04T00:59:59Z')).toBe('active');
  expect(await at('2026-03-04T01:00:00Z')).toBe('completed');
});

test('a scenario that ends a user task with an error is refused', async () => {
  const task = '<process id="p"><userTask id="sign" /></process>';

  await expect(played(task, { answers: { sign: { error: 'refused' } } })).rejects.toThrow(/'sign'.*only be completed/);
  await expect(
    played(task, { strict: true, steps: [{ error: { element: 'sign', code: 'refused' } }] }),
  ).rejects.toThrow(/'sign'.*only be completed/);
});

test('a model in the Camunda 7 dialect runs as if it had been converted first; losses are reported', async () => {
  const xml = definitions(
    `<process id="p"><startEvent id="s" /><exclusiveGateway id="g" default="no" /><serviceTask id="ask" camunda:class="org.example.Ask" />
     <scriptTask id="say" scriptFormat="groovy" /><endEvent id="e" /><sequenceFlow sourceRef="s" targetRef="ask" /><sequenceFlow sourceRef="ask" targetRef="g" />
     <sequenceFlow id="yes" sourceRef="g" targetRef="say"><conditionExpression>\${found}</conditionExpression></sequenceFlow><sequenceFlow id="no" sourceRef="g" targetRef="e" /></process>`,
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  );

  const { graphs, faults, diagnostics } = await files(xml);

  expect(faults).toEqual([]);
  expect(diagnostics.join()).toMatch(/say: 未能转换：以 groovy 写的脚本.* \/ not mapped: the script in groovy/);
  expect(graphs[0]!.elements['ask']!.job!.type).toBe('org.example.Ask');
  expect(graphs[0]!.flows['yes']!.condition).toBe('=found');
});

test('a fault in a converted model is reported with the line of the original file', async () => {
  const { faults } = await files(
    definitions(
      '<process id="p">\n<startEvent id="s" />\n<complexGateway id="g" /></process>',
      'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
    ),
  );

  expect(faults).toEqual([expect.objectContaining({ elementId: 'g', line: 4 })]);
});

test.each([
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, ...utf8('<a>执行</a>')]],
  ['UTF-16, little end first', [0xff, 0xfe, ...utf16('<a>执行</a>')]],
  ['UTF-16 without its mark', utf16('<a>执行</a>')],
  ['UTF-16, big end first', [0xfe, 0xff, ...utf16('<a>执行</a>').map((_, i, all) => all[i ^ 1]!)]],
])('%s is read', (_what, bytes) => {
  expect(textOf(Uint8Array.from(bytes), 'a.bpmn')).toBe('<a>执行</a>');
});

test('the XML declaration gives the encoding, unless the bytes show another', () => {
  const gbk = [...utf8('<?xml version="1.0" encoding="GBK"?><a>'), 0xd6, 0xb4, 0xd0, 0xd0, ...utf8('</a>')];

  expect(textOf(Uint8Array.from(gbk), 'a.bpmn')).toContain('<a>执行</a>');
  expect(textOf(Uint8Array.from(utf8('<?xml version="1.0" encoding="UTF-16"?><a>执行</a>')), 'a.bpmn')).toContain(
    '<a>执行</a>',
  );
});

test('a file that is no text is refused with the encoding that was tried', () => {
  expect(() => textOf(Uint8Array.from([0x3c, 0xff, 0xff, 0x00]), 'a.bpmn')).toThrow('Expected text in utf-8');
  expect(() => textOf(Uint8Array.from(utf8('<?xml version="1.0" encoding="klingon"?><a/>')), 'a.bpmn')).toThrow(
    'klingon',
  );
});

function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function utf16(text: string): number[] {
  return [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]);
}

test('a decision bound to a version tag is searched among the files; a missing tag is an incident', async () => {
  const dmn = join(folder, 'fee.dmn');
  writeFileSync(
    dmn,
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="d" namespace="t"><decision id="fee" name="fee">
      <extensionElements><zeebe:versionTag value="2026" /></extensionElements><literalExpression><text>7</text></literalExpression></decision></definitions>`,
  );
  const asking = async (tag: string) => {
    const path = join(folder, 'asking.bpmn');
    const called = `<zeebe:calledDecision decisionId="fee" resultVariable="fee" bindingType="versionTag" versionTag="${tag}" />`;
    const task = `<process id="p"><businessRuleTask id="ask"><extensionElements>${called}</extensionElements></businessRuleTask></process>`;
    writeFileSync(path, definitions(task, 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'));
    const { graphs, decisions, bound } = await readFiles([path, dmn], true);
    return play(new Map([['p', { graph: graphs[0]!, decisions, bound, calendar }]]), {});
  };

  expect(await asking('2026')).toMatchObject({ status: 'completed', variables: { fee: 7 } });
  expect((await asking('2027')).incidents).toMatchObject([
    { element: 'ask', message: expect.stringContaining("with the version tag '2027'") },
  ]);
});
