// The supervisor's view of a case in Temporal while a called process with a workflow of its own waits, with everything
// real.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateOfInstant } from '../../engine/calendar.ts';
import { application } from '../support/api.ts';
import { type ApiWorld, apiWorld } from '../support/api-world.ts';

let world: ApiWorld;
let api: ApiWorld['api'];

const bpmn = (id: string, elements: string) => ({
  name: `${id}.bpmn`,
  content: `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <bpmn:process id="${id}" name="${id}" isExecutable="true">${elements}</bpmn:process></bpmn:definitions>`,
});
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;
const task = (id: string, name: string, dueDate: string, more = '') =>
  `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="judge" />
     <zeebe:taskSchedule dueDate="${dueDate}" /><zeebe:properties><zeebe:property name="deadline" value="${name}期限" /><zeebe:property name="legalBasis" value="CPL#117 CPL#118" />${more}</zeebe:properties></bpmn:extensionElements></bpmn:userTask>`;
const own = '<zeebe:properties><zeebe:property name="ownWorkflow" value="true" /></zeebe:properties>';
const stage = '<zeebe:property name="stage" value="财产调查" />';

beforeAll(async () => {
  world = await apiWorld([
    bpmn(
      'enforcement-case',
      `<bpmn:startEvent id="s" /><bpmn:parallelGateway id="both" /><bpmn:parallelGateway id="join" /><bpmn:endEvent id="e" />
       <bpmn:callActivity id="order"><bpmn:extensionElements><zeebe:calledElement processId="order" />${own}</bpmn:extensionElements></bpmn:callActivity>
       ${task('review', '审查', '=date and time(&quot;2099-06-30T16:00:00Z&quot;)', stage)}
       ${flow('s', 'both')}${flow('both', 'order')}${flow('both', 'review')}${flow('order', 'join')}${flow('review', 'join')}${flow('join', 'e')}`,
    ),
    bpmn(
      'order',
      `<bpmn:startEvent id="os" /><bpmn:endEvent id="oe" />${task('answer', '答复', '=date and time(&quot;2099-03-31T16:00:00Z&quot;)')}${flow('os', 'answer')}${flow('answer', 'oe')}`,
    ),
  ]);
  api = world.api;
}, 120_000);

afterAll(() => world.close());

test("the case's row has the earliest open deadline of the case, whoever's it is, and none at its end", async () => {
  const filedOn = dateOfInstant(Date.now());
  const { body: filed } = await api.call('judge', 'POST', '/cases', application({ filedOn }));
  const workflow = world.environment.client.workflow.getHandle(`enforcement-case/${filed.number}`);
  const shown = async () => {
    const { typedSearchAttributes } = await workflow.describe();
    const all = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value] as const);
    const { NextDeadline, Stage, OpenNode } = Object.fromEntries(all);
    return { NextDeadline: NextDeadline instanceof Date ? NextDeadline.toISOString() : NextDeadline, Stage, OpenNode };
  };
  const details = async () =>
    (await workflow.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;

  const [order, review] = await until(async () => {
    const { body } = await api.call('judge', 'GET', `/cases/${filed.id}`);
    const open = (element: string) =>
      body.tasks.find((one: { elementId: string; state: string }) => one.elementId === element && one.state === 'open');
    return open('answer') && open('review') && ([open('answer'), open('review')] as const);
  });
  const atFirst = { NextDeadline: '2099-03-31T16:00:00.000Z', Stage: '财产调查', OpenNode: '审查' };
  await until(async () => (await shown()).NextDeadline === atFirst.NextDeadline);
  expect(await shown()).toEqual(atFirst);
  expect((await details()).split('\n').filter((line) => line !== '')).toEqual([
    `### enforcement-case ${filed.number}`,
    '阶段：财产调查',
    '全案最近期限：2099-03-31',
    '**等待**',
    `- 审查：等待法官，自${filedOn}起，至2099-06-30止（《中华人民共和国民事诉讼法》第一百一十七条、第一百一十八条）`,
  ]);

  await api.call('judge', 'POST', `/user-tasks/${order.id}/complete`, { variables: {} });
  await until(async () => (await shown()).NextDeadline === '2099-06-30T16:00:00.000Z');
  await api.call('judge', 'POST', `/user-tasks/${review.id}/complete`, { variables: {} });
  await workflow.result();

  expect(await shown()).toEqual({ NextDeadline: undefined, Stage: '财产调查', OpenNode: undefined });
}, 60_000);

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answers
async function until(look: () => Promise<any>): Promise<any> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It has not happened within ten seconds.');
}
