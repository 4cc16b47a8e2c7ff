// The pictures that `npm run draw` makes of models.
import { expect, test } from '@jest/globals';
import { bottom, right } from '../../../tools/drawing/layout/geometry.ts';
import { scaleOf } from '../../../tools/drawing/layout/screen.ts';
import { drawnIn } from '../../../tools/drawing/lint/drawn.ts';
import { faultsOfPicture } from '../../../tools/drawing/lint/index.ts';
import { textSizeOf } from '../../../tools/drawing/lint/rules.ts';
import { readDocument } from '../../../tools/drawing/model.ts';
import { linesInTask, taskWidth } from '../../../tools/drawing/text.ts';
import { boundsOf, drawn, flow, flows, model, node, pointsOf, userTask, withoutDiagram } from './drawings.ts';

const choice = model(
  [
    node('startEvent', 'start', '开始'),
    userTask('review', 'judge'),
    node('exclusiveGateway', 'agreed', '同意？'),
    node('task', 'grant', '准许'),
    node('task', 'refuse', '不准许'),
    node('endEvent', 'end', '结束'),
    flows('start', 'review', 'agreed'),
    flow('agreed', 'grant', '是'),
    flow('agreed', 'refuse', '否'),
    flow('grant', 'end'),
    flow('refuse', 'end'),
  ].join(''),
);

test('the same model gives the same file, and a drawn file is drawn the same again', async () => {
  const first = await drawn(choice);

  expect(await drawn(choice)).toBe(first);
  expect(await drawn(first)).toBe(first);
});

test('drawing changes nothing but the diagram and the notes that say who acts', async () => {
  const plain = choice.replace(userTask('review', 'judge'), userTask('review', '=groups'));
  const before = await drawn(plain);
  const other = before.replace(/<dc:Bounds x="\d+"/g, '<dc:Bounds x="7"');

  expect(withoutDiagram(await drawn(other))).toBe(withoutDiagram(before));
  expect(withoutDiagram(before)).not.toContain('textAnnotation');
});

test('a user task shows its role in a note and in its color', async () => {
  const xml = await drawn(choice);

  expect(xml).toContain('<bpmn:text>法官</bpmn:text>');
  expect(xml).toMatch(/bpmnElement="review" bioc:stroke="#\w{6}" bioc:fill="#\w{6}"/);
  expect(bottom(boundsOf(xml, 'review-who'))).toBeLessThan(boundsOf(xml, 'review').y);
});

test('a wait for an agency says so', async () => {
  const wait = node(
    'intermediateCatchEvent',
    'wait',
    '收到答复',
    '<bpmn:messageEventDefinition messageRef="answer" />',
  );

  const xml = await drawn(model(node('startEvent', 'start') + wait + flows('start', 'wait')));

  expect(xml).toContain('<bpmn:text>有关单位</bpmn:text>');
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('every branch of a gateway has a line and a label of its own', async () => {
  const xml = await drawn(choice);

  const [yes, no] = [pointsOf(xml, 'agreed-grant'), pointsOf(xml, 'agreed-refuse')];
  expect(yes[0]).not.toEqual(no[0]);
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('seven branches from one gateway to another stay apart', async () => {
  const tasks = [...'abcdefg'];
  const content = [
    node('startEvent', 'start'),
    node('parallelGateway', 'fork', '同时进行'),
    node('parallelGateway', 'join', ''),
    ...tasks.map((id) => node('task', id) + flows('fork', id, 'join')),
    flows('start', 'fork'),
  ];

  const faults = await faultsOfPicture(await drawn(model(content.join(''))));

  expect(faults.filter(({ rule }) => rule !== 'crossingsAreFew')).toEqual([]);
});

test('a long chain is folded into rows that fit a screen', async () => {
  const ids = Array.from({ length: 24 }, (_, index) => `step${index}`);

  const xml = await drawn(model(ids.map((id) => node('task', id)).join('') + flows(...ids)));

  const { extent } = drawnIn(await readDocument(xml))!;
  expect(textSizeOf(extent)).toBeGreaterThanOrEqual(10);
  expect(scaleOf(extent)).toBeGreaterThan(0.9);
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('boundary events stand on the border of their task, and their flows leave from them', async () => {
  const boundary = (id: string) => `<bpmn:boundaryEvent id="${id}" name="${id}" attachedToRef="work" />`;
  const content = [
    node('startEvent', 'start'),
    node('task', 'work') + boundary('late') + boundary('refused'),
    node('endEvent', 'done') + node('task', 'remind') + node('task', 'ask'),
    flows('start', 'work', 'done') + flows('late', 'remind', 'done') + flows('refused', 'ask', 'done'),
  ];

  const xml = await drawn(model(content.join('')));

  const { y, height } = boundsOf(xml, 'late');
  expect(y + height / 2).toBe(bottom(boundsOf(xml, 'work')));
  expect(pointsOf(xml, 'late-remind')[0]!.y).toBe(y + height);
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('a boundary event leaves the marker of its activity in view', async () => {
  const boundary = '<bpmn:boundaryEvent id="late" attachedToRef="work" />';
  const content = node('callActivity', 'work') + boundary + node('endEvent', 'done') + flows('work', 'done');

  const xml = await drawn(model(content + node('task', 'remind') + flows('late', 'remind', 'done')));

  const work = boundsOf(xml, 'work');
  expect(boundsOf(xml, 'late').x).toBeGreaterThanOrEqual(work.x + work.width / 2);
});

test('a task is as wide as keeps the words of its name whole', () => {
  const name = '制作查封、扣押、冻结裁定';

  expect(linesInTask(name, 100)).toEqual(['制作查封、扣', '押、冻结裁定']);
  expect(linesInTask(name, taskWidth(name))).toEqual(['制作查封、扣押、', '冻结裁定']);
});

test('an embedded sub-process is open in its place, an event sub-process below the main flow', async () => {
  const inner = (id: string) =>
    node('startEvent', `${id}Start`) + node('task', `${id}Task`) + flows(`${id}Start`, `${id}Task`);
  const content = [
    node('startEvent', 'start') + node('endEvent', 'end') + flows('start', 'sub', 'end'),
    node('subProcess', 'sub', 'sub', inner('sub')),
    `<bpmn:subProcess id="event" triggeredByEvent="true">${inner('event')}</bpmn:subProcess>`,
  ];

  const xml = await drawn(model(content.join('')));

  const [outer, task] = [boundsOf(xml, 'sub'), boundsOf(xml, 'subTask')];
  expect([task.x > outer.x, task.y > outer.y, right(task) < right(outer), bottom(task) < bottom(outer)]).toEqual(
    Array(4).fill(true),
  );
  expect(boundsOf(xml, 'event').y).toBeGreaterThan(bottom(outer));
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('a flow back to an earlier step, and a flow from a step to itself, have ways of their own', async () => {
  const content = ['a', 'b', 'c'].map((id) => node('task', id)).join('');

  const xml = await drawn(model(content + flows('a', 'b', 'c', 'a') + flow('b', 'b')));

  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('what a person noted in the model stays in it, with its line', async () => {
  const note = '<bpmn:textAnnotation id="remark"><bpmn:text>待核</bpmn:text></bpmn:textAnnotation>';
  const line = '<bpmn:association id="remarked" sourceRef="grant" targetRef="remark" />';

  const xml = await drawn(choice.replace('</bpmn:process>', `${note}${line}</bpmn:process>`));

  expect(pointsOf(xml, 'remarked').length).toBeGreaterThanOrEqual(2);
  expect(boundsOf(xml, 'remark').width).toBeGreaterThan(0);
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('an event sub-process of an embedded sub-process is drawn inside it', async () => {
  const inner = node('startEvent', 'innerStart') + node('task', 'innerTask') + flows('innerStart', 'innerTask');
  const event = `<bpmn:subProcess id="event" triggeredByEvent="true">${node('startEvent', 'raised')}</bpmn:subProcess>`;

  const xml = await drawn(model(node('subProcess', 'sub', 'sub', inner + event)));

  expect(bottom(boundsOf(xml, 'event'))).toBeLessThan(bottom(boundsOf(xml, 'sub')));
  expect(await faultsOfPicture(xml)).toEqual([]);
});

test('a model with pools is refused', async () => {
  const pools = choice.replace('<bpmn:process', '<bpmn:collaboration id="pools" /><bpmn:process');

  await expect(drawn(pools)).rejects.toThrow('Expected a process without pools.');
});
